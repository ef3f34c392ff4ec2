"""One episode's course: the pack narrowed to a track, goal, kit and person, ready to look up.

Built once per combination and cached by the engine, so that a daily decision only reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import NamedTuple

from hamstrong.engine.ladder import LadderPlan, plan_ladder
from hamstrong.engine.monitors import MonitorPlan
from hamstrong.engine.state import EpisodeKind, Person, ladder_key
from hamstrong.engine.weekdays import longest_spacing, planned_of
from hamstrong.protocol.model import (
    Criterion,
    Exercise,
    Gate,
    Key,
    LoadClass,
    Pack,
    Rung,
    Stage,
    Track,
)


class CompiledCriterion(NamedTuple):
    """A criterion after substitution, with the latch slots that it needs full and how full."""

    criterion: Criterion
    slots: tuple[tuple[str, int], ...]


class CompiledGate(NamedTuple):
    """The gate out of one place on the path."""

    gate: Gate
    criteria: tuple[CompiledCriterion, ...]
    min_days: int
    restarts_on_fail: bool


class CompiledKey(NamedTuple):
    """A key and its criteria after substitution."""

    key: Key
    criteria: tuple[CompiledCriterion, ...]


class Candidate(NamedTuple):
    """An exercise that may be chosen at one place on the path, statically.

    `max_level` is the highest level that kit, person and compression limits allow there;
    `keyed` the levels above which a key is needed, as (level, key). `slots` are the latches of
    criteria about this exercise that are open there, `class_slots` those that count clean
    sessions of its load class; `daily` marks an isometric of the days before its track's gate.
    """

    exercise: Exercise
    load_class: LoadClass
    daily: bool
    max_level: int
    keyed: tuple[tuple[int, str], ...]
    is_key: bool
    gate_exercise: bool
    ladder_key: str
    slots: tuple[tuple[str, int], ...]
    class_slots: tuple[tuple[str, int], ...]
    counted: tuple[tuple[str, int], ...]


class Course(NamedTuple):
    """All that is fixed for one episode. `sides` are worked in this order: the involved leg first,
    so that neither left nor right decides what is done when a session ends early.

    By place: `candidates` in the order of the pool; `by_id` what the limb may be given there,
    `earlier` two-leg work of places behind it that another limb may still need; `allowed` all of
    these and the `isometrics` of the first stage; `gate_ladders` keys of the gate's exercises.
    `spacings` the longest planned distance of two sessions there, in days (RULES 0).
    `runs` are the exercises that are running; `rest_limit` the idle days before a gap begins.
    """

    kind: EpisodeKind
    track: Track
    path: tuple[int, ...]
    stages: tuple[Stage, ...]
    gates: tuple[CompiledGate | None, ...]
    keys: tuple[CompiledKey, ...]
    candidates: tuple[tuple[Candidate, ...], ...]
    by_id: tuple[Mapping[str, Candidate], ...]
    earlier: tuple[Mapping[str, Candidate], ...]
    isometrics: tuple[Candidate, ...]
    allowed: tuple[frozenset[str], ...]
    gate_ladders: tuple[frozenset[str], ...]
    rungs: Mapping[str, tuple[Rung, ...]]
    ladders: Mapping[str, LadderPlan]
    slot_limits: Mapping[str, int]
    clock_max: int
    passes_max: int
    spacings: tuple[int, ...]
    monitors: tuple[MonitorPlan, ...]
    sides: tuple[str, ...]
    restart_min: int
    runs: tuple[str, ...]
    rest_limit: int


def owns(kit: frozenset[str], item: str, pack: Pack) -> bool:
    """Whether the person has an item or an equal one."""
    known = pack.kits.get(item)
    return item in kit or (known is not None and any(k in kit for k in known.equal))


def usable_rungs(pack: Pack, exercise: Exercise, person: Person) -> tuple[Rung, ...]:
    """The ladder up to the first rung that this person may not or cannot do."""
    usable: list[Rung] = []
    for rung in exercise.ladder:
        barred = person.traits & set(rung.excluded_by)
        if barred or not all(owns(person.kit, item, pack) for item in rung.equipment):
            break
        usable.append(rung)
    return tuple(usable)


def wishes(pack: Pack, person: Person) -> frozenset[str]:
    """The options that the person chose, as far as their goal of today has them."""
    return person.options & set(pack.goals[person.goal].options)


def is_offered(pack: Pack, exercise: Exercise, person: Person, track: str) -> bool:
    """Whether the exercise can ever be offered: track, goal, wish, traits, kit, a first rung."""
    if track not in exercise.stages or person.goal in exercise.excluded_goals:
        return False
    if exercise.goals and person.goal not in exercise.goals:
        return False
    if exercise.options and not wishes(pack, person) & set(exercise.options):
        return False
    if person.traits & set(exercise.excluded_by) or exercise.id in person.cap_excluded:
        return False
    if not all(owns(person.kit, item, pack) for item in exercise.equipment):
        return False
    kits = exercise.equal_kit
    has_kit = not kits or any(all(owns(person.kit, i, pack) for i in kit) for kit in kits)
    return has_kit and bool(usable_rungs(pack, exercise, person))


def compile_course(pack: Pack, kind: EpisodeKind, person: Person) -> Course:
    """Narrow the pack to one episode.

    Raises:
        KeyError: track or goal unknown to the pack.
    """
    track = pack.tracks[kind.track]
    path = pack.paths[kind.track][person.goal]
    stages = tuple(pack.stages[number] for number in path)
    gates = tuple(_compile_gate(pack, kind, person, path, i) for i in range(len(path)))
    keys = tuple(
        CompiledKey(key, compile_criteria(pack, kind, person, key.criteria_for(person.goal)))
        for key in pack.keys.values()
        if _concerns(key, kind, person)
    )
    offered = {e.id: e for e in pack.exercises.values() if is_offered(pack, e, person, kind.track)}
    rungs = {e.id: usable_rungs(pack, e, person) for e in offered.values()}
    candidates = tuple(
        tuple(_candidates(pack, kind, rungs, _place(stage, gate, keys), keys))
        for stage, gate in zip(stages, gates, strict=True)
    )
    by_id = tuple({c.exercise.id: c for c in place} for place in candidates)
    earlier = tuple(_earlier(kind, by_id[:place]) for place in range(len(path)))
    isometrics = tuple(c for c in candidates[0] if c.load_class.isometric)
    idle_max = pack.rules.gap.bands[0].from_days + pack.rules.gap.spacing_max
    return Course(
        kind=kind,
        track=track,
        path=path,
        stages=stages,
        gates=gates,
        keys=keys,
        candidates=candidates,
        by_id=by_id,
        earlier=earlier,
        isometrics=isometrics,
        allowed=tuple(
            frozenset((*here, *before, *(c.exercise.id for c in isometrics)))
            for here, before in zip(by_id, earlier, strict=True)
        ),
        gate_ladders=tuple(_gate_ladders(place) for place in candidates),
        rungs=rungs,
        ladders={
            e.id: plan_ladder(e, len(rungs[e.id]), pack.rules, idle_max) for e in offered.values()
        },
        slot_limits=_slot_limits(gates, keys),
        clock_max=_clock_max(gates, keys),
        passes_max=_passes_max(gates, keys),
        spacings=tuple(_spacing(pack, person, stage) for stage in stages),
        monitors=tuple(_monitor_plan(pack, track, gate, person.goal) for gate in gates),
        sides=(kind.limb, _OTHER[kind.limb]) if kind.alone else (kind.limb,),
        restart_min=min(
            (e.restart_after_days for e in offered.values() if e.restart_after_days is not None),
            default=pack.rules.gap.bands[-1].from_days,
        ),
        runs=tuple(e.id for e in offered.values() if pack.load_classes[e.load_class].run),
        rest_limit=pack.rules.gap.bands[0].from_days,
    )


def _spacing(pack: Pack, person: Person, stage: Stage) -> int:
    """Days of a stage lie as far apart as it plans them: Maintain leaves some of the named out."""
    rules = pack.rules.gap
    if stage.daily:
        return rules.spacing_first_stage
    return longest_spacing(
        planned_of(person.training_days, stage.max_training_days), rules.spacing_max
    )


def _earlier(
    kind: EpisodeKind, behind: tuple[Mapping[str, Candidate], ...]
) -> Mapping[str, Candidate]:
    """Two-leg work of the places behind, each as the last of them had it: a limb that is ahead
    goes on with what the other one still needs. A limb alone needs none of it."""
    found: dict[str, Candidate] = {}
    for place in () if kind.alone else behind:
        found.update({name: c for name, c in place.items() if c.exercise.legs == "both"})
    return found


def candidate_at(course: Course, place: int, exercise: str) -> Candidate | None:
    """What an exercise is to a limb at a place of its path, None where it has no place."""
    return course.by_id[place].get(exercise) or course.earlier[place].get(exercise)


def _gate_ladders(candidates: tuple[Candidate, ...]) -> frozenset[str]:
    ids = (c.exercise.id for c in candidates if c.gate_exercise)
    return frozenset(ladder_key(name, side) for name in ids for side in ("left", "right", "both"))


def _compile_gate(
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


def _concerns(key: Key, kind: EpisodeKind, person: Person) -> bool:
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


_OTHER = {"left": "right", "right": "left"}
LATCHED = frozenset({"rung_clean", "repetitions", "walks", "step_ups", "clean_sessions", "key"})


def _slots(criterion: Criterion, kind: EpisodeKind) -> tuple[tuple[str, int], ...]:
    if criterion.kind not in LATCHED:
        return ()
    if criterion.kind == "key":
        return ((f"key:{criterion.key}", 1),)
    limit = criterion.count or 1
    if criterion.kind in ("rung_clean", "repetitions"):
        limit = 1
    if not criterion.each_side:
        return ((criterion.id, limit),)
    sides = ("left", "right") if kind.alone else (kind.limb,)
    return tuple((f"{criterion.id}:{side}", limit) for side in sides)


class Place(NamedTuple):
    """One place on the path: its stage and every criterion that is open there."""

    stage: Stage
    gate: tuple[CompiledCriterion, ...]
    keys: tuple[CompiledCriterion, ...]


def _place(stage: Stage, gate: CompiledGate | None, keys: tuple[CompiledKey, ...]) -> Place:
    open_keys = [c for k in keys if k.key.from_stage <= stage.number for c in k.criteria]
    return Place(stage, gate.criteria if gate is not None else (), tuple(open_keys))


def _candidates(
    pack: Pack,
    kind: EpisodeKind,
    rungs: Mapping[str, tuple[Rung, ...]],
    place: Place,
    keys: tuple[CompiledKey, ...],
) -> list[Candidate]:
    found: list[Candidate] = []
    for exercise_id in place.stage.pools.get(kind.track, ()):
        exercise = pack.exercises[exercise_id]
        if exercise_id not in rungs or not _in_stage(exercise, kind.track, place.stage.number):
            continue
        open_rungs = _in_stage_rungs(rungs[exercise_id], place.stage.number)
        top = _compression_top(pack, kind, exercise, open_rungs, place.stage.number)
        if top:
            keyed = _keyed(exercise, rungs[exercise_id], kind.track, keys)
            found.append(_candidate(pack, kind, exercise, top, keyed, place))
    return found


def _candidate(
    pack: Pack,
    kind: EpisodeKind,
    exercise: Exercise,
    top: int,
    keyed: tuple[tuple[int, str], ...],
    place: Place,
) -> Candidate:
    about = [c for c in (*place.gate, *place.keys) if c.criterion.exercise == exercise.id]
    side = "both" if exercise.legs == "both" else kind.limb
    load_class = pack.load_classes[exercise.load_class]
    until = pack.tracks[kind.track].isometrics_until_stage
    counted = _counted(place.gate, exercise.load_class)
    return Candidate(
        exercise=exercise,
        load_class=load_class,
        daily=load_class.isometric and until is not None and place.stage.number < until,
        max_level=top,
        keyed=keyed,
        is_key=bool(about),
        gate_exercise=any(c.criterion.exercise == exercise.id for c in place.gate),
        ladder_key=ladder_key(exercise.id, side),
        slots=tuple(slot for c in about for slot in c.slots),
        class_slots=counted if exercise.power else (),
        counted=counted,
    )


def _counted(gate: tuple[CompiledCriterion, ...], load_class: str) -> tuple[tuple[str, int], ...]:
    """Latches of a gate that count clean sessions of a load class."""
    return tuple(
        slot
        for c in gate
        if c.criterion.kind == "clean_sessions" and c.criterion.load_class == load_class
        for slot in c.slots
    )


def _in_stage(exercise: Exercise, track: str, stage: int) -> bool:
    last = exercise.last_stage.get(track)
    return exercise.stages[track] <= stage and (last is None or stage <= last)


def _in_stage_rungs(rungs: tuple[Rung, ...], stage: int) -> tuple[Rung, ...]:
    """The leading rungs that a stage has."""
    return tuple(takewhile(lambda rung: (rung.from_stage or 0) <= stage, rungs))


def _compression_top(
    pack: Pack, kind: EpisodeKind, exercise: Exercise, rungs: tuple[Rung, ...], stage: int
) -> int:
    """How many leading rungs keep within the compression limit in force; all without one."""
    limit = pack.tracks[kind.track].compression
    if limit is None and kind.compression:
        limits = (t.compression for t in pack.tracks.values() if t.compression is not None)
        limit = next(limits, None)
    if limit is None or stage not in limit.stages:
        return len(rungs)
    isometric = pack.load_classes[exercise.load_class].isometric
    allowed = limit.isometric_hip_deg if isometric else limit.repetition_hip_deg
    top = 0
    for rung in rungs:
        if loaded_hip_deg(exercise, rung) > allowed:
            break
        top += 1
    return top


def loaded_hip_deg(exercise: Exercise, rung: Rung) -> float:
    """Largest hip flexion while the hamstring is loaded in the poses that a rung uses."""
    sequence = next(s for s in exercise.sequences if s.id == rung.pose)
    return max((p.hip_deg for p in sequence.poses if p.loaded), default=0.0)


def _keyed(
    exercise: Exercise, rungs: tuple[Rung, ...], track: str, keys: tuple[CompiledKey, ...]
) -> tuple[tuple[int, str], ...]:
    """(level, key) pairs: levels from `level` up need the key. Keys of other tracks do not bind."""
    binding = {k.key.id for k in keys}
    whole = (*exercise.requires, *exercise.requires_tracks.get(track, ()))
    pairs = [(0, key) for key in whole if key in binding]
    for index, rung in enumerate(rungs):
        needed = rung.requires_tracks.get(track, ())
        pairs += [(index + 1, key) for key in needed if key in binding]
    return tuple(pairs)


def _slot_limits(
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


def _clock_max(gates: tuple[CompiledGate | None, ...], keys: tuple[CompiledKey, ...]) -> int:
    days = [gate.min_days for gate in gates if gate]
    groups = [gate.criteria for gate in gates if gate] + [key.criteria for key in keys]
    for group in groups:
        days += [c.criterion.count or 0 for c in group if c.criterion.kind == "days_in_stage"]
    return max(days, default=0)


def _passes_max(gates: tuple[CompiledGate | None, ...], keys: tuple[CompiledKey, ...]) -> int:
    groups = [gate.criteria for gate in gates if gate] + [key.criteria for key in keys]
    counts = [
        c.criterion.count or 0
        for group in groups
        for c in group
        if c.criterion.kind == "mornings_passed"
    ]
    return max(counts, default=0)


def _monitor_plan(pack: Pack, track: Track, gate: CompiledGate | None, goal: str) -> MonitorPlan:
    rules = pack.rules.referral
    floor = max(track.stall_min_days, gate.gate.stall_days.get(goal, 0) if gate else 0)
    stall = max(floor, rules.stall_factor * gate.min_days) if gate else 0
    return MonitorPlan(
        rules, track.no_change_weeks, stall, pack.rules.morning.baseline_gate_answers
    )
