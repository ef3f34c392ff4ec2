"""A run from a file at the terminal: what it says, and what only the person knows of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.prompts import again, ask_choice, ask_nprs, ask_sure, read_line

if TYPE_CHECKING:
    from hamstrong.app.record.run_files import ReadRun
    from hamstrong.engine.facts import WalkLogged

MINUTE_S = 60
MOST_KM = 100.0


def read_file(terminal: Terminal, stream: BinaryIO, what: str | None, km: float | None) -> ReadRun:
    """Read a file and say what it says; ask first what it leaves open.

    Args:
        what: `run`, `walk` or `other`, where that was said with the command.
        km: the distance, likewise.

    Raises:
        Ended: it was another sport, or the run is in the diary already.
        click.UsageError: a distance for a file that has one.
    """
    person = terminal.known_person()
    read = person.read_run(terminal.at(), stream)
    if km is not None and read.run.metres is not None:
        raise click.UsageError("This file has a distance of its own: leave --km.")
    _say(terminal, read)
    if read.run.doubt is not None:
        read = _settle(terminal, read, what, km)
    known = person.known_run(read)
    if known == "same":
        raise Ended(Exit.REFUSED, terminal.say("run_file_same"))
    if known is not None:
        terminal.print(terminal.say(f"{read.run.activity}_file_another"))
    return read


def _say(terminal: Terminal, read: ReadRun) -> None:
    run = read.run
    far = "" if run.metres is None else terminal.say("run_file_km", km=f"{run.metres / 1000:.1f}")
    terminal.print(
        terminal.say(
            "run_file",
            date=terminal.words.date(read.day),
            minutes=round(run.seconds / MINUTE_S),
            km=far,
            stretches=len(run.intervals),
        )
    )
    for note in run.notes:
        terminal.print(terminal.say(f"run_file_{note}", zone=terminal.at().zone))


def _settle(terminal: Terminal, read: ReadRun, what: str | None, km: float | None) -> ReadRun:
    """What the file leaves open, settled by the person."""
    doubt = read.run.doubt
    if what is None:
        options = [
            ("run", terminal.say(f"run_file_run_{doubt}")),
            ("walk", terminal.say("run_file_walk")),
            ("other", terminal.say("run_file_other")),
        ]
        what = ask_choice(terminal, terminal.say(f"run_file_ask_{doubt}"), options)
        if what == "run" and doubt == "no_distance" and km is None:
            km = _ask_km(terminal)
    if what == "other":
        raise Ended(Exit.REFUSED, terminal.say("run_file_is_other"))
    metres = None if km is None else round(km * 1000)
    return read.settled("run" if what == "run" else "walk", metres)


def _ask_km(terminal: Terminal) -> float | None:
    """Kilometres; None when they are left open."""
    terminal.print()
    terminal.print(terminal.say("run_file_km_ask"), style="bold")
    how = f"{terminal.say('run_file_km_how')} {terminal.say('skip_how')}"
    terminal.print(how, style="dim")
    while True:
        line = read_line(terminal).lower()
        if line == "s":
            return None
        try:
            km = float(line.replace(",", "."))
        except ValueError:
            km = 0.0
        if 0 < km <= MOST_KM:
            return km
        again(terminal, how)


def earlier_day(terminal: Terminal, read: ReadRun) -> datetime | None:
    """The day of a file where it is not today."""
    today = terminal.me.today(terminal.at()).day
    return None if read.day == today else datetime.fromordinal(read.day)


def ask_walk(terminal: Terminal, read: ReadRun, nprs: int | None) -> WalkLogged:
    """The walk of a file with what no file knows."""
    terminal.print(terminal.say("walk_file", minutes=read.walk_minutes))
    brisk = ask_sure(terminal, terminal.say("walk_brisk_ask"))
    stairs = ask_sure(terminal, terminal.say("walk_stairs_ask"))
    if nprs is None:
        nprs = ask_nprs(terminal, terminal.say("pain_ask"), skip=True)
    return read.walk(brisk=brisk, stairs=stairs, nprs=nprs)
