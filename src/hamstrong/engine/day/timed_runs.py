"""Timed runs of a day: what was measured, against what was planned, and what it makes known."""

from __future__ import annotations

from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.state.pending_work import TimedWork, Work
from hamstrong.engine.state.run_times import (
    RunTimes,
    TimeAsked,
    TimeVerdict,
    asked_of,
    fast_time,
    judge_times,
    with_clean_time,
)
from hamstrong.protocol.model import Pack, Rung

Times = tuple[int, ...]


def measured_times(day: DayRecord, exercise: str) -> list[int]:
    """Every time that was measured today in runs of one exercise, in tenths of a second."""
    return [n for fact in day.times if fact.exercise == exercise for n in fact.tenths]


def earlier_times(day: DayRecord, exercise: str) -> list[Times]:
    """Times of one exercise that were said today and then corrected, one tuple a correction."""
    return [said for fact in day.times if fact.exercise == exercise for said in fact.earlier]


def judge_run(pack: Pack, item: PlannedItem, day: DayRecord) -> TimeVerdict:
    """What today's times are against a planned line: a corrected time counts as well as the one
    that was said before it, so that a correction makes no run clean."""
    asked, rules = asked_today(pack, item, day), pack.rules.running
    said = (measured_times(day, item.exercise), *earlier_times(day, item.exercise))
    verdicts = [judge_times(rules, asked, times) for times in said]
    return TimeVerdict.EARLY if TimeVerdict.EARLY in verdicts else min(verdicts)


def asked_today(pack: Pack, item: PlannedItem, day: DayRecord) -> TimeAsked:
    """What a planned line asks of its time. The time that was planned counts, whatever became
    known since."""
    known = _rung(pack, item)
    asked = TimeAsked(item.steady_tenths, fast_time(pack, day.known_times))
    if known is not None:
        exercise = pack.exercises[item.exercise]
        free = asked_of(pack, exercise, known, day.known_times).free
        asked = asked._replace(free=free)
    return asked


def was_fast(pack: Pack, day: DayRecord) -> bool:
    """Whether any run of today was said to be as quick as a fast one, planned or not."""
    times = [n for fact in day.times for said in (fact.tenths, *fact.earlier) for n in said]
    return bool(times) and min(times) <= fast_time(pack, day.known_times)


def timed_work(item: PlannedItem | None, day: DayRecord) -> TimedWork | None:
    """What waits for tomorrow's morning about a time; None where there is none. Of times that were
    corrected the slower account counts."""
    if item is None or item.steady_m is None:
        return None
    times = measured_times(day, item.exercise)
    said = (min(one) for one in (times, *earlier_times(day, item.exercise)) if one)
    return TimedWork(item.rung, max(said)) if times else None


def learn_time(pack: Pack, times: RunTimes, work: Work) -> RunTimes:
    """The times after a clean run whose morning has passed, whichever rung its ladder is at."""
    if work.timed is None:
        return times
    found = (r for e in pack.exercises.values() for r in e.ladder if r.id == work.timed.rung)
    rung = next(found, None)
    return times if rung is None else with_clean_time(times, rung, work.timed.quickest)


def _rung(pack: Pack, item: PlannedItem) -> Rung | None:
    exercise = pack.exercises.get(item.exercise)
    ladder = () if exercise is None else exercise.ladder
    return next((rung for rung in ladder if rung.id == item.rung), None)
