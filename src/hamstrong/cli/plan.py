"""`hamstrong plan`: the coming days if all goes well; move a training day, to today or another."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_today, show_unlocks
from hamstrong.cli.exits import Ended, Exit

if TYPE_CHECKING:
    from hamstrong.app import PlannedDay
    from hamstrong.engine.facts import SessionRequested

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("plan")
@click.option("--days", type=click.IntRange(1, 84), default=14, show_default=True)
@click.option("--move-to-today", is_flag=True, help="Make today a training day.")
@click.option("--move", type=DAY, help="A training day to move, such as 2025-03-12.")
@click.option("--to", type=DAY, help="The day to train on instead, in the same week.")
@click.pass_obj
def plan_command(
    terminal: Terminal,
    days: int,
    move_to_today: bool,
    move: datetime | None,
    to: datetime | None,
) -> None:
    """Show the coming days, as they would be with good answers and all work done.

    It is no promise: each of your answers may change it. Missed work is never caught up. A day can
    be moved within its week to where hard work is possible; else it says why, and where it is.

    \b
    Examples:
      hamstrong plan
      hamstrong plan --days 28
      hamstrong plan --move-to-today
      hamstrong plan --move 2025-03-12 --to 2025-03-13
    """  # noqa: D301  click wants the backspace itself
    me = terminal.known_person()
    me.require_enrolled(terminal.at())
    if (move is None) != (to is None):
        raise click.UsageError("--move and --to belong together: from which day to which.")
    if move_to_today:
        _move(terminal)
        return
    if move is not None and to is not None:
        _move_within_week(terminal, move.toordinal(), to.toordinal())
    terminal.print(terminal.say("preview_title"), style="bold")
    terminal.warn_of_example()
    terminal.print(terminal.words.say("if_all_goes_well"), style="dim")
    terminal.print(_table(terminal, me.preview(terminal.at(), days)))
    show_unlocks(terminal, me.unlocks(terminal.at()), me.gates_ahead(terminal.at()))


def _move(terminal: Terminal) -> None:
    from hamstrong.engine.facts import SessionRequested  # noqa: PLC0415

    _ask_for(terminal, SessionRequested(terminal.me.today(terminal.at()).day))
    terminal.print(terminal.say("moved"))
    show_today(terminal, terminal.me.today(terminal.at()))


def _move_within_week(terminal: Terminal, instead_of: int, day: int) -> None:
    from hamstrong.engine.facts import SessionRequested  # noqa: PLC0415

    targets = terminal.me.move_targets(terminal.at(), instead_of)
    _ask_for(terminal, SessionRequested(day, instead_of))
    terminal.print(terminal.say("moved_to", date=terminal.words.date(day)))
    for lost in (lost for target in targets if target.planned.day == day for lost in target.lost):
        terminal.print(terminal.words.lost_day(*lost))


def _ask_for(terminal: Terminal, fact: SessionRequested) -> None:
    """Store the wish, or say why it cannot be and what can."""
    refused = terminal.me.move_refusal(terminal.at(), fact)
    if refused is not None:
        raise Ended(Exit.REFUSED, "\n".join(terminal.words.move_refusal(refused)))
    terminal.tell(fact)


def _table(terminal: Terminal, days: tuple[PlannedDay, ...]) -> object:
    from rich.box import SIMPLE  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    words = terminal.words
    table = Table(box=SIMPLE, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for day in days:
        minutes = words.say("doses.minutes", n=day.minutes) if day.minutes else ""
        stages = ", ".join(
            words.name("stages", stage) for stage in dict.fromkeys(n for _, n in day.stages)
        )
        moved = terminal.say("moved_here") if day.moved else ""
        kind = words.say(f"kinds.{day.kind}")
        table.add_row(words.date(day.day), kind, minutes, stages, moved)
    return table
