"""`hamstrong report`: the report for a clinician."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_unlocks
from hamstrong.cli.notices import show_notice_list

if TYPE_CHECKING:
    from hamstrong.app.progress.course_report import CourseReport


@click.command("report")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def report_command(terminal: Terminal, as_json: bool) -> None:
    """Show the report for a clinician: stages, steps and loads, pain, work, what comes next.

    \b
    Examples:
      hamstrong report
      hamstrong report --json
    """  # noqa: D301  click wants the backspace itself
    found = terminal.known_person().report(terminal.at())
    if as_json:
        _print_json(found)
    else:
        _show(terminal, found)


def _print_json(report: CourseReport) -> None:
    from hamstrong.diary import canonical_json  # noqa: PLC0415
    from hamstrong.engine.facts.codec import encode  # noqa: PLC0415

    click.echo(canonical_json(encode(report)))


def _show(terminal: Terminal, report: CourseReport) -> None:
    from hamstrong.app.progress.report_lines import limb_lines, limb_title  # noqa: PLC0415

    words = terminal.words
    terminal.print(words.say("report_words.title"), style="bold")
    began, day = words.date(report.first_day), words.date(report.day)
    terminal.print(words.say("report_words.as_of", day=day, began=began))
    terminal.print(f"{words.say('report_words.goal')}: {words.name('goals', report.goal)}")
    show_notice_list(terminal, report.notices, report.day)
    for limb in report.limbs:
        terminal.print()
        terminal.print(": ".join(limb_title(words, limb)), style="bold")
        for label, lines in limb_lines(words, limb):
            terminal.print(f"  {label}: {'; '.join(lines)}")
    _show_work(terminal, report)
    show_unlocks(terminal, report.unlocks, {one.limb: one for one in report.ahead})
    _show_list(terminal, "questions", report.questions)
    terminal.print()
    terminal.print(words.say("not_reviewed"), style="dim")


def _show_work(terminal: Terminal, report: CourseReport) -> None:
    """Adherence, pain by the week, painful exercises, and what happened."""
    from hamstrong.app.progress.report_lines import happenings, painful_lines, week_row  # noqa: PLC0415

    words = terminal.words
    weeks = [words.say("report_words.week", **week_row(words, week)) for week in report.weeks]
    sessions = words.say("report_words.sessions", done=report.sessions, of=report.planned)
    _show_list(terminal, "weeks", [sessions, *weeks])
    hurts_from = terminal.app.pack.rules.pain.finish_at
    _show_list(terminal, "painful", painful_lines(words, report), n=hurts_from)
    _show_list(
        terminal, "happenings", [f"{day}: {text}" for day, text in happenings(words, report)]
    )


def _show_list(terminal: Terminal, title: str, lines: Sequence[str], **values: int) -> None:
    words = terminal.words
    terminal.print()
    terminal.print(words.say(f"report_words.{title}", **values), style="bold")
    for line in lines or [words.say("report_words.none")]:
        terminal.print(f"  - {line}")
