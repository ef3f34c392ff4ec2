"""`hamstrong import`: an archive into the diary, after a look at what would happen."""

from __future__ import annotations

from pathlib import Path

import click

from hamstrong.cli.context import Terminal


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and do nothing.")
@click.pass_obj
def import_command(terminal: Terminal, file: Path, dry_run: bool) -> None:
    """Add what the archive in FILE has and the diary lacks; all of it, or nothing.

    What is known already is passed over, so that importing twice changes nothing.

    \b
    Examples:
      hamstrong import diary.jsonl --dry-run
      hamstrong import diary.jsonl
    """  # noqa: D301  click wants the backspace itself
    with file.open("rb") as stream:
        archive = terminal.app.read_archive(stream)
    report = terminal.app.plan_import(archive) if dry_run else terminal.app.import_archive(archive)
    terminal.print(
        terminal.say(
            "import_dry" if dry_run else "imported",
            new=len(report.new),
            known=len(report.known),
            conflicting=len(report.conflicting),
        )
    )
