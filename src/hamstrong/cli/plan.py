"""`hamstrong plan`: the coming days if all goes well; train today although it is another day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.showing import show_today, show_unlocks

if TYPE_CHECKING:
    from hamstrong.app import PlannedDay


@click.command("plan")
@click.option("--days", type=click.IntRange(1, 84), default=14, show_default=True)
@click.option("--move-to-today", is_flag=True, help="Make today a training day.")
@click.pass_obj
def plan_command(terminal: Terminal, days: int, move_to_today: bool) -> None:
    """Show the coming days, as they would be with good answers and all work done.

    It is no promise: each of your answers may change it. Missed work is never caught up.

    \b
    Examples:
      hamstrong plan
      hamstrong plan --days 28
      hamstrong plan --move-to-today       train today, if the rules allow it
    """  # noqa: D301  click wants the backspace itself
    me = terminal.known_person()
    me.require_enrolled(terminal.at())
    if move_to_today:
        _move(terminal)
        return
    terminal.print(terminal.say("preview_title"), style="bold")
    terminal.print(terminal.words.say("if_all_goes_well"), style="dim")
    terminal.print(_table(terminal, me.preview(terminal.at(), days)))
    show_unlocks(terminal, me.unlocks(terminal.at()))


def _move(terminal: Terminal) -> None:
    from hamstrong.engine.facts import SessionRequested  # noqa: PLC0415

    day = terminal.me.today(terminal.at()).day
    terminal.tell(SessionRequested(day))
    terminal.print(terminal.say("moved"))
    show_today(terminal, terminal.me.today(terminal.at()))


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
        table.add_row(words.date(day.day), words.say(f"kinds.{day.kind}"), minutes, stages)
    return table
