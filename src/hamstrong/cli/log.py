"""`hamstrong log`: sets, walks and sport, as they were done; later, too."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.run_entry import log_run
from hamstrong.cli.session_player import play

if TYPE_CHECKING:
    from hamstrong.engine.facts import Fact

_DAY = click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="An earlier day, up to four weeks ago."
)


@click.group("log", invoke_without_command=True)
@click.pass_context
def log_command(context: click.Context) -> None:
    """Store what you did: a set, a run, a walk, sport outside of the plan.

    Alone, it goes on with today's session where you left it.

    \b
    Examples:
      hamstrong log
      hamstrong log set bridge --rung bridge-2x10 --repetitions 10 --nprs 1
      hamstrong log set heel_drag --side left --rung heel_drag-10x5s --holds 10 --hold-s 5
      hamstrong log run --minutes 20 --talking --nprs 0 --level
      hamstrong log run run_through --minutes 2 --seconds 5.2 --seconds 5.4 --nprs 0 --level
      hamstrong log run --walk-run 120:180x4 --talking --nprs 0 --level
      hamstrong log run --file morning.fit --effort 4 --percent 50 --nprs 0 --level
      hamstrong log walk 30 --stairs --nprs 0
      hamstrong log sport --day 2025-03-09
    """  # noqa: D301  click wants the backspace itself
    if context.invoked_subcommand is not None:
        return
    terminal: Terminal = context.obj
    session = terminal.known_person().session(terminal.at())
    if session is None or session.ended:
        click.echo(context.get_help())
        return
    play(terminal)


log_command.add_command(log_run)


@log_command.command("set")
@click.argument("exercise")
@click.option("--rung", required=True, help="Step of its ladder, as in the plan.")
@click.option(
    "--side", type=click.Choice(["left", "right", "both"]), help="Default: as it is done."
)
@click.option("--repetitions", type=int)
@click.option("--holds", type=int)
@click.option("--hold-s", type=int, help="Seconds of one hold.")
@click.option("--kg", type=float, help="Load in kilograms.")
@click.option("--nprs", type=int, help="Worst pain in the set, 0 to 10.")
@click.option("--sharp", is_flag=True, help="It was a sharp pain.")
@click.option("--half-range", is_flag=True, help="The full range did not go.")
@_DAY
@click.pass_obj
def log_set(
    terminal: Terminal,
    *,
    exercise: str,
    rung: str,
    side: str | None,
    repetitions: int | None,
    holds: int | None,
    hold_s: int | None,
    kg: float | None,
    nprs: int | None,
    sharp: bool,
    half_range: bool,
    day: datetime | None,
) -> None:
    """Store one set of EXERCISE."""
    from hamstrong.engine.facts import SetLogged  # noqa: PLC0415

    me = terminal.known_person()
    session = me.session(terminal.at()) if day is None else None
    fact = SetLogged(
        exercise=exercise,
        side=side or _usual_side(terminal, exercise),
        rung=rung,
        plan_id=None if session is None else session.plan_id,
        repetitions=repetitions,
        holds=holds,
        hold_s=hold_s,
        load_kg=kg,
        nprs=nprs,
        sharp=sharp,
        half_range=half_range,
    )
    store(terminal, fact, day)


@log_command.command("walk")
@click.argument("minutes", type=int)
@click.option("--stairs", is_flag=True, help="With stairs.")
@click.option("--slow", is_flag=True, help="It was no brisk walk.")
@click.option("--nprs", type=int, help="Worst pain on the walk, 0 to 10.")
@click.option("--step-ups", type=int, help="Sets of ten step-ups on each leg.")
@_DAY
@click.pass_obj
def log_walk(
    terminal: Terminal,
    minutes: int,
    stairs: bool,
    slow: bool,
    nprs: int | None,
    step_ups: int | None,
    day: datetime | None,
) -> None:
    """Store a walk of MINUTES."""
    from hamstrong.engine.facts import WalkLogged  # noqa: PLC0415

    store(
        terminal,
        WalkLogged(minutes=minutes, brisk=not slow, stairs=stairs, nprs=nprs, step_ups=step_ups),
        day,
    )


@log_command.command("sport")
@click.option("--light", is_flag=True, help="It did not load the back of the thigh.")
@_DAY
@click.pass_obj
def log_sport(terminal: Terminal, light: bool, day: datetime | None) -> None:
    """Store that you did sport outside of the plan."""
    from hamstrong.engine.facts import SportLogged  # noqa: PLC0415

    store(terminal, SportLogged(not light), day)


def store(terminal: Terminal, fact: Fact, day: datetime | None) -> None:
    """Record a fact about today or an earlier day, and say so."""
    terminal.known_person()
    about = None if day is None else day.date().toordinal()
    terminal.tell(fact, about)
    said: Any = terminal.say("saved")
    if about is not None:
        said = terminal.say("saved_late", date=terminal.words.date(about))
    terminal.print(said)


def _usual_side(terminal: Terminal, exercise: str) -> str:
    known = terminal.app.pack.exercises.get(exercise)
    if known is None or known.legs == "both":
        return "both"
    episodes = terminal.me.state(terminal.at()).episodes
    limbs = [episode.kind.limb for episode in episodes]
    if len(limbs) == 1:
        return limbs[0]
    raise click.UsageError("This is done one leg at a time. Name it: --side left or --side right.")
