"""Times over the steady metres of runs: which were clean, and the time that the next one gets.

Every time is in whole tenths of a second. The times follow from the diary and are no part of what
is explored; what is made of them is a function that the proof calls with arbitrary times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from hamstrong.protocol.model import Exercise, Pack, Rung, RunningRules

TENTHS = 10
WHOLE = 100


class RunTimes(NamedTuple):
    """The quickest clean time of each rung in this episode, by rung, and the one at top speed."""

    clean: tuple[tuple[str, int], ...] = ()
    top: int | None = None


NO_TIMES = RunTimes()


class TimeVerdict(IntEnum):
    """What the measured times of a run are against its planned one."""

    UNTIMED = 0
    LATE = 1
    CLEAN = 2
    EARLY = 3


class TimeAsked(NamedTuple):
    """What a rung asks of its time: the planned time, None where it is only measured or as fast as
    one likes (`free`); at `fast` or quicker a run that is only measured is none."""

    planned: int | None
    fast: int
    free: bool = False


def is_timed(rung: Rung) -> bool:
    """Whether a rung is a run over metres that are timed."""
    return rung.dosage.steady_m is not None


def paced_rungs(pack: Pack, exercise: Exercise) -> tuple[Rung, ...]:
    """The rungs of a timed run, and before them those of the run that it is paced by."""
    earlier = pack.exercises.get(exercise.paced_by or "")
    return (*(() if earlier is None else paced_rungs(pack, earlier)), *exercise.ladder)


def time_of_rung(pack: Pack, exercise: Exercise, rung: Rung, times: RunTimes) -> int | None:
    """The planned time of a rung; None where it is only measured, or while what comes before it
    was not timed. As fast as one likes has the top speed's own time, once it is known."""
    if rung.effort_percent is None:
        return None
    if times.top is not None:
        return _shared_up(times.top * WHOLE, rung.effort_percent)
    if rung.least_s is None:
        return None
    found = dict(_chain(pack, exercise, times))
    return found.get(rung.id)


def _chain(pack: Pack, exercise: Exercise, times: RunTimes) -> Iterator[tuple[str, int]]:
    """The planned time of each paced rung while the top speed is unknown. A rung that was not clean
    yet is taken to be run in its time by those above it."""
    rules, known = pack.rules.running, dict(times.clean)
    quickest: int | None = None
    only_measured = True
    for rung in paced_rungs(pack, exercise):
        if rung.effort_percent is None:
            quickest = _quicker(quickest, known.get(rung.id))
            continue
        if quickest is None or rung.least_s is None:
            return
        percent = rules.first_time_percent if only_measured else rules.next_time_percent
        planned = max(_shared_up(quickest * percent, WHOLE), _tenths(rung.least_s))
        yield rung.id, planned
        only_measured = False
        quickest = _quicker(quickest, known.get(rung.id, planned))


def fast_time(pack: Pack, times: RunTimes) -> int:
    """The time from which on a run counts as a fast one, whatever was planned: that of the first
    fast rung. While nobody can know it, the quickest that such a rung may ask for."""
    limit = pack.rules.calendar.power_effort_percent
    found: list[int] = []
    for exercise in pack.exercises.values():
        fast = (r for r in exercise.ladder if is_timed(r) and (r.effort_percent or 0) >= limit)
        first = next(fast, None)
        if first is not None and exercise.paced_by is None:
            planned = time_of_rung(pack, exercise, first, times)
            found.append(_tenths(first.least_s or 0.0) if planned is None else planned)
    return max(found, default=0)


def is_open(pack: Pack, exercise: Exercise, rung: Rung, times: RunTimes) -> bool:
    """Whether every rung that comes before a timed one has a clean time."""
    known = {name for name, _ in times.clean}
    for before in paced_rungs(pack, exercise):
        if before.id == rung.id:
            return True
        if before.id not in known:
            return False
    return False


def asked_of(pack: Pack, exercise: Exercise, rung: Rung, times: RunTimes) -> TimeAsked:
    """What a timed rung asks of its time today."""
    planned = time_of_rung(pack, exercise, rung, times)
    free = rung.effort_percent is not None and rung.least_s is None
    return TimeAsked(planned, fast_time(pack, times), free)


def latest_clean(rules: RunningRules, planned: int) -> int:
    """The slowest time that is still clean."""
    return planned + planned // rules.late_divisor


def earliest_clean(rules: RunningRules, planned: int) -> int:
    """The quickest time that is still clean."""
    return planned - rules.early_tenths


def judge_times(rules: RunningRules, asked: TimeAsked, measured: Sequence[int]) -> TimeVerdict:
    """Judge the measured times of a run; the quickest and the slowest both have to fit."""
    if not measured:
        return TimeVerdict.UNTIMED
    if asked.planned is None:
        too_quick = not asked.free and min(measured) <= asked.fast
        return TimeVerdict.EARLY if too_quick else TimeVerdict.CLEAN
    if not asked.free and min(measured) < earliest_clean(rules, asked.planned):
        return TimeVerdict.EARLY
    late = max(measured) > latest_clean(rules, asked.planned)
    return TimeVerdict.LATE if late else TimeVerdict.CLEAN


def with_clean_time(times: RunTimes, rung: Rung, quickest: int) -> RunTimes:
    """The times after a clean run of a rung; the one that is as fast as one likes says the top."""
    known = dict(times.clean)
    known[rung.id] = min(quickest, known.get(rung.id, quickest))
    free = rung.effort_percent is not None and rung.least_s is None
    top = _quicker(times.top, quickest) if free else times.top
    return RunTimes(tuple(sorted(known.items())), top)


def meet_run_times(a: RunTimes, b: RunTimes) -> RunTimes:
    """The more careful of two: of what both know the slower time. Where only one of them knows the
    top speed nothing is known, and the times are measured anew."""
    if (a.top is None) != (b.top is None):
        return NO_TIMES
    mine, theirs = dict(a.clean), dict(b.clean)
    both = sorted(mine.keys() & theirs.keys())
    clean = tuple((name, max(mine[name], theirs[name])) for name in both)
    return RunTimes(clean, None if a.top is None or b.top is None else max(a.top, b.top))


def _quicker(a: int | None, b: int | None) -> int | None:
    known = [n for n in (a, b) if n is not None]
    return min(known, default=None)


def _shared_up(whole: int, part: int) -> int:
    """A quotient rounded up: of two tenths the slower one."""
    return -(-whole // part)


def _tenths(seconds: float) -> int:
    return round(seconds * TENTHS)
