"""`hamstrong cap`: limits that a clinician set; they only ever make the plan smaller."""

from __future__ import annotations

from datetime import datetime

import click

from hamstrong.cli.clinician import DATED, DAY, WHO, given_day, stage_options
from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_today
from hamstrong.cli.prompts import ask_choice, ask_date, ask_number, ask_text, ask_ticks

_SETS = (1, 20)
_NO_STAGE = ""


@click.command("cap")
@click.option("--who", help=WHO)
@click.option("--dated", type=DAY, help=DATED)
@click.option("--max-stage", type=int, help="The highest stage they allow, 1 to 6.")
@click.option("--leave-out", multiple=True, metavar="EXERCISE", help="Not this one; repeatable.")
@click.option("--max-sets", type=int, help="Sets of an exercise at most, 1 to 20.")
@click.option("--none", "no_limit", is_flag=True, help="They lifted every limit.")
@click.pass_obj
def cap_command(
    terminal: Terminal,
    *,
    who: str | None,
    dated: datetime | None,
    max_stage: int | None,
    leave_out: tuple[str, ...],
    max_sets: int | None,
    no_limit: bool,
) -> None:
    """Record what your clinician does not allow: stages, exercises, sets.

    An entry takes the place of the one before. Without a limit as an option, the limits are asked.

    \b
    Examples:
      hamstrong cap
      hamstrong cap --who "A. Physio" --dated 2025-03-09 --max-stage 2 --leave-out nordic
      hamstrong cap --who "A. Physio" --dated 2025-04-09 --none
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import CapRecorded  # noqa: PLC0415

    terminal.known_person().require_enrolled(terminal.at())
    limited = max_stage is not None or bool(leave_out) or max_sets is not None
    if limited and no_limit:
        raise click.UsageError("A limit and --none at once: leave one of them out.")
    terminal.print(terminal.say("cap_intro"), style="dim")
    who = who or ask_text(terminal, terminal.say("clearance_who"))
    day = given_day(dated) or ask_date(terminal, terminal.say("clearance_when"))
    if not limited and not no_limit:
        max_stage, leave_out, max_sets = _ask(terminal)
    terminal.tell(
        CapRecorded(who=who, dated=day, max_stage=max_stage, excluded=leave_out, max_sets=max_sets)
    )
    terminal.print(terminal.say("cap_saved"))
    show_today(terminal, terminal.me.today(terminal.at()))


def _ask(terminal: Terminal) -> tuple[int | None, tuple[str, ...], int | None]:
    """Highest stage, exercises to leave out, most sets."""
    words = terminal.words
    stages = [*stage_options(terminal), (_NO_STAGE, terminal.say("cap_stage_none"))]
    stage = ask_choice(terminal, terminal.say("cap_stage"), stages)
    names = [(name, words.name("exercises", name)) for name in terminal.app.pack.exercises]
    none = terminal.say("none_of_these")
    excluded = ask_ticks(terminal, terminal.say("cap_excluded"), names, none)
    how = terminal.say("number_how")
    sets = ask_number(terminal, terminal.say("cap_sets"), _SETS, how, skip=True)
    return (int(stage) if stage else None), excluded, sets
