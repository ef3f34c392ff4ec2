"""What today's session came to, exercise by exercise (RULES 0 and 3).

Turns logged sets, pains and stops into one `Result` per planned exercise and side. Unanswered
pain is never clean and never a stop.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.run_work import RunDone, compare, key_of
from hamstrong.engine.facts import PainReported, PlannedItem, RunLogged, SetLogged, Stopped
from hamstrong.engine.state.ladder import Worked
from hamstrong.engine.state.state import ladder_key
from hamstrong.protocol.model import Pack


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


Logged = list[SetLogged | RunLogged]


class Limits(NamedTuple):
    """Pain limits in force for one exercise: stage-dependent (RULES 3)."""

    clean_max: int
    stop_at: int
    rise_max: int


def limits_for(pack: Pack, *, careful: bool, zero_to_rise: bool) -> Limits:
    """The pack's pain limits; `careful` is the track's careful stage."""
    pain = pack.rules.pain
    clean = pain.careful_clean_max if careful else pain.clean_max
    stop = pain.careful_stop_exercise_at if careful else pain.stop_exercise_at
    return Limits(clean, stop, min(clean, pain.careful_clean_max) if zero_to_rise else clean)


def assess(
    pack: Pack, item: PlannedItem | None, key: str, day: DayRecord, limits: Limits
) -> Result:
    """Assess one exercise on one side.

    Args:
        item: the planned line, or None for sets logged without one.
    """
    sets = [s for s in day.sets if ladder_key(s.exercise, s.side) == key]
    runs = [r for r in day.runs if key_of(r) == key]
    logged: Logged = [*sets, *runs]
    pains = [p for p in day.pains if ladder_key(p.exercise, p.side) == key]
    stops = [s for s in day.stops if _concerns(s.exercise, s.side, key)]
    ended = _ended_by_pain(pack, logged, pains) or _sharp_stop(pack, [s.reason for s in stops])
    worst = _worst(logged, pains)
    unanswered = _unanswered(item, logged, pains)
    ran = compare(pack, item, runs) if item is not None and item.run_s is not None else None
    complete = item is not None and _is_complete(item, sets, ran)
    share = 0.0 if item is None else done_of(item, sets, ran) / (item.sets * item.bouts)
    result = Result(
        performed=share >= pack.rules.ladder.performed_fraction,
        done=bool(logged),
        worst=worst,
        unanswered=unanswered,
        repetitions=_best_set(sets, pains, limits.clean_max),
        ended_by_pain=ended,
        stopped=bool(stops),
        intervals=0 if item is None or ran is None else done_of(item, sets, ran),
    )
    worked = _grade(pack, result, stops, limits, complete)
    if worked is Worked.CLEAN and ran is not None and not ran.counts:
        worked = Worked.NEUTRAL
    return result._replace(worked=worked)


def _concerns(exercise: str | None, side: str | None, key: str) -> bool:
    if exercise is None:
        return False
    return key == ladder_key(exercise, side) if side else key.startswith(f"{exercise}:")


def _grade(
    pack: Pack, result: Result, stops: list[Stopped], limits: Limits, complete: bool
) -> Worked:
    reasons = [stop.reason for stop in stops]
    cramps = reasons.count("cramp")
    halted = [r for r in reasons if r != "cramp"] or cramps >= pack.rules.pain.cramps_end
    worst = result.worst if result.worst is not None else 0
    if result.ended_by_pain or worst >= limits.stop_at or None in reasons:
        return Worked.DOWN
    if not result.done:
        return Worked.BROKEN if halted else Worked.NONE
    if worst > limits.clean_max or halted or not complete:
        return Worked.BROKEN
    if result.unanswered or worst > limits.rise_max:
        return Worked.NEUTRAL
    return Worked.CLEAN


def _answers(sets: Logged, pains: list[PainReported]) -> list[int]:
    here = [s.nprs for s in sets if s.nprs is not None and not s.elsewhere]
    return here + [p.nprs for p in pains if not p.elsewhere]


def _worst(sets: Logged, pains: list[PainReported]) -> int | None:
    return max(_answers(sets, pains), default=None)


def _ended_by_pain(pack: Pack, sets: Logged, pains: list[PainReported]) -> bool:
    limit = pack.rules.pain.end_session_at
    if any(n >= limit for n in _answers(sets, pains)):
        return True
    return any(s.sharp and not s.elsewhere for s in sets) or any(
        p.sharp and not p.elsewhere for p in pains
    )


def _sharp_stop(pack: Pack, reasons: list[str | None]) -> bool:
    known = [pack.stop_reasons[r].does for r in reasons if r and r in pack.stop_reasons]
    return "end_session_pain" in known


def _unanswered(item: PlannedItem | None, sets: Logged, pains: list[PainReported]) -> int:
    """Asked pains without an answer. A pain given later answers one set that has none."""
    if not sets:
        return 0
    answered = len([s for s in sets if s.nprs is not None]) + len(pains)
    if item is not None and item.ask == "once":
        return 0 if answered else 1
    return max(0, len(sets) - answered)


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
        (item.load_kg, logged.load_kg),
    )
    enough = all(want is None or (got is not None and got >= want) for want, got in pairs)
    return enough and not logged.half_range and logged.rung == item.rung


def _best_set(sets: list[SetLogged], pains: list[PainReported], clean_max: int) -> int:
    """Best set that may count for a repetition criterion: its own pain answered and low."""
    if any(n > clean_max for n in _answers([*sets], pains)):
        return 0
    counted = [
        s.repetitions or 0 for s in sets if s.nprs is not None and not s.half_range and not s.sharp
    ]
    return max(counted, default=0)
