"""Runs at the terminal: `hamstrong log run`, and the run of today's session."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import (
    again,
    ask_choice,
    ask_nprs,
    ask_number,
    ask_sure,
    ask_yes_no,
    read_line,
)
from hamstrong.cli.run_file import MOST_KM, ask_walk, earlier_day, read_file
from hamstrong.engine.facts.bounds import MinutesOfADay, RunTenths, lowest_and_highest

if TYPE_CHECKING:
    from hamstrong.app import Session
    from hamstrong.app.record.run_files import ReadRun
    from hamstrong.engine.facts import PlannedItem, RunInterval, RunLogged, RunTimed
    from hamstrong.protocol.model import Pace

MINUTE_S = 60
_PATTERN = re.compile(r"(\d+):(\d+)x(\d+)")


@click.command("run")
@click.argument("exercise", default="run")
@click.option("--minutes", type=int, help="Minutes of running in one go.")
@click.option("--walk-run", metavar="WALK:RUNxTIMES", help="Seconds, such as 120:180x4.")
@click.option(
    "--file",
    "stream",
    type=click.File("rb"),
    help="A GPX or FIT file of a watch; its day counts.",
)
@click.option(
    "--what",
    type=click.Choice(["run", "walk", "other"]),
    help="What the file is of, where it does not say so itself.",
)
@click.option(
    "--km",
    type=click.FloatRange(0.05, MOST_KM),
    help="Distance of a file that has none, as of a treadmill.",
)
@click.option("--effort", type=int, help="How hard it felt, 0 to 10.")
@click.option("--percent", type=int, help="Fastest part, percent of your full speed.")
@click.option("--seconds", multiple=True, help="Time over the steady 20 metres; may be repeated.")
@click.option("--nprs", type=int, help="Worst pain on the run, 0 to 10.")
@click.option("--sharp", is_flag=True, help="It was a sharp pain.")
@click.option("--level/--slope", default=None, help="Level ground or not.")
@click.option(
    "--talking/--breathless", default=None, help="You could speak in sentences all along, or not."
)
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="An earlier day, up to four weeks ago."
)
@click.pass_obj
def log_run(
    terminal: Terminal,
    *,
    exercise: str,
    minutes: int | None,
    walk_run: str | None,
    stream: BinaryIO | None,
    what: str | None,
    km: float | None,
    effort: int | None,
    percent: int | None,
    seconds: tuple[str, ...],
    nprs: int | None,
    sharp: bool,
    level: bool | None,
    talking: bool | None,
    day: datetime | None,
) -> None:
    """Store a run, as it was really done. EXERCISE is the kind of run, for instance run or sprint.

    In a session with a run it counts for its plan; alone it is a run of your own. Of a file only
    times and distances are read, never where it was; pain, effort and ground are for you to say.
    A file of a walk is stored as a walk.
    """
    from hamstrong.cli.log import store  # noqa: PLC0415
    from hamstrong.engine.facts import RunLogged, RunTimed  # noqa: PLC0415

    tenths = _times(seconds)
    by_hand = any(said is not None for said in (minutes, walk_run, day))
    read = _of_file(terminal, stream, what, km, by_hand=by_hand)
    if read is not None:
        day = earlier_day(terminal, read)
        if read.run.activity == "walk":
            store(terminal, ask_walk(terminal, read, nprs), day)
            return
    session = terminal.known_person().session(terminal.at()) if day is None else None
    item = _planned(session, exercise)
    fact = RunLogged(
        exercise,
        _intervals(minutes, walk_run, sprint=_sprints(terminal, exercise))
        if read is None
        else read.run.intervals,
        rung=None if item is None else item.rung,
        plan_id=None if item is None or session is None else session.plan_id,
        effort=effort,
        percent=percent,
        nprs=nprs,
        sharp=sharp,
        level=level,
        talking=talking,
        source="entered" if read is None else read.run.source,
    )
    store(terminal, fact, day)
    tenths = tenths or _lap_times(terminal, item, read)
    if tenths:
        store(terminal, RunTimed(exercise, tenths), day)


def _of_file(
    terminal: Terminal,
    stream: BinaryIO | None,
    what: str | None,
    km: float | None,
    *,
    by_hand: bool,
) -> ReadRun | None:
    """What the file of a run says, None without one; what is said twice is refused."""
    if stream is None:
        if what is not None or km is not None:
            raise click.UsageError("--what and --km are for a file: add --file.")
        return None
    if by_hand:
        raise click.UsageError("A file says how long and when: leave --minutes, --walk-run, --day.")
    return read_file(terminal, stream, what, km)


def _times(seconds: tuple[str, ...]) -> tuple[int, ...]:
    """The times of an option that may be repeated, in tenths of a second."""
    from hamstrong.app.record.times_line import read_times  # noqa: PLC0415
    from hamstrong.app.record.typed_numbers import UnclearNumberError  # noqa: PLC0415

    try:
        return read_times(" ".join(seconds)) if seconds else ()
    except UnclearNumberError as unclear:
        least, most = (tenths / 10 for tenths in lowest_and_highest(RunTenths))
        rule = f"Give seconds from {least:g} to {most:g} with a point, such as --seconds 5.2."
        raise click.UsageError(f"--seconds {unclear.said!r} is no time. {rule}") from None


def _lap_times(
    terminal: Terminal, item: PlannedItem | None, read: ReadRun | None
) -> tuple[int, ...]:
    """The times of a file's own laps, if they are as long as the timed metres and the person says
    that they are those."""
    from hamstrong.app.record.run_laps import lap_times  # noqa: PLC0415
    from hamstrong.app.record.times_line import times_text  # noqa: PLC0415

    rules = terminal.app.pack.rules.running
    laps = None if item is None or read is None else lap_times(rules, item, read)
    if laps is None or item is None:
        return ()
    question = terminal.say(
        "run_laps_ask", len(laps.tenths), metres=item.steady_m, times=times_text(laps.tenths)
    )
    return laps.tenths if ask_yes_no(terminal, question, skip=True) else ()


def _planned(session: Session | None, exercise: str) -> PlannedItem | None:
    lines = session.lines if session is not None and not session.ended else ()
    return next((line.item for line in lines if line.item.exercise == exercise), None)


def _sprints(terminal: Terminal, exercise: str) -> bool:
    known = terminal.app.pack.exercises.get(exercise)
    return known is not None and known.ladder[0].dosage.pace == "sprint"


def _intervals(
    minutes: int | None, walk_run: str | None, *, sprint: bool
) -> tuple[RunInterval, ...]:
    from hamstrong.engine.facts import RunInterval  # noqa: PLC0415

    if (minutes is None) == (walk_run is None):
        raise click.UsageError("Say how long: --minutes 20, or --walk-run 120:180x4 in seconds.")
    kind: Pace = "sprint" if sprint else "run"
    if minutes is not None:
        return (RunInterval(kind, minutes * MINUTE_S),)
    found = _PATTERN.fullmatch(walk_run or "")
    if found is None:
        raise click.UsageError(
            f"{walk_run!r} is no WALK:RUNxTIMES. Enter seconds, such as --walk-run 120:180x4."
        )
    walk, run, times = (int(part) for part in found.groups())
    return (RunInterval("walk", walk), RunInterval(kind, run)) * times


def play_run(terminal: Terminal, session: Session, item: PlannedItem) -> None:
    """Lead through the run of a session and store how it went; a stop is asked for its reason."""
    from hamstrong.engine.facts import Stopped  # noqa: PLC0415
    from hamstrong.words.doses import dose  # noqa: PLC0415

    terminal.print()
    work = dose(terminal.words.texts, terminal.words.pack, item)
    went = ask_choice(
        terminal,
        terminal.say("run_prompt", work=work),
        [(name, terminal.say(f"run_{name}")) for name in ("whole", "part", "stopped")],
    )
    if went == "stopped":
        from hamstrong.cli.session_player import stop_options  # noqa: PLC0415

        reason = ask_choice(terminal, terminal.say("stop_ask"), stop_options(terminal, run=True))
        ends = terminal.app.pack.stop_reasons[reason].does == "end_run"
        exercise, side = (item.exercise, item.side) if ends else (None, None)
        terminal.tell(Stopped(reason, exercise, side))
        return
    terminal.tell(_told(terminal, session, item, whole=went == "whole"))
    times = _ask_times(terminal, item) if item.steady_m is not None else None
    if times is not None:
        terminal.tell(times)


def _told(terminal: Terminal, session: Session, item: PlannedItem, *, whole: bool) -> RunLogged:
    """The run with its ground and pain, and whether one could talk unless it is timed; what is not
    answered stays empty."""
    from hamstrong.engine.day.run_work import run_as_planned  # noqa: PLC0415
    from hamstrong.engine.facts import RunInterval  # noqa: PLC0415

    run = run_as_planned(item, session.plan_id, None)
    how = terminal.say("number_how")
    if not whole:
        most = (0, lowest_and_highest(MinutesOfADay)[1])
        minutes = ask_number(terminal, terminal.say("run_minutes_ask"), most, how) or 0
        run = run._replace(intervals=(RunInterval(item.pace, minutes * MINUTE_S),))
    talking = None
    if item.steady_m is None:
        talking = ask_yes_no(terminal, terminal.say("run_talking_ask"), skip=True)
    level = ask_yes_no(terminal, terminal.say("run_level_ask"), skip=True)
    nprs = ask_nprs(terminal, terminal.say("pain_ask"), skip=True)
    finish = terminal.app.pack.rules.pain.finish_at
    sharp = nprs is not None and nprs >= finish and ask_sure(terminal, terminal.say("sharp_ask"))
    return run._replace(talking=talking, level=level, nprs=nprs, sharp=sharp)


def _ask_times(terminal: Terminal, item: PlannedItem) -> RunTimed | None:
    """The times over the steady metres; an empty line is that nobody measured them."""
    from hamstrong.app.record.times_line import read_times  # noqa: PLC0415
    from hamstrong.app.record.typed_numbers import UnclearNumberError  # noqa: PLC0415
    from hamstrong.engine.facts import RunTimed  # noqa: PLC0415

    question = terminal.say("run_times_ask", metres=item.steady_m)
    while True:
        said = read_line(terminal, f"{question} ")
        if not said:
            return None
        try:
            return RunTimed(item.exercise, read_times(said))
        except UnclearNumberError as unclear:
            again(terminal, terminal.say(f"run_times_{unclear.kind}", None, **unclear.values))
