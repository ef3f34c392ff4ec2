"""`hamstrong clearance`: what a professional said, as the person records it."""

from __future__ import annotations

import click

from hamstrong.cli.asking import ask_choice, ask_date, ask_sure, ask_text, ask_ticks
from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.showing import show_today


@click.command("clearance")
@click.pass_obj
def clearance_command(terminal: Terminal) -> None:
    """Record a professional's go-ahead: for what, who, when, until when, and how far.

    It lifts only what you name. It never counts as a good morning and never opens a stage.

    \b
    Example:
      hamstrong clearance
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import ClearanceRecorded  # noqa: PLC0415

    terminal.known_person()
    flags = _which(terminal)
    pack, words = terminal.app.pack, terminal.words
    who = ask_text(terminal, terminal.say("clearance_who"))
    dated = ask_date(terminal, terminal.say("clearance_when"))
    longest = pack.rules.clearance.max_days
    expires = ask_date(terminal, terminal.say("clearance_until", days=longest))
    stages = [(str(n), f"{words.name('stages', n)}: {words.name('stages', n, 'plain')}")
              for n in pack.stages]  # fmt: skip
    stage = int(ask_choice(terminal, terminal.say("clearance_stage"), stages))
    enrolled = terminal.me.is_enrolled(terminal.at())
    track = None if enrolled else _track(terminal)
    told = ask_sure(terminal, terminal.say("clearance_told"))
    fact = ClearanceRecorded(flags, who, dated, expires, stage, track=track, told_safe=told)
    terminal.tell(fact)
    terminal.print()
    terminal.print(terminal.say("clearance_saved", date=words.date(expires)))
    show_today(terminal, terminal.me.today(terminal.at()))


def _which(terminal: Terminal) -> tuple[str, ...]:
    """What stands now, chosen by the person."""
    from hamstrong.engine.lock import standing_flags  # noqa: PLC0415
    from hamstrong.engine.opening import FREEZE  # noqa: PLC0415

    state = terminal.me.current(terminal.at()).fold.live
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
