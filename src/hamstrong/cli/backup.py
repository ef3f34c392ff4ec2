"""`hamstrong backup`: a copy of the diary's file, made while it may be in use."""

from __future__ import annotations

from pathlib import Path

import click

from hamstrong.cli.context import Terminal


@click.command("backup")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Another file.")
@click.option("--list", "only_list", is_flag=True, help="Show the copies that there are.")
@click.pass_obj
def backup_command(terminal: Terminal, to: Path | None, only_list: bool) -> None:
    """Copy the diary into its folder of backups, or to another file.

    `hamstrong erase` also empties the backups in the diary's own folder, but not other copies.

    \b
    Examples:
      hamstrong backup
      hamstrong backup --to /media/stick/hamstrong.db
      hamstrong backup --list
    """  # noqa: D301  click wants the backspace itself
    if only_list:
        _show_list(terminal)
        return
    made = terminal.app.backup(terminal.at().now, to)
    terminal.print(terminal.say("backup_made", place=str(made)))


def _show_list(terminal: Terminal) -> None:
    """The diary's own copies; the diary is not opened, since a damaged one is when they count."""
    from hamstrong.diary import list_backups  # noqa: PLC0415

    found = list_backups(terminal.where)
    if not found:
        terminal.print(terminal.words_without_diary().say("terminal.backup_none"))
    for backup in found:
        click.echo(f"{backup.made_at:%Y-%m-%d %H:%M} UTC  {backup.size:>9}  {backup.path}")
