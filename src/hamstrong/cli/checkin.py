"""`hamstrong checkin`: the morning after and whatever else is asked today; late answers too."""

from __future__ import annotations

from datetime import datetime

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_today
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.guided import answer_open


@click.command("checkin")
@click.option("--leg", type=click.Choice(["left", "right"]), help="Which leg the answer is about.")
@click.option("--nprs", type=int, help="Pain in your first steps, 0 to 10.")
@click.option("--limp/--no-limp", default=None, help="A new limp, or none.")
@click.option(
    "--soreness/--no-soreness", default=None, help="The same soreness in both thighs, easing."
)
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="A morning that you forgot.")
@click.pass_obj
def checkin_command(
    terminal: Terminal,
    leg: str | None,
    nprs: int | None,
    limp: bool | None,
    soreness: bool | None,
    day: datetime | None,
) -> None:
    """Say how this morning was, and answer what else is open.

    Without options it asks. With --nprs it stores one morning and asks nothing.

    \b
    Examples:
      hamstrong checkin
      hamstrong checkin --nprs 2 --no-limp
      hamstrong checkin --leg left --nprs 3 --no-limp --day 2025-03-09
    """  # noqa: D301  click wants the backspace itself
    me = terminal.known_person()
    me.require_enrolled(terminal.at())
    if nprs is not None:
        _store(terminal, leg, nprs, limp, soreness, day)
        return
    if day is not None or leg is not None or limp is not None:
        raise click.UsageError("Say the pain, too: --nprs 0 to 10.")
    if not me.today(terminal.at()).open_asks:
        terminal.print(terminal.say("nothing_open"))
        return
    show_today(terminal, answer_open(terminal, before_session=False))


def _store(
    terminal: Terminal,
    leg: str | None,
    nprs: int,
    limp: bool | None,
    soreness: bool | None,
    day: datetime | None,
) -> None:
    from hamstrong.engine.facts import MorningAnswered  # noqa: PLC0415

    about = None if day is None else day.date().toordinal()
    terminal.tell(MorningAnswered(only_leg(terminal, leg), nprs, limp, soreness), about)
    if about is None:
        terminal.print(terminal.say("saved"))
    else:
        terminal.print(terminal.say("saved_late", date=terminal.words.date(about)))


def only_leg(terminal: Terminal, leg: str | None) -> str:
    """The leg that was named, or the only one with a plan."""
    episodes = terminal.me.state(terminal.at()).episodes
    limbs = [episode.kind.limb for episode in episodes]
    if leg is None and len(limbs) != 1:
        raise Ended(Exit.USAGE, "Both legs have a plan. Name one: --leg left or --leg right.")
    return leg or limbs[0]
