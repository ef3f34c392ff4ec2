"""Run work of a day: the run as it was done against the run that was planned (E120, C24).

Easy running is told by talking: who can speak in sentences runs easily. Faster running is told by
measured time (`timed_runs`); felt effort only ever makes a run count as harder: percent of one's
own full speed, and ten percent for each point of a 0-10 effort.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.timed_runs import judge_run
from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import PlannedItem, RunInterval, RunLogged
from hamstrong.engine.state.run_times import TimeVerdict
from hamstrong.engine.state.state import ladder_key
from hamstrong.protocol.model import CalendarRules, LoadClass, Pack, RunningRules

PERCENT_PER_EFFORT = 10
MINUTE_S = 60
BOTH = "both"


class RunDone(NamedTuple):
    """All runs of one exercise on one day: intervals done long enough, of those planned; whether
    none was harder than planned; whether they count up (timely, level, all answered)."""

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


def is_enough(pack: Pack, measured: int, asked: int) -> bool:
    """Whether a measured time or distance meets the one that was asked; measuring differs."""
    return 100 * measured >= pack.rules.running.measured_min_percent * asked


def compare(pack: Pack, item: PlannedItem, runs: list[RunLogged], day: DayRecord) -> RunDone:
    """What the runs of a day came to against a planned line: easy running by talking, any other
    run by its measured times."""
    done = [
        i for run in runs for i in run.intervals if i.kind == item.pace and _is_done(pack, item, i)
    ]
    level = all(run.level is True for run in runs)
    same = all(run.rung == item.rung for run in runs)
    if is_easy_item(pack, item):
        talked = all(run.talking is True for run in runs)
        return RunDone(len(done), same and keeps_to(pack, item, runs), level and talked)
    verdict = judge_run(pack, item, day)
    timely = verdict is TimeVerdict.CLEAN
    return RunDone(len(done), same and verdict is not TimeVerdict.EARLY, level and timely)


def _is_done(pack: Pack, item: PlannedItem, interval: RunInterval) -> bool:
    """Whether an interval is as long as planned: in metres where the plan says metres."""
    if item.run_m is None:
        return is_enough(pack, interval.seconds, item.run_s or 0)
    return interval.metres is not None and is_enough(pack, interval.metres, item.run_m)


def is_easy_item(pack: Pack, item: PlannedItem) -> bool:
    """Whether a planned line is easy running."""
    exercise = pack.exercises.get(item.exercise)
    return exercise is not None and pack.load_classes[exercise.load_class].easy_run


def keeps_to(pack: Pack, item: PlannedItem, runs: Iterable[RunLogged]) -> bool:
    """Whether all these runs together are no longer or further than a planned line of easy running
    allows, and none was known to be too hard to talk. Of a line in metres, metres that are missing
    may be too many."""
    rules, runs = pack.rules.running, list(runs)
    ran = [i for run in runs for i in run.intervals if i.kind != "walk"]
    seconds = sum(i.seconds for i in ran)
    if any(run.talking is False for run in runs) or any(i.kind == "sprint" for i in ran):
        return False
    if seconds > rules.easy_minutes_max * MINUTE_S:
        return False
    if item.run_m is None:
        return _is_within(rules, seconds, item.sets * (item.run_s or 0))
    metres = [i.metres for i in ran if i.metres is not None]
    return len(metres) == len(ran) and _is_within(rules, sum(metres), item.sets * item.run_m)


def _is_within(rules: RunningRules, done: int, planned: int) -> bool:
    return rules.easy_longer_divisor * (done - planned) <= planned


def is_easy_as_planned(
    pack: Pack, planned: Iterable[PlannedItem], runs: Iterable[RunLogged], run: RunLogged
) -> bool:
    """Whether a run was easy running: of a planned line, and all of that day within it. A run that
    nobody planned is none."""
    if makes_power_day(pack, run):
        return False
    mine = [i for i in planned if i.exercise == run.exercise and is_easy_item(pack, i)]
    together = [r for r in runs if r.exercise == run.exercise]
    return any(keeps_to(pack, item, together) for item in mine)


def intervals_of(item: Item | PlannedItem) -> tuple[RunInterval, ...]:
    """One planned interval with the walk before it, as long as planned."""
    walked = RunInterval("walk", item.walk_s, item.walk_m or None)
    walk = (walked,) if item.walk_s else ()
    return (*walk, RunInterval(item.pace, item.run_s or 0, item.run_m))


def run_as_planned(item: Item | PlannedItem, plan_id: str | None, nprs: int | None) -> RunLogged:
    """The run that a planned line describes, done as written on level ground."""
    return RunLogged(
        item.exercise,
        intervals_of(item) * item.sets,
        item.rung,
        plan_id,
        nprs=nprs,
        level=True,
        talking=True if item.steady_m is None else None,
    )
