"""Times of runs: none is planned that was not earned by measured ones, and a quick run counts as
quick. The times are arbitrary here; in the engine they follow from the diary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from hamstrong.engine.day.record import DayRecord, read_day
from hamstrong.engine.day.session_work import hardness
from hamstrong.engine.day.timed_runs import judge_run, timed_work, was_fast
from hamstrong.engine.facts import Fact, PlannedItem, RunInterval, RunLogged, RunTimed
from hamstrong.engine.meet import worse_of
from hamstrong.engine.state.calendar import POWER
from hamstrong.engine.state.run_times import (
    NO_TIMES,
    RunTimes,
    TimeVerdict,
    asked_of,
    earliest_clean,
    fast_time,
    is_open,
    is_timed,
    judge_times,
    latest_clean,
    meet_run_times,
    paced_rungs,
    time_of_rung,
    with_clean_time,
)
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.protocol.model import Exercise, Pack, Rung

MEASURED = (39, 50, 70, 100)
"""Tenths of a second of easy runs, from very quick to slow, and of runs as fast as one likes."""
SOME = 97
"""Every so many reached times are compared with each other; no divisor of their number."""
TENTHS, WHOLE = 10, 100


def timed_rungs(pack: Pack) -> list[tuple[Exercise, Rung]]:
    """Every rung that is timed, with its exercise."""
    return [(e, r) for e in pack.exercises.values() for r in e.ladder if is_timed(r)]


def reached_times(pack: Pack) -> list[RunTimes]:
    """Every state of the known times that clean runs at the quickest or slowest clean time of each
    rung lead to."""
    rungs = timed_rungs(pack)
    seen: set[RunTimes] = set()
    todo = [NO_TIMES]
    while todo:
        times = todo.pop()
        if times in seen:
            continue
        seen.add(times)
        known = {name for name, _ in times.clean}
        for exercise, rung in rungs:
            below = {r.id for r in paced_rungs(pack, exercise)[: _place(pack, exercise, rung)]}
            if rung.id not in known and known.issuperset(below):
                todo += (
                    with_clean_time(times, rung, n) for n in _clean(pack, exercise, rung, times)
                )
    return sorted(seen, key=str)


def _clean(pack: Pack, exercise: Exercise, rung: Rung, times: RunTimes) -> Iterator[int]:
    rules, planned = pack.rules.running, time_of_rung(pack, exercise, rung, times)
    if planned is None:
        yield from MEASURED
    else:
        yield from (earliest_clean(rules, planned), latest_clean(rules, planned))


def times_are_earned(proof: Proof) -> Iterator[Violation]:
    """S8: no planned time lies further below the quickest clean one of the rungs before it than the
    pack lets, nor below the rung's own limit; once the top speed is known, none asks for a greater
    share of it than the rung says."""
    rules, pack = proof.pack.rules.running, proof.pack
    for times in reached_times(pack):
        for exercise, rung in timed_rungs(pack):
            planned = time_of_rung(pack, exercise, rung, times)
            if planned is None or not is_open(pack, exercise, rung, times):
                continue
            proof.holds("S8")
            before = [r for r in paced_rungs(pack, exercise) if r.id != rung.id]
            own = {r.id for r in before[: _place(pack, exercise, rung)]}
            known = [n for name, n in times.clean if name in own]
            paced = any(r.effort_percent for r in before if r.id in own)
            share = rules.next_time_percent if paced else rules.first_time_percent
            if times.top is not None:
                too_quick = planned * (rung.effort_percent or WHOLE) < times.top * WHOLE
            else:
                least = round((rung.least_s or 0.0) * TENTHS)
                too_quick = planned < least or planned * WHOLE < min(known, default=0) * share
            if too_quick:
                yield Violation("S8", f"{rung.id} is planned in {planned} tenths", (str(times),))
                return


def _place(pack: Pack, exercise: Exercise, rung: Rung) -> int:
    return [r.id for r in paced_rungs(pack, exercise)].index(rung.id)


def unmeasured_runs_open_nothing(proof: Proof) -> Iterator[Violation]:
    """S9: a run without a time is never clean, nor one that was quicker or slower than its time
    lets; and no rung is open above one that has no clean time."""
    rules, pack = proof.pack.rules.running, proof.pack
    for times in reached_times(pack):
        known = {name for name, _ in times.clean}
        for exercise, rung in timed_rungs(pack):
            proof.holds("S9")
            asked = asked_of(pack, exercise, rung, times)
            wrong: list[tuple[int, ...]] = [()]
            if asked.planned is not None:
                late = asked.planned + asked.planned // rules.late_divisor
                early = asked.planned - rules.early_tenths
                wrong += [(late + 1,), (asked.planned, late + 1)]
                wrong += [] if asked.free else [(early - 1,), (asked.planned, early - 1)]
            elif not asked.free:
                wrong.append((asked.fast,))
            clean = [w for w in wrong if judge_times(rules, asked, w) is TimeVerdict.CLEAN]
            below = paced_rungs(pack, exercise)[: _place(pack, exercise, rung)]
            open_above = is_open(pack, exercise, rung, times) and not known.issuperset(
                r.id for r in below
            )
            if clean or open_above:
                claim = f"{rung.id} is clean in {clean}" if clean else f"{rung.id} is open"
                yield Violation("S9", claim, (str(times),))
                return


def quick_runs_are_power_days(proof: Proof) -> Iterator[Violation]:
    """S3: whatever was planned, a run as quick as the fast time makes a power day; one that is
    slower makes none by its time alone."""
    pack = proof.pack
    slow = [(e, r) for e, r in timed_rungs(pack) if r.effort_percent is None]
    for times in reached_times(pack) if slow else ():
        exercise, rung = slow[0]
        run = RunLogged(exercise.id, (RunInterval("run", 30, 100),), rung.id)
        fast = fast_time(pack, times)
        for tenths in (fast - 1, fast, fast + 1):
            proof.holds("S3")
            day = read_day((run, RunTimed(exercise.id, (tenths + 1, tenths))), known_times=times)
            counted, _ = hardness(pack, day, sport_counts=False)
            if (counted == POWER) is not (tenths <= fast):
                claim = f"a run in {tenths} tenths counts as {counted}, fast is {fast}"
                yield Violation("S3", claim, (str(times),))
                return


def meets_take_the_slower_time(proof: Proof) -> Iterator[Violation]:
    """S18: what a correction leaves opens no rung that either account lacks, and plans none in a
    quicker time than either."""
    pack = proof.pack
    for a, b in combinations(reached_times(pack)[::SOME], 2):
        met = meet_run_times(a, b)
        for exercise, rung in timed_rungs(pack):
            if not is_open(pack, exercise, rung, met):
                continue
            proof.holds("S18")
            planned = time_of_rung(pack, exercise, rung, met)
            before = [time_of_rung(pack, exercise, rung, one) for one in (a, b)]
            opened = all(is_open(pack, exercise, rung, one) for one in (a, b))
            quicker = planned is not None and any(n is not None and planned < n for n in before)
            if quicker or not opened:
                yield Violation("S18", f"{rung.id} is planned in {planned}", (str(a), str(b)))
                return


def corrections_make_no_run_clean(proof: Proof) -> Iterator[Violation]:
    """S18: times that are corrected on their day are clean only where both accounts are, the
    slower of them is the one that is learned, and a fast day stays one."""
    pack = proof.pack
    for times in reached_times(pack)[::SOME]:
        for exercise, rung in timed_rungs(pack):
            asked = asked_of(pack, exercise, rung, times)
            item = PlannedItem(
                exercise=exercise.id, side="both", rung=rung.id, sets=1, ask="once", run_s=0,
                steady_m=rung.dosage.steady_m, steady_tenths=asked.planned,
            )  # fmt: skip
            fits = asked.fast + 5 if asked.planned is None else asked.planned
            some = {fits, fits + 1, asked.fast, fits * 2}
            for old, new in product(sorted(some), repeat=2):
                proof.holds("S18")
                both = [_day(times, RunTimed(exercise.id, (n,))) for n in (old, new)]
                met = worse_of(*(day.times[0] for day in both))
                if met is not None and not _is_meet(pack, item, both, _day(times, met)):
                    claim = f"{rung.id}: {old} tenths, corrected to {new}, count for more"
                    yield Violation("S18", claim, (str(times),))
                    return


def _day(times: RunTimes, fact: Fact) -> DayRecord:
    return read_day((fact,), known_times=times)


def _is_meet(pack: Pack, item: PlannedItem, both: list[DayRecord], met: DayRecord) -> bool:
    clean = [judge_run(pack, item, day) is TimeVerdict.CLEAN for day in (*both, met)]
    learned = [work.quickest for day in (*both, met) if (work := timed_work(item, day))]
    fast = [was_fast(pack, day) for day in (*both, met)]
    kept = learned[2] >= max(learned[:2]) and fast[2] >= max(fast[:2])
    return kept and clean[2] <= min(clean[:2])


def ones_own_pace_is_enough(proof: Proof) -> Iterator[Violation]:
    """S23: a person who runs no quicker than their quickest clean time is quick enough for the
    next rung, so that nobody is stuck for want of speed."""
    rules, pack = proof.pack.rules.running, proof.pack
    for times in reached_times(pack):
        for exercise, rung in timed_rungs(pack):
            planned = time_of_rung(pack, exercise, rung, times)
            if planned is None or times.top is not None or not is_open(pack, exercise, rung, times):
                continue
            below = paced_rungs(pack, exercise)[: _place(pack, exercise, rung)]
            if all(r.effort_percent is None for r in below):
                continue  # the first of them is quicker than what was run easily
            names = {r.id for r in below}
            known = [n for name, n in times.clean if name in names]
            proof.holds("S23")
            if latest_clean(rules, planned) < min(known):
                claim = f"{rung.id} asks for more than was ever run: {planned}"
                yield Violation("S23", claim, (str(times),))
                return
