"""Evaluate criteria, keys and gates on what is recorded. Nothing recorded meets nothing (S12).

The vocabulary is closed and has no negation, so that "not asked" can never become "met".
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, assert_never

from hamstrong.engine.course.course import CompiledCriterion, CompiledKey, Course
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.opening import gate_of
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.state.episode_time import NOTHING_PASSED
from hamstrong.engine.state.lock import clearance_cap, standing_flags
from hamstrong.engine.state.self_test_results import Measured, Results, symmetry_percent, valid
from hamstrong.engine.state.state import Episode, PersonSettings
from hamstrong.protocol.criteria import (
    CleanSessions,
    DaysInStage,
    EitherRung,
    EpisodeDay,
    ExpectedAnswer,
    KeyMet,
    MorningsPassed,
    NoFailInDays,
    NormalWalking,
    Repetitions,
    RungClean,
    SaidCriterion,
    SelfTestComfort,
    SelfTestCount,
    SelfTestSymmetry,
    StepUps,
    Walks,
)
from hamstrong.protocol.model import Pack


class Readiness(NamedTuple):
    """All that a gate's criteria read."""

    pack: Pack
    person: PersonSettings
    course: Course
    episode: Episode
    latches: Mapping[str, int]
    day: DayRecord
    clock: int
    lock: LockDay
    tests: Results = ()


class Progress(NamedTuple):
    """How much of a criterion is there today, None when it was not asked or never happened, and
    how much it asks for, in the same unit."""

    have: int | None
    need: int

    @property
    def is_met(self) -> bool:
        """Met only by something that is there: nothing recorded meets nothing, and what asks for
        nothing is never met (S12)."""
        return self.have is not None and 0 < self.need <= self.have


def evaluate_criterion(ready: Readiness, compiled: CompiledCriterion) -> Progress:
    """Measure one criterion on what is recorded.

    Units: a rung, repetitions on one side, a test or an answer count as 1; else the unit of the
    criterion's own amount (walks, sets, sessions, mornings, days, repetitions, percent).
    """
    criterion, limb = compiled.criterion, ready.episode.kind.limb
    match criterion:
        case (
            RungClean() | EitherRung() | Repetitions() | CleanSessions() | Walks() | StepUps()
            | KeyMet()
        ):  # fmt: skip
            return _latched(ready.latches, compiled.slots)
        case NormalWalking():
            return _claim(ready.day.walking.get(limb))
        case MorningsPassed(count=count):
            return Progress(ready.episode.morning.passes, count)
        case DaysInStage(count=count):
            return Progress(ready.clock, count)
        case NoFailInDays(count=count):
            days = ready.episode.fail_free
            return Progress(None if days == NOTHING_PASSED else days, count)
        case EpisodeDay(count=count):
            return Progress(ready.episode.age, count)
        case ExpectedAnswer(question=question, expected=expected):
            return _answer(ready, question, expected)
        case SelfTestSymmetry(test=test, percent=percent):
            both = (_valid(ready, test, side) for side in ("left", "right"))
            return Progress(symmetry_percent(*both), percent)
        case SelfTestCount(test=test, count=count):
            found = _valid(ready, test, limb)
            value = found.value if found is not None else None
            return Progress(None if value is None else int(value), count)
        case SelfTestComfort(each_side=each_side):
            sides = ready.course.sides if each_side else (limb,)
            return _claim(_comfort(ready, criterion, sides))
        case _:
            assert_never(criterion)


def _latched(latches: Mapping[str, int], slots: tuple[tuple[str, int], ...]) -> Progress:
    """One latch counts up to its limit; of several, those that are full are counted."""
    counts = [latches.get(slot) for slot, _ in slots]
    known = [count for count in counts if count is not None]
    if len(slots) == 1:
        return Progress(known[0] if known else None, slots[0][1])
    if not known:
        return Progress(None, len(slots))
    limits = (limit for _, limit in slots)
    full = [n is not None and n >= limit for n, limit in zip(counts, limits, strict=True)]
    return Progress(sum(full), len(slots))


def _claim(answer: bool | None) -> Progress:
    """A claim is there once or not at all; None was not asked."""
    return Progress(None if answer is None else int(answer), 1)


def _answer(ready: Readiness, question: str, expected: str) -> Progress:
    answer = ready.day.questions.get((question, ready.episode.kind.limb))
    if answer is None or answer.value is None:
        return _claim(None)
    return _claim(answer.value == expected)


