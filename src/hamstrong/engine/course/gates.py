"""Gates and keys of one course: which criteria concern this person, and what latches them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from hamstrong.engine.course.availability import is_one_of
from hamstrong.engine.course.course import CompiledCriterion, CompiledGate, CompiledKey
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.criteria import (
    CleanSessions,
    Criterion,
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
    SelfTestComfort,
    SelfTestCount,
    SelfTestSymmetry,
    StepUps,
    Walks,
)
from hamstrong.protocol.model import Gate, Key, Pack


def compile_gate(
    pack: Pack, kind: EpisodeKind, person: PersonSettings, path: tuple[int, ...], index: int
) -> CompiledGate | None:
    if index + 1 >= len(path):
        return None
    gate = find_gate(pack, path[index], path[index + 1])
    asked = criteria_of(pack, kind, person, gate.criteria)
    if index + 2 == len(path):  # nothing follows that the work ruled out would be needed for
        asked = tuple(c for c in asked if not person.traits & set(c.closed_by))
    criteria = tuple(compile_criterion(c, kind) for c in asked)
    days = gate.min_days
    strict = max(days.values()) if kind.strictest else days.get(kind.track, max(days.values()))
    return CompiledGate(gate, criteria, strict)


def find_gate(pack: Pack, source: int, target: int) -> Gate:
    """The gate into `target`: the one that names this source, else the one that names none."""
    into = [g for g in pack.gates.values() if g.target == target]
    named = [g for g in into if g.source == source]
    open_ended = [g for g in into if g.source is None]
    return (named or open_ended)[0]


def concerns(key: Key, kind: EpisodeKind, person: PersonSettings) -> bool:
    track_fits = not key.tracks or kind.track in key.tracks
    return track_fits and (not key.goals or person.goal in key.goals)


def _substituted(pack: Pack, criterion: Criterion, person: PersonSettings) -> Criterion:
    for substitute in criterion.substitutes:
        if is_one_of(pack, substitute.when, person):
            return _substituted(pack, pack.criteria[substitute.criterion], person)
    return criterion


def compile_criteria(
    pack: Pack, kind: EpisodeKind, person: PersonSettings, ids: tuple[str, ...]
) -> tuple[CompiledCriterion, ...]:
    """The criteria that bind this person, each with its substitute and its latches."""
    return tuple(compile_criterion(c, kind) for c in criteria_of(pack, kind, person, ids))


def criteria_of(
    pack: Pack, kind: EpisodeKind, person: PersonSettings, ids: tuple[str, ...]
) -> tuple[Criterion, ...]:
    """The criteria that bind this person, each with its substitute."""
    chosen = [pack.criteria[i] for i in ids]
    return tuple(
        _without_good_side(pack, _substituted(pack, c, person), kind)
        for c in chosen
        if c.applies_to(kind.track, person.goal)
    )


def compile_criterion(criterion: Criterion, kind: EpisodeKind) -> CompiledCriterion:
    """One criterion with its latches, for one limb."""
    return CompiledCriterion(criterion, _slots(criterion, kind))


def _without_good_side(pack: Pack, criterion: Criterion, kind: EpisodeKind) -> Criterion:
    """Both limbs have a plan: no side is uninjured, so each side's own count decides."""
    if kind.alone or not isinstance(criterion, SelfTestSymmetry) or criterion.both_limbs is None:
        return criterion
    return pack.criteria[criterion.both_limbs]


OTHER_SIDE = {"left": "right", "right": "left"}


def _slots(criterion: Criterion, kind: EpisodeKind) -> tuple[tuple[str, int], ...]:
    """The latches that a criterion needs full and how full; none where the day itself says."""
    match criterion:
        case KeyMet(key=key):
            return ((f"key:{key}", 1),)
        case Repetitions(id=name, each_side=True, same_day=False):
            sides = ("left", "right") if kind.alone else (kind.limb,)
            return tuple((f"{name}:{side}", 1) for side in sides)
        case EitherRung(id=name) | Repetitions(id=name):
            return ((name, 1),)
        case RungClean(id=name, times=times):
            return ((name, times),)
        case (
            Walks(id=name, count=count)
            | StepUps(id=name, count=count)
            | CleanSessions(id=name, count=count)
        ):
            return ((name, count),)
        case (
            SelfTestComfort() | SelfTestSymmetry() | SelfTestCount() | ExpectedAnswer()
            | NormalWalking() | MorningsPassed() | DaysInStage() | NoFailInDays()
            | EpisodeDay()
        ):  # fmt: skip
            return ()
        case _:
            assert_never(criterion)


def slot_limits_of(
    gates: tuple[CompiledGate | None, ...], keys: tuple[CompiledKey, ...]
) -> Mapping[str, int]:
    limits: dict[str, int] = {}
    for gate in gates:
        for compiled in gate.criteria if gate else ():
            limits.update(compiled.slots)
    for key in keys:
        limits[f"key:{key.key.id}"] = 1
        for compiled in key.criteria:
            limits.update(compiled.slots)
    return limits
