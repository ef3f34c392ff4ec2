"""Evaluate criteria, keys and gates on what is recorded. Nothing recorded meets nothing (S12).

The vocabulary is closed and has no negation, so that "not asked" can never become "met".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.course.course import CompiledCriterion, CompiledKey, Course
from hamstrong.engine.course.gates import NEVER
from hamstrong.engine.day.form_effects import LockDay
from hamstrong.engine.day.opening import gate_of
from hamstrong.engine.day.record import DayRead
from hamstrong.engine.state.lock import clearance_cap, standing_flags
from hamstrong.engine.state.self_test_results import Measured, Results, symmetry_percent, valid
from hamstrong.engine.state.state import Episode, Person
from hamstrong.protocol.model import Criterion, Pack


class Readiness(NamedTuple):
    """All that a gate's criteria read."""

    pack: Pack
    person: Person
    course: Course
    episode: Episode
    latches: Mapping[str, int]
    day: DayRead
    clock: int
    lock: LockDay
    tests: Results = ()


def criterion_have(ready: Readiness, compiled: CompiledCriterion) -> int | None:
    """How much of a criterion is there today; None when it was not asked or never happened."""
    criterion, limb = compiled.criterion, ready.episode.kind.limb
    if compiled.slots:
        counts = [ready.latches.get(slot) for slot, _ in compiled.slots]
        known = [c for c in counts if c is not None]
        if not known:
            return None
        return (
            sum(1 for c, (_, n) in zip(counts, compiled.slots, strict=True) if (c or 0) >= n)
            if len(compiled.slots) > 1
            else known[0]
        )
    if criterion.kind == "normal_walking":
        normal = ready.day.walking.get(limb)
        return None if normal is None else int(normal)
    if criterion.kind == "mornings_passed":
        return ready.episode.morning.passes
    if criterion.kind == "days_in_stage":
        return ready.clock
    if criterion.kind == "no_fail_in_stage":
        return 1 if _has_passed(ready) else None
    if criterion.test is not None:
        return _test_have(ready, compiled)
    return _question_have(ready, compiled)


PASSED = frozenset({"rung_clean", "repetitions", "clean_sessions"})
"""Kinds that only a passed morning after a session latches; a fail in the stage clears them."""


def _has_passed(ready: Readiness) -> bool:
    """Whether any morning of this stage is on record as passed: no record is no "no fail"."""
    compiled = gate_of(ready.course, ready.episode)
    slots = (
        slot
        for c in (compiled.criteria if compiled is not None else ())
        if c.criterion.kind in PASSED
        for slot, _ in c.slots
    )
    return any(ready.latches.get(slot) for slot in slots)


def _question_have(ready: Readiness, compiled: CompiledCriterion) -> int | None:
    criterion = compiled.criterion
    answer = ready.day.questions.get((criterion.question or "", ready.episode.kind.limb))
    if answer is None:
        return None
    return None if answer.value is None else int(answer.value == criterion.expected)


def _test_have(ready: Readiness, compiled: CompiledCriterion) -> int | None:
    """What valid results of a self-test come to; a side without one leaves it open."""
    criterion, limb = compiled.criterion, ready.episode.kind.limb
    if criterion.kind == "test_symmetry":
        return symmetry_percent(*(_valid(ready, criterion, side) for side in ("left", "right")))
    sides = ready.course.sides if criterion.each_side else (limb,)
    found = [_valid(ready, criterion, side) for side in sides]
    if criterion.kind == "test_count":
        values = [m.value if m is not None else None for m in found]
        known = [v for v in values if v is not None]
        return int(min(known)) if len(known) == len(sides) else None
    said = [m.comfortable if m is not None else None for m in found]
    return None if None in said else int(all(said))


def _valid(ready: Readiness, criterion: Criterion, side: str) -> Measured | None:
    return valid(ready.pack, ready.tests, criterion.test or "", side)


YES_OR_NO = frozenset({"normal_walking", "no_fail_in_stage", "answer", "test_comfort"})
"""Kinds without a number: there is one answer, and it is the wanted one or not."""


def criterion_need(compiled: CompiledCriterion) -> int:
    """How much a criterion asks for, in the unit of `criterion_have`.

    One that counts and names no number needs more than anybody has: it fails closed.
    """
    criterion = compiled.criterion
    if len(compiled.slots) > 1:
        return len(compiled.slots)
    if compiled.slots:
        return compiled.slots[0][1]
    if criterion.kind in YES_OR_NO:
        return 1
    need = criterion.percent if criterion.kind == "test_symmetry" else criterion.count
    return need or NEVER


def criterion_is_met(ready: Readiness, compiled: CompiledCriterion) -> bool:
    """Met only by something that is there: nothing recorded meets nothing (S12)."""
    have = criterion_have(ready, compiled)
    return have is not None and have >= criterion_need(compiled)


def key_is_met(ready: Readiness, key: CompiledKey) -> bool:
    """Whether a key's criteria are all met, at or beyond its first stage."""
    stage = ready.course.path[ready.episode.gate.place]
    if stage < key.key.from_stage or not key.criteria:
        return False
    return all(criterion_is_met(ready, c) for c in key.criteria)


def stage_cap(person: Person, lock: LockDay) -> int | None:
    """Highest stage that a clinician's cap and the running clearances allow."""
    caps = [c for c in (person.cap_stage, clearance_cap(lock.lock)) if c is not None]
    return min(caps, default=None)


def gate_is_open(ready: Readiness) -> bool:
    """Every criterion, key, the minimum days, caps and an asked-for approval."""
    compiled = gate_of(ready.course, ready.episode)
    if compiled is None or standing_flags(ready.lock.lock) or not compiled.criteria:
        return False
    if ready.episode.watch.left:
        return False  # the weeks of watching come before the next stage
    target = ready.course.path[ready.episode.gate.place + 1]
    cap = stage_cap(ready.person, ready.lock)
    if cap is not None and target > cap:
        return False
    if ready.person.ask_clinician and not ready.latches.get(f"approved:{target}"):
        return False
    if ready.clock < compiled.min_days:
        return False
    bound = {k.key.id for k in ready.course.keys}
    if any(key in bound and not ready.latches.get(f"key:{key}") for key in compiled.gate.keys):
        return False
    return all(criterion_is_met(ready, c) for c in compiled.criteria)
