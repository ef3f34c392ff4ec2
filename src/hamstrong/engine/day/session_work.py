"""Session work of one day: what each exercise and the whole session came to, and how hard it was.

Turns logged sets, pains and stops into one `Result` per planned exercise and side. Unanswered
pain is never clean and never a stop.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.own_loads import has_load
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.run_work import (
    RunDone,
    compare,
    is_easy_as_planned,
    is_power,
    key_of,
    makes_power_day,
)
from hamstrong.engine.day.session_pain import (
    Logged,
    clean_max_today,
    ended_by_pain,
    ends_run,
    hurts_before,
    is_run,
    is_sharp_stop,
    pain_answers,
    unanswered_pains,
    work_by_pain,
    worst_pain,
)
from hamstrong.engine.day.timed_runs import was_fast
from hamstrong.engine.facts import (
    PainReported,
    PlannedItem,
    SetLogged,
    Stopped,
)
from hamstrong.engine.state.calendar import EASY, HARD, POWER
from hamstrong.engine.state.ladder import Worked
from hamstrong.engine.state.state import Episode, ladder_key, split_key
from hamstrong.protocol.model import LoadClass, Pack


class Result(NamedTuple):
    """Outcome of one exercise on one side. `worst` is the worst answered pain at the sore spot;
    `unanswered` counts asked pains without an answer; `repetitions` is the best full-range set
    whose pain was answered within the pack's clean limit; `intervals` how many intervals of a
    planned run were done."""

    worked: Worked = Worked.NONE
    performed: bool = False
    done: bool = False
    worst: int | None = None
    unanswered: int = 0
    repetitions: int = 0
    ended_by_pain: bool = False
    stopped: bool = False
    intervals: int = 0


def assess(
    pack: Pack, item: PlannedItem | None, key: str, day: DayRecord, clean_max: int
) -> Result:
    """Assess one exercise on one side.

    Args:
        item: the planned line, or None for sets logged without one.
        clean_max: the highest pain of a clean session of it today.
    """
    exercise, side = split_key(key)
    sets = [s for s in day.sets if s.exercise == exercise and s.side == side]
    runs = [r for r in day.runs if key_of(r) == key]
    logged: Logged = [*sets, *runs]
    pains = [p for p in day.pains if p.exercise == exercise and p.side == side]
    stops = [s for s in day.stops if _concerns(pack, s, key)]
    ended = ended_by_pain(pack, logged, pains) or is_sharp_stop(pack, [s.reason for s in stops])
    worst = worst_pain(logged, pains)
    unanswered = unanswered_pains(item, logged, pains)
    ran = compare(pack, item, runs, day) if item is not None and item.run_s is not None else None
    complete = item is not None and _is_complete(item, sets, ran) and has_load(item, key, day)
    share = 0.0 if item is None else done_of(item, sets, ran) / (item.sets * item.bouts)
    result = Result(
        performed=share >= pack.rules.ladder.performed_fraction,
        done=bool(logged),
        worst=worst,
        unanswered=unanswered,
        repetitions=_best_set(sets, pains, clean_max),
        ended_by_pain=ended,
        stopped=bool(stops),
        intervals=0 if item is None or ran is None else done_of(item, sets, ran),
    )
    run = is_run(pack, key)
    worked = _grade(pack, result, stops, clean_max, complete=complete, run=run)
    if worked is Worked.CLEAN and ran is not None and not ran.counts:
        worked = Worked.NEUTRAL
    return result._replace(worked=worked)


def _concerns(pack: Pack, stop: Stopped, key: str) -> bool:
    """Whether a stop is of this exercise; what ends a run is of the run, named or not."""
    if stop.exercise is None:
        return ends_run(pack, stop.reason) and is_run(pack, key)
    if stop.side:
        return key == ladder_key(stop.exercise, stop.side)
    return key.startswith(f"{stop.exercise}:")


def _grade(
    pack: Pack, result: Result, stops: list[Stopped], clean_max: int, *, complete: bool, run: bool
) -> Worked:
    """One scale for every track and stage: stop, finish without progress, or go on. A run ends
    sooner, and by a tightening that was not there before."""
    pain = pack.rules.pain
    reasons = [stop.reason for stop in stops]
    cramps = reasons.count("cramp")
    halted = [r for r in reasons if r != "cramp"] or cramps >= pain.cramps_end
    worst = result.worst if result.worst is not None else 0
    stop_at = pain.run_stop_at if run else pain.stop_exercise_at
    tightened = run and any(ends_run(pack, reason) for reason in reasons)
    if result.ended_by_pain or worst >= stop_at or tightened or None in reasons:
        return Worked.DOWN
    if not result.done:
        return Worked.NONE
    if worst >= pain.finish_at:
        return Worked.BROKEN
    unproven = halted or not complete or result.unanswered
    return Worked.NEUTRAL if unproven or worst > clean_max else Worked.CLEAN


def done_of(item: PlannedItem, sets: list[SetLogged], ran: RunDone | None) -> int:
    """How many sets or intervals of a planned line were done."""
    return len(sets) if ran is None else min(item.sets, ran.intervals)


def _is_complete(item: PlannedItem, sets: list[SetLogged], ran: RunDone | None) -> bool:
    if ran is not None:
        return ran.within and ran.intervals >= item.sets
    full = [s for s in sets if _is_full(item, s)]
    return len(full) >= item.sets * item.bouts and len(full) == len(sets)


def _is_full(item: PlannedItem, logged: SetLogged) -> bool:
    pairs = (
        (item.repetitions, logged.repetitions),
        (item.holds, logged.holds),
        (item.hold_s, logged.hold_s),
        (None if item.own_percent else item.load_kg, logged.load_kg),
    )
    enough = all(want is None or (got is not None and got >= want) for want, got in pairs)
    return enough and not logged.half_range and logged.rung == item.rung


def _best_set(sets: list[SetLogged], pains: list[PainReported], clean_max: int) -> int:
    """Best set that may count for a repetition criterion: its own pain answered and low."""
    if any(n > clean_max for n in pain_answers([*sets], pains)):
        return 0
    counted = [
        s.repetitions or 0 for s in sets if s.nprs is not None and not s.half_range and not s.sharp
    ]
    return max(counted, default=0)


class DayWork(NamedTuple):
    """Today's work of one episode, with a result per ladder key.

    `session` are the results that are not an adjunct's: an adjunct is never a session. `worked`:
    a set or run of the session was logged; `performed`: the pack's share of its prescribed sets.
    """

    results: Mapping[str, Result]
    planned: Mapping[str, PlannedItem]
    session: Mapping[str, Result]
    performed: bool
    worked: bool


def read_work(pack: Pack, opened: OpenedEpisode, day: DayRecord) -> DayWork:
    """Assess every exercise that was planned, logged or stopped for this episode today."""
    episode = opened.episode
    planned = {ladder_key(i.exercise, i.side): i for i in day.planned}
    lifted = (ladder_key(s.exercise, s.side) for s in day.sets)
    keys = dict.fromkeys((*planned, *lifted, *map(key_of, day.runs)))
    mine = [key for key in keys if _is_mine(episode, key)]
    results = {
        key: assess(pack, planned.get(key), key, day, clean_max_today(pack, opened, key))
        for key in mine
    }
    if hurts_before(pack, day, episode.kind.limb):
        results = {key: _without_progress(result) for key, result in results.items()}
    results = dict(_unexplained_stop(results, day))
    results |= _hurt_in_tests(pack, opened, results, day)
    session = {k: r for k, r in results.items() if split_key(k)[0] not in day.adjuncts}
    sets = sum(i.sets * i.bouts for k, i in planned.items() if k in session)
    logged = sum(1 for s in day.sets if ladder_key(s.exercise, s.side) in session)
    logged += sum(r.intervals for r in session.values())
    share = logged / sets if sets else 0.0
    performed = bool(sets) and share >= pack.rules.ladder.performed_fraction
    worked = any(r.done for r in session.values())
    return DayWork(
        results=results, planned=planned, session=session, performed=performed, worked=worked
    )


def _is_mine(episode: Episode, key: str) -> bool:
    side = split_key(key)[1]
    return episode.kind.alone or side in ("both", episode.kind.limb)


def _without_progress(result: Result) -> Result:
    worked = Worked.NEUTRAL if result.worked is Worked.CLEAN else result.worked
    return result._replace(worked=worked, repetitions=0)


def _hurt_in_tests(
    pack: Pack, opened: OpenedEpisode, results: Mapping[str, Result], day: DayRecord
) -> dict[str, Result]:
    """A self-test that hurts says of its exercise what a set of it would have said."""
    found: dict[str, Result] = {}
    for logged in day.tests:
        test = pack.tests.get(logged.test)
        if test is None or test.exercise is None or logged.elsewhere:
            continue
        key = ladder_key(test.exercise, logged.side)
        worked = work_by_pain(pack.rules.pain, logged, clean_max_today(pack, opened, key))
        if worked is not Worked.NONE and _is_mine(opened.episode, key):
            known = found.get(key) or results.get(key, Result())
            worst = max(n for n in (known.worst, logged.nprs, 0) if n is not None)
            found[key] = known._replace(worked=max(known.worked, worked), worst=worst)
    return found


def _unexplained_stop(results: Mapping[str, Result], day: DayRecord) -> Mapping[str, Result]:
    """A session stopped without a reason counts as pain for what was being done."""
    if not any(s.reason is None and s.exercise is None for s in day.stops):
        return results
    done = [*map(key_of, day.runs), *(ladder_key(s.exercise, s.side) for s in day.sets)]
    keys = done or list(results)[:1]
    last = next((k for k in reversed(keys) if k in results), None)
    if last is None:
        return results
    return {**results, last: results[last]._replace(worked=Worked.DOWN, stopped=True)}


def ran_today(pack: Pack, day: DayRecord) -> bool:
    """Whether there was a run today. A planned one whose session was started counts where a stop
    ended it, and where nothing of that session was logged: what is missing makes no day easier."""
    planned = day.started and any(i.run_s is not None for i in day.planned)
    stopped = any(ends_run(pack, stop.reason) for stop in day.stops)
    return bool(day.runs) or (planned and (stopped or not day.session_sets))


def was_left(day: DayRecord) -> bool:
    """Whether a session was started of which the diary says nothing more."""
    session = (item for item in day.planned if item.exercise not in day.adjuncts)
    return day.started and any(not _was_reached(day, item) for item in session)


def hardness(
    pack: Pack, day: DayRecord, *, sport_counts: bool, runs_count: bool = True
) -> tuple[int, bool]:
    """How hard today counts (`calendar`) and whether it had Nordics.

    One logged set of a hard class counts, prescribed or not; a hard plan that was started and
    left without a set counts too.

    Args:
        sport_counts: sport outside of the plan counts as hard.
        runs_count: runs do; where training goes on they are sport like any other.
    """
    hard_runs = [r for r in day.runs if not is_easy_as_planned(pack, day.planned, day.runs, r)]
    runs = hard_runs if runs_count else []
    unsaid = [i for i in day.planned if day.started and not _was_reached(day, i)]
    done = {s.exercise for s in day.sets} | {r.exercise for r in runs}
    done |= {i.exercise for i in unsaid}
    exercises = [pack.exercises[e] for e in done if e in pack.exercises]
    classes = [pack.load_classes[e.load_class] for e in exercises]
    classes += _of_tests(pack, day)
    nordic = any(e.nordic for e in exercises)
    quick = runs_count and was_fast(pack, day)
    fast = quick or any(makes_power_day(pack, run) for run in runs)
    if fast or any(c.power for c in classes) or any(_is_fast(pack, i) for i in unsaid):
        return POWER, nordic
    hard = bool(runs) or any(c.hard for c in classes) or (day.sport and sport_counts)
    return (HARD if hard else EASY), nordic


def _of_tests(pack: Pack, day: DayRecord) -> list[LoadClass]:
    """A self-test is work of its class, planned or not."""
    known = [pack.tests[t.test] for t in day.tests if t.test in pack.tests]
    return [pack.load_classes[test.load_class] for test in known]


def _is_fast(pack: Pack, item: PlannedItem) -> bool:
    load_class = pack.load_classes[pack.exercises[item.exercise].load_class]
    return is_power(pack.rules.calendar, load_class, item.effort_percent)


def _was_reached(day: DayRecord, item: PlannedItem) -> bool:
    """Whether the diary says how this planned item went: a set or a stop of it or of the day.
    An adjunct's set says nothing about the session that was planned with it."""
    logged = {s.exercise for s in day.session_sets} | {r.exercise for r in day.runs}
    if item.exercise in logged:
        return True
    return bool(logged) or any(s.exercise in (None, item.exercise) for s in day.stops)
