"""Gates and keys of one course: which criteria concern this person, and what latches them."""

from __future__ import annotations

from collections.abc import Mapping

from hamstrong.engine.course.availability import owns
from hamstrong.engine.course.compiled import CompiledCriterion, CompiledGate, CompiledKey
from hamstrong.engine.state.state import EpisodeKind, Person
from hamstrong.protocol.model import (
    Criterion,
    Gate,
    Key,
    Pack,
)


def compile_gate(
    pack: Pack, kind: EpisodeKind, person: Person, path: tuple[int, ...], index: int
) -> CompiledGate | None:
    if index + 1 >= len(path):
        return None
    gate = _find_gate(pack, path[index], path[index + 1])
    criteria = compile_criteria(pack, kind, person, gate.criteria)
    days = gate.min_days
    strict = max(days.values()) if kind.strictest else days.get(kind.track, max(days.values()))
    restarts = any(c.criterion.kind == "no_fail_in_stage" for c in criteria)
    return CompiledGate(gate, criteria, strict, restarts)


def _find_gate(pack: Pack, source: int, target: int) -> Gate:
    """The gate into `target`: the one that names this source, else the one that names none."""
    into = [g for g in pack.gates.values() if g.target == target]
    named = [g for g in into if g.source == source]
    open_ended = [g for g in into if g.source is None]
    return (named or open_ended)[0]


def _applies(criterion: Criterion, kind: EpisodeKind, person: Person) -> bool:
    track_fits = not criterion.tracks or kind.track in criterion.tracks
    return track_fits and (not criterion.goals or person.goal in criterion.goals)


def concerns(key: Key, kind: EpisodeKind, person: Person) -> bool:
    track_fits = not key.tracks or kind.track in key.tracks
    return track_fits and (not key.goals or person.goal in key.goals)


def _substituted(pack: Pack, criterion: Criterion, person: Person) -> Criterion:
    for substitute in criterion.substitutes:
        if person.traits & set(substitute.when) or _lacks(pack, substitute.when, person):
            return _substituted(pack, pack.criteria[substitute.criterion], person)
    return criterion


def _lacks(pack: Pack, when: tuple[str, ...], person: Person) -> bool:
    """A substitute may also be named for missing kit, written `no_<kit>`."""
    missing = [w.removeprefix("no_") for w in when if w.startswith("no_")]
    return any(item in pack.kits and not owns(person.kit, item, pack) for item in missing)


def compile_criteria(
    pack: Pack, kind: EpisodeKind, person: Person, ids: tuple[str, ...]
) -> tuple[CompiledCriterion, ...]:
    """The criteria that bind this person, each with what stands in for it."""
    chosen = [pack.criteria[i] for i in ids]
    resolved = [
        _without_good_side(pack, _substituted(pack, c, person), kind)
        for c in chosen
        if _applies(c, kind, person)
    ]
    return tuple(CompiledCriterion(c, _slots(c, kind)) for c in resolved)


def _without_good_side(pack: Pack, criterion: Criterion, kind: EpisodeKind) -> Criterion:
    """Both limbs have a plan: no side is uninjured, so each side's own count decides (RULES 6)."""
    if kind.alone or criterion.both_limbs is None:
        return criterion
    return pack.criteria[criterion.both_limbs]


OTHER_SIDE = {"left": "right", "right": "left"}
NEVER = 1 << 30
"""More than any count comes to, for a criterion that names no number of its own."""
LATCHED = frozenset({"rung_clean", "repetitions", "walks", "step_ups", "clean_sessions", "key"})


def _slots(criterion: Criterion, kind: EpisodeKind) -> tuple[tuple[str, int], ...]:
    if criterion.kind not in LATCHED:
        return ()
    if criterion.kind == "key":
        return ((f"key:{criterion.key}", 1),)
    limit = criterion.count or NEVER
    if criterion.kind in ("rung_clean", "repetitions"):
        limit = 1
    if not criterion.each_side:
        return ((criterion.id, limit),)
    sides = ("left", "right") if kind.alone else (kind.limb,)
    return tuple((f"{criterion.id}:{side}", limit) for side in sides)


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