def _comfort(ready: Readiness, criterion: SelfTestComfort, sides: tuple[str, ...]) -> bool | None:
    """Whether every side was comfortable; a side without a valid result leaves it open, as does
    one of another day where that very day is asked for."""
    found = [_valid(ready, criterion.test, side) for side in sides]
    fresh = [m for m in found if m is not None and (m.age == 0 or not criterion.same_day)]
    said = [m.comfortable for m in fresh] if len(fresh) == len(found) else [None]
    return None if None in said else all(said)


def _valid(ready: Readiness, test: str, side: str) -> Measured | None:
    return valid(ready.pack, ready.tests, test, side)


def criterion_is_met(ready: Readiness, compiled: CompiledCriterion) -> bool:
    """Whether a criterion is met today."""
    return evaluate_criterion(ready, compiled).is_met


def key_is_met(ready: Readiness, key: CompiledKey) -> bool:
    """Whether a key's criteria are all met, at or beyond its first stage."""
    stage = ready.course.path[ready.episode.gate.place]
    if stage < key.key.from_stage or not key.criteria:
        return False
    return all(criterion_is_met(ready, c) for c in key.criteria)


def answers_keys_wait_for(ready: Readiness) -> tuple[SaidCriterion, ...]:
    """What has to be said today for a key of this stage that waits for nothing else."""
    stage, found = ready.course.path[ready.episode.gate.place], []
    for key in ready.course.keys:
        if key.key.from_stage > stage or ready.latches.get(f"key:{key.key.id}"):
            continue
        left = [c.criterion for c in key.criteria if not criterion_is_met(ready, c)]
        said = [c for c in left if isinstance(c, SaidCriterion)]
        if len(said) == len(left):
            found += said
    return tuple(found)


def stage_cap(person: PersonSettings, lock: LockDay) -> int | None:
    """Highest stage that a clinician's cap and the running clearances allow."""
    caps = [c for c in (person.cap_stage, clearance_cap(lock.lock)) if c is not None]
    return min(caps, default=None)


def minutes_asked(course: Course, place: int) -> int | None:
    """The minutes a session that the gate out of a place asks for; None where enough are
    offered."""
    following = course.minutes_needed[place + 1 :]
    return following[0] if following else None


class MissingWord(StrEnum):
    """What somebody has to say before a gate opens, however well the training goes."""

    APPROVAL = "approval"
    MINUTES = "minutes"


def missing_words(ready: Readiness) -> frozenset[MissingWord]:
    """What nobody has said yet: an approval that was asked for, minutes for the next stage."""
    course, place = ready.course, ready.episode.gate.place
    if gate_of(course, ready.episode) is None:
        return frozenset()
    target = course.path[place + 1]
    approved = not ready.person.ask_clinician or bool(ready.latches.get(f"approved:{target}"))
    lacking = {MissingWord.APPROVAL: not approved}
    lacking[MissingWord.MINUTES] = minutes_asked(course, place) is not None
    return frozenset(word for word, lacks in lacking.items() if lacks)


def waits_for_a_word(ready: Readiness) -> bool:
    """Whether all is done that the gate asks for, and only a word is missing."""
    return bool(missing_words(ready)) and _is_earned(ready)


def waits_for_minutes(ready: Readiness) -> bool:
    """Whether the gate waits for nothing but more minutes a session."""
    return missing_words(ready) == {MissingWord.MINUTES} and _is_earned(ready)


def gate_is_open(ready: Readiness) -> bool:
    """Everything that the gate asks for is done, and everything is said."""
    return not missing_words(ready) and _is_earned(ready)


def _is_earned(ready: Readiness) -> bool:
    """Every criterion, key, the minimum days and caps."""
    compiled = gate_of(ready.course, ready.episode)
    if compiled is None or standing_flags(ready.lock.lock) or not compiled.criteria:
        return False
    if ready.episode.watch.left:
        return False  # the weeks of watching come before the next stage
    target = ready.course.path[ready.episode.gate.place + 1]
    cap = stage_cap(ready.person, ready.lock)
    if cap is not None and target > cap:
        return False
    if ready.clock < compiled.min_days:
        return False
    bound = {k.key.id for k in ready.course.keys}
    if any(key in bound and not ready.latches.get(f"key:{key}") for key in compiled.gate.keys):
        return False
    return all(criterion_is_met(ready, c) for c in compiled.criteria)
