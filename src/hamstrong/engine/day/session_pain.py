"""Pain of one exercise in today's session: its limits, and what was answered to it."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.facts import PainReported, PlannedItem, RunLogged, SetLogged, TestLogged
from hamstrong.engine.state.ladder import Worked
from hamstrong.protocol.model import Pack

Logged = list[SetLogged | RunLogged]


class Limits(NamedTuple):
    """Pain limits in force for one exercise: a careful stage has lower ones (`pain`)."""

    clean_max: int
    stop_at: int
    rise_max: int


def limits_for(pack: Pack, *, careful: bool, zero_to_rise: bool) -> Limits:
    """The pack's pain limits; `careful` is the track's careful stage."""
    pain = pack.rules.pain
    clean = pain.careful_clean_max if careful else pain.clean_max
    stop = pain.careful_stop_exercise_at if careful else pain.stop_exercise_at
    return Limits(clean, stop, min(clean, pain.careful_clean_max) if zero_to_rise else clean)


def pain_answers(sets: Logged, pains: list[PainReported]) -> list[int]:
    """Answered pain at the sore spot, 0-10, of sets and of later reports."""
    here = [s.nprs for s in sets if s.nprs is not None and not s.elsewhere]
    return here + [p.nprs for p in pains if not p.elsewhere]


def worst_pain(sets: Logged, pains: list[PainReported]) -> int | None:
    """The worst of these answers, None without one."""
    return max(pain_answers(sets, pains), default=None)


def ended_by_pain(pack: Pack, sets: Logged, pains: list[PainReported]) -> bool:
    """Whether an answer reached the pack's limit or a pain was sharp."""
    limit = pack.rules.pain.end_session_at
    if any(n >= limit for n in pain_answers(sets, pains)):
        return True
    return any(s.sharp and not s.elsewhere for s in sets) or any(
        p.sharp and not p.elsewhere for p in pains
    )


def is_sharp_stop(pack: Pack, reasons: list[str | None]) -> bool:
    """Whether a reason to stop ends the session as pain does."""
    known = [pack.stop_reasons[r].does for r in reasons if r and r in pack.stop_reasons]
    return "end_session_pain" in known


def unanswered_pains(item: PlannedItem | None, sets: Logged, pains: list[PainReported]) -> int:
    """Asked pains without an answer. A pain given later answers one set that has none."""
    if not sets:
        return 0
    answered = len([s for s in sets if s.nprs is not None]) + len(pains)
    if item is not None and item.ask == "once":
        return 0 if answered else 1
    return max(0, len(sets) - answered)


def work_by_pain(logged: TestLogged, limits: Limits) -> Worked:
    """What the pain of a self-test makes of its exercise; NONE where it was low."""
    if logged.sharp or (logged.nprs is not None and logged.nprs >= limits.stop_at):
        return Worked.DOWN
    high = logged.nprs is not None and logged.nprs > limits.clean_max
    return Worked.BROKEN if high else Worked.NONE
