"""`hamstrong restore`: put a copy back in the diary's place."""

from __future__ import annotations

from pathlib import Path

import click

from hamstrong.cli.context import Terminal


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def restore_command(terminal: Terminal, file: Path) -> None:
    """Put the copy in FILE in the diary's place. The diary that was there is kept as a backup.

    Works on a damaged diary, too. Close other windows of Hamstrong first.

    \b
    Examples:
      hamstrong backup --list
      hamstrong restore ~/.local/share/hamstrong/backups/diary-20250309T120000Z.db
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.diary import restore_diary  # noqa: PLC0415

    # The diary is not opened: it may be damaged.
    aside = restore_diary(terminal.where, file, at=terminal.at().now)
    words = terminal.words_without_diary()
    if aside is None:
        terminal.print(words.say("terminal.restored_empty"))
    else:
        terminal.print(words.say("terminal.restored", place=str(aside)))
