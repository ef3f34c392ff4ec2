"""`hamstrong clearance`: what a professional said, as the person records it."""

from __future__ import annotations

from datetime import datetime

import click

from hamstrong.cli.clinician import DATED, DAY, WHO, given_day, stage_options
from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_today
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.prompts import ask_choice, ask_date, ask_sure, ask_text, ask_ticks

NO_TRACK = "none"


@click.command("clearance")
@click.option("--for", "flags", multiple=True, metavar="FLAG", help="What it lifts; repeatable.")
@click.option("--who", help=WHO)
@click.option("--dated", type=DAY, help=DATED)
@click.option("--until", type=DAY, help="The last day on which it counts.")
@click.option("--max-stage", type=int, help="How far you may go, 1 to 6.")
@click.option("--track", help="The plan they named, if there is none yet; or 'none'.")
@click.option("--told-safe/--not-told", default=None, help="You were told that training is safe.")
@click.pass_obj
def clearance_command(
    terminal: Terminal,
    *,
    flags: tuple[str, ...],
    who: str | None,
    dated: datetime | None,
    until: datetime | None,
    max_stage: int | None,
    track: str | None,
    told_safe: bool | None,
) -> None:
    """Record a professional's go-ahead: for what, who, when, until when, and how far.

    What no option says is asked. It lifts only what you name. It never counts as a good morning
    and never opens a stage.

    \b
    Examples:
      hamstrong clearance
      hamstrong clearance --for pull --who "A. Physio" --dated 2025-03-09 --until 2025-05-09 \\
          --max-stage 2 --told-safe
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import ClearanceRecorded  # noqa: PLC0415

    terminal.known_person()
    fact = ClearanceRecorded(
        flags=flags or _which(terminal),
        who=who or ask_text(terminal, terminal.say("clearance_who")),
        dated=given_day(dated) or ask_date(terminal, terminal.say("clearance_when")),
        expires=given_day(until) or _until(terminal),
        max_stage=_stage(terminal) if max_stage is None else max_stage,
        track=_named_track(terminal, track),
        told_safe=ask_sure(terminal, terminal.say("clearance_told"))
        if told_safe is None
        else told_safe,
    )
    terminal.tell(fact)
    terminal.print()
    terminal.print(terminal.say("clearance_saved", date=terminal.words.date(fact.expires)))
    show_today(terminal, terminal.me.today(terminal.at()))


def _until(terminal: Terminal) -> int:
    longest = terminal.app.pack.rules.clearance.max_days
    return ask_date(terminal, terminal.say("clearance_until", days=longest))


def _stage(terminal: Terminal) -> int:
    return int(ask_choice(terminal, terminal.say("clearance_stage"), stage_options(terminal)))


def _named_track(terminal: Terminal, named: str | None) -> str | None:
    """A track is named only for somebody without a plan; `none` is an answer."""
    if named is not None:
        return None if named == NO_TRACK else named
    return None if terminal.me.is_enrolled(terminal.at()) else _track(terminal)


def _which(terminal: Terminal) -> tuple[str, ...]:
    """What is in force now, chosen by the person."""
    from hamstrong.engine.day.opening import FREEZE  # noqa: PLC0415
    from hamstrong.engine.state.lock import standing_flags  # noqa: PLC0415

    state = terminal.me.state(terminal.at())
    day = terminal.app.engine.open(state)
    names = dict.fromkeys(key.flag for key in standing_flags(day.lock.lock))
    options = [(name, terminal.words.name("flags", name, "title")) for name in names]
    if any(opened.episode.monitors.frozen for opened in day.episodes):
        options.append((FREEZE, terminal.words.name("rules", "referral")))
    if not options:
        raise Ended(Exit.REFUSED, terminal.say("clearance_none"))
    terminal.print(terminal.say("clearance_intro"))
    none = terminal.say("none_of_these")
    found = ask_ticks(terminal, terminal.say("clearance_which"), options, none)
    if not found:
        raise Ended(Exit.DONE)
    return found


def _track(terminal: Terminal) -> str | None:
    tracks = [(t, terminal.words.name("tracks", t)) for t in terminal.app.pack.tracks]
    options = [*tracks, ("", terminal.say("clearance_track_none"))]
    return ask_choice(terminal, terminal.say("clearance_track"), options) or None
