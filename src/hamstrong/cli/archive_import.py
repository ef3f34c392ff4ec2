"""`hamstrong import`: an archive into the diary, after a look at what would happen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit

if TYPE_CHECKING:
    from hamstrong.app.record.archive_intake import Intake


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and do nothing.")
@click.option(
    "--leave-out",
    is_flag=True,
    help="Take the rest where lines cannot be true, and keep those in a file.",
)
@click.pass_obj
def import_command(terminal: Terminal, file: Path, dry_run: bool, leave_out: bool) -> None:
    """Add what the archive in FILE has and the diary lacks; all of it, or nothing.

    Every line is checked as a form would have checked it on its day. One that cannot be true
    refuses the whole file and is named with its line, field and value; --dry-run names them all.
    With --leave-out the other lines are taken, and those that are not go to a file in the folder
    `left-out` beside the diary, which only you can read. What is known already is passed over, so
    that importing twice changes nothing.

    \b
    Examples:
      hamstrong import diary.jsonl --dry-run
      hamstrong import diary.jsonl
      hamstrong import diary.jsonl --leave-out
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.app.record.archive_intake import LeaveOut  # noqa: PLC0415

    app, now = terminal.app, terminal.at().now
    with file.open("rb") as stream:
        archive = app.read_archive(stream)
    if dry_run:
        _show_dry(terminal, app.plan_import(archive, now))
        return
    asked = LeaveOut.REFUSED if leave_out else LeaveOut.NOTHING
    done = app.import_archive(archive, now, leave_out=asked)
    report = done.report
    # The diary of a finished move is at home here.
    app.person(report.person).arrive(terminal.at(), str(uuid4()), "computer")
    terminal.print(terminal.say("imported", new=len(report.new), known=len(report.known)))
    if done.left_out is not None:
        _show_refused(terminal, done)
        number, place = len(done.refused), str(done.left_out)
        terminal.print(terminal.say("import_left_out", number=number, place=place))


def _show_dry(terminal: Terminal, looked: Intake) -> None:
    report = looked.report
    terminal.print(
        terminal.say(
            "import_dry",
            new=len(report.new),
            known=len(report.known),
            conflicting=len(report.conflicting),
        )
    )
    if looked.refused:
        _show_refused(terminal, looked)
        raise Ended(Exit.WRONG_INPUT, terminal.say("import_refused", number=len(looked.refused)))


def _show_refused(terminal: Terminal, intake: Intake) -> None:
    for line in intake.refused:
        for fault in line.faults:
            terminal.print(f"{fault.place}: {fault.rule}; got {fault.value}")
