"""Time changes: what the measured times of today's runs come to, planned or not."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.timed_runs import asked_today, judge_run, measured_times
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.reply.reply import TimeChange, TimeKind
from hamstrong.engine.reply.situation import Situation
from hamstrong.engine.state.ladder import Worked
from hamstrong.engine.state.run_times import (
    TimeAsked,
    TimeVerdict,
    earliest_clean,
    fast_time,
    judge_times,
    latest_clean,
)
from hamstrong.protocol.model import Pack


def time_changes(engine: Engine, before: Situation, after: Situation) -> Iterator[TimeChange]:
    """Every run of today whose times come to something else now than before."""
    was = dict(_by_exercise(engine.pack, before.day.read))
    for exercise, change in _by_exercise(engine.pack, after.day.read):
        if was.get(exercise) != change:
            yield change


def waits_for_time(now: Situation, exercise: str, worked: Worked) -> bool:
    """Whether a timed run of today's plan was done, and no time of it is kept."""
    timed = any(i.exercise == exercise and i.steady_m is not None for i in now.day.read.planned)
    return timed and worked is Worked.NEUTRAL and not measured_times(now.day.read, exercise)


def _by_exercise(pack: Pack, day: DayRecord) -> Iterator[tuple[str, TimeChange]]:
    run = {one.exercise for one in day.runs}
    timed = {item.exercise: item for item in day.planned if item.steady_m is not None}
    for exercise in dict.fromkeys((*timed, *(fact.exercise for fact in day.times))):
        item = timed.get(exercise)
        if item is not None and exercise in run:
            yield exercise, _of_plan(pack, item, day)
        elif item is None:
            yield from _of_own_run(pack, exercise, day)


def _of_plan(pack: Pack, item: PlannedItem, day: DayRecord) -> TimeChange:
    asked, times = asked_today(pack, item, day), measured_times(day, item.exercise)
    verdict = judge_times(pack.rules.running, asked, times)
    change = _with_limits(pack, asked, TimeChange("time_open", item.exercise))
    match verdict:
        case TimeVerdict.UNTIMED:
            return change
        case TimeVerdict.LATE:
            return change._replace(kind="time_slow", tenths=max(times))
        case TimeVerdict.EARLY:
            slower = asked.planned is None or asked.planned > asked.fast
            fast = slower and min(times) <= asked.fast
            kind: TimeKind = "time_fast" if fast else "time_quick"
            return change._replace(kind=kind, tenths=min(times))
        case TimeVerdict.CLEAN:
            same = judge_run(pack, item, day) is TimeVerdict.CLEAN
            kind = "time_fits" if same else "time_first_counts"
            return change._replace(kind=kind, tenths=min(times))


def _with_limits(pack: Pack, asked: TimeAsked, change: TimeChange) -> TimeChange:
    """The times between which the run is as planned."""
    if asked.planned is None:
        return change._replace(earliest=None if asked.free else asked.fast + 1)
    rules = pack.rules.running
    earliest = None if asked.free else earliest_clean(rules, asked.planned)
    return change._replace(earliest=earliest, latest=latest_clean(rules, asked.planned))


def _of_own_run(pack: Pack, exercise: str, day: DayRecord) -> Iterator[tuple[str, TimeChange]]:
    """A run that no plan asked for counts as a fast one where it was as quick as that."""
    times = measured_times(day, exercise)
    if times and min(times) <= fast_time(pack, day.known_times):
        yield exercise, TimeChange("time_fast", exercise, min(times), planned=False)
