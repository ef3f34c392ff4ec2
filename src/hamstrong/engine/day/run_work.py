"""Run work of a day: the run as it was done against the run that was planned (E120, C24).

Effort is percent of one's own full speed, by one's own estimate; where only the 0-10 effort is
answered, ten of it are a hundred percent.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import PlannedItem, RunInterval, RunLogged
from hamstrong.engine.state.state import ladder_key
from hamstrong.protocol.model import CalendarRules, LoadClass, Pack

PERCENT_PER_EFFORT = 10
BOTH = "both"


class RunDone(NamedTuple):
    """All runs of one exercise on one day: intervals done long enough, of those planned; whether
    none was harder than planned; whether they count up (hard enough, level, all answered)."""

    intervals: int
    within: bool
    counts: bool


def key_of(run: RunLogged) -> str:
    """The ladder key of a run; running takes both legs."""
    return ladder_key(run.exercise, BOTH)


def minutes_of(run: RunLogged) -> float:
    """Minutes of running in it, walking left out."""
    return sum(i.seconds for i in run.intervals if i.kind != "walk") / 60


def effort_percent(run: RunLogged) -> int | None:
    """How hard it was; None when nobody said."""
    if run.percent is not None:
        return run.percent
    return None if run.effort is None else PERCENT_PER_EFFORT * run.effort


def hardest_percent(run: RunLogged) -> int | None:
    """The higher of its two answers about effort, for what only lowers."""
    felt = None if run.effort is None else PERCENT_PER_EFFORT * run.effort
    return max((n for n in (run.percent, felt) if n is not None), default=None)


def is_power(rules: CalendarRules, load_class: LoadClass, percent: int | None) -> bool:
    """Whether work at this effort makes a power day."""
    fast = load_class.run and percent is not None and percent >= rules.power_effort_percent
    return load_class.power or fast


def makes_power_day(pack: Pack, run: RunLogged) -> bool:
    """Whether a logged run makes a power day: by its effort, a sprint in it, or its rung."""
    exercise = pack.exercises.get(run.exercise)
    if exercise is None:
        return False
    load_class = pack.load_classes[exercise.load_class]
    planned = rung_percent(pack, run.exercise, run.rung)
    known = [n for n in (hardest_percent(run), planned) if n is not None]
    sprinted = any(i.kind == "sprint" for i in run.intervals)
    return sprinted or is_power(pack.rules.calendar, load_class, max(known, default=None))


def rung_percent(pack: Pack, exercise: str, rung: str | None) -> int | None:
    """The effort that a rung asks for."""
    known = pack.exercises.get(exercise)
    found = [r.effort_percent for r in known.ladder if r.id == rung] if known else []
    return found[0] if found else None


def is_long_enough(pack: Pack, seconds: int, asked: int) -> bool:
    """Whether a measured time meets the one that was asked; measuring differs by some seconds."""
    return 100 * seconds >= pack.rules.running.measured_min_percent * asked


def compare(pack: Pack, item: PlannedItem, runs: list[RunLogged]) -> RunDone:
    """What the runs of a day came to against a planned line."""
    long_enough = [
        i
        for run in runs
        for i in run.intervals
        if i.kind == item.pace and is_long_enough(pack, i.seconds, item.run_s or 0)
    ]
    efforts = [effort_percent(run) for run in runs]
    known = [n for n in efforts if n is not None]
    limit = item.effort_percent
    within = limit is None or all(n <= limit for n in known)
    enough = len(known) == len(runs) and all(n > _easier(pack, item) for n in known)
    level = all(run.level is True for run in runs)
    same = all(run.rung == item.rung for run in runs)
    return RunDone(len(long_enough), within and same, enough and level)


def _easier(pack: Pack, item: PlannedItem) -> int:
    """The effort of the rung before the first with this effort: what is no more than that is
    easier than planned and proves nothing; -1 where there is none."""
    ladder = pack.exercises[item.exercise].ladder
    lower = [
        r.effort_percent
        for r in ladder
        if r.effort_percent is not None and r.effort_percent < (item.effort_percent or 0)
    ]
    return max(lower, default=-1)


def run_as_planned(item: Item | PlannedItem, plan_id: str | None, nprs: int | None) -> RunLogged:
    """The run that a planned line describes, done as written on level ground."""
    walk = (RunInterval("walk", item.walk_s),) if item.walk_s else ()
    percent = item.effort_percent
    return RunLogged(
        item.exercise,
        (*walk, RunInterval(item.pace, item.run_s or 0)) * item.sets,
        item.rung,
        plan_id,
        effort=None if percent is None else percent // PERCENT_PER_EFFORT,
        percent=percent,
        nprs=nprs,
        level=True,
    )
