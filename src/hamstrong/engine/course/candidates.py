"""Candidates for the exercises of a stage, with how much of their ladders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from hamstrong.engine.course.availability import first_stage
from hamstrong.engine.course.course import Candidate, CompiledCriterion, CompiledGate, CompiledKey
from hamstrong.engine.state.ladder import START_LEVEL
from hamstrong.engine.state.state import EpisodeKind, PersonSettings, ladder_key
from hamstrong.protocol.criteria import EitherRung, Repetitions, RungClean
from hamstrong.protocol.model import (
    Exercise,
    Pack,
    Rung,
    Stage,
)

ByExercise = Mapping[str, Sequence[CompiledCriterion]]


class PathStage(NamedTuple):
    """One place on the path to a goal: its stage, and the criteria of its gate and of the keys that
    are open there, each by the exercise that it is about."""

    stage: Stage
    gate: ByExercise
    keys: ByExercise
    goal: str


def place_of(
    stage: Stage, gate: CompiledGate | None, keys: tuple[CompiledKey, ...], goal: str
) -> PathStage:
    own = gate.criteria if gate is not None else ()
    open_keys = (c for k in keys if k.key.from_stage <= stage.number for c in k.criteria)
    return PathStage(stage, _by_exercise(own), _by_exercise(open_keys), goal)


def _by_exercise(criteria: Iterable[CompiledCriterion]) -> ByExercise:
    about: dict[str, list[CompiledCriterion]] = {}
    for compiled in criteria:
        for exercise in _exercises_of(compiled):
            about.setdefault(exercise, []).append(compiled)
    return about


def candidates_of(
    pack: Pack,
    kind: EpisodeKind,
    person: PersonSettings,
    rungs: Mapping[str, tuple[Rung, ...]],
    place: PathStage,
    keyed: Mapping[str, tuple[tuple[int, str], ...]],
) -> list[Candidate]:
    found: list[Candidate] = []
    for exercise_id in place.stage.pools.get(kind.track, ()):
        exercise = pack.exercises[exercise_id]
        if exercise_id not in rungs:
            continue
        first = first_stage(exercise, person, kind.track)
        if not _in_stage(exercise, kind.track, first, place.stage.number):
            continue
        open_rungs = _in_stage_rungs(rungs[exercise_id], place.stage.number)
        top = _compression_top(pack, kind, exercise, open_rungs, place.stage.number)
        if top:
            own = keyed[exercise_id]
            found.append(_candidate(pack, kind, exercise, open_rungs[:top], own, place))
    return found


def _candidate(
    pack: Pack,
    kind: EpisodeKind,
    exercise: Exercise,
    rungs: tuple[Rung, ...],
    keyed: tuple[tuple[int, str], ...],
    place: PathStage,
) -> Candidate:
    asked, keys = place.gate.get(exercise.id, ()), place.keys.get(exercise.id, ())
    side = "both" if exercise.legs == "both" else kind.limb
    load_class = pack.load_classes[exercise.load_class]
    until = pack.tracks[kind.track].isometrics_until_stage
    return Candidate(
        exercise=exercise,
        load_class=load_class,
        daily=load_class.isometric and until is not None and place.stage.number < until,
        max_level=len(rungs),
        keyed=keyed,
        gate_exercise=bool(asked),
        first_choice=_comes_first(exercise, place),
        ladder_key=ladder_key(exercise.id, side),
        slots=tuple(slot for c in asked for slot in c.slots),
        key_slots=tuple(slot for c in keys for slot in c.slots),
        named_rungs=frozenset(rung for c in asked for rung in _named_rungs(c, exercise)),
        rungs=rungs,
        on_the_day=tuple(
            (level, name)
            for level, rung in enumerate(rungs, start=START_LEVEL)
            for name in rung.requires_today
            if pack.criteria[name].applies_to(kind.track, place.goal)
        ),
    )


def _comes_first(exercise: Exercise, place: PathStage) -> bool:
    """The stage's first choice, but for a goal for which the exercise need not be."""
    return exercise.id in place.stage.first_choice and place.goal not in exercise.optional_goals


def _exercises_of(compiled: CompiledCriterion) -> frozenset[str]:
    """The exercises that a criterion is about, none for those that are about something else."""
    criterion = compiled.criterion
    if isinstance(criterion, EitherRung):
        return frozenset(choice.exercise for choice in criterion.either)
    if isinstance(criterion, RungClean | Repetitions):
        return frozenset((criterion.exercise,))
    return frozenset()


def _named_rungs(compiled: CompiledCriterion, exercise: Exercise) -> Iterator[str]:
    """Rungs of an exercise that a criterion names."""
    criterion = compiled.criterion
    if isinstance(criterion, EitherRung):
        yield from (c.rung for c in criterion.either if c.exercise == exercise.id)
    elif isinstance(criterion, RungClean) and criterion.exercise == exercise.id:
        yield criterion.rung


def _in_stage(exercise: Exercise, track: str, first: int, stage: int) -> bool:
    last = exercise.last_stage.get(track)
    return first <= stage and (last is None or stage <= last)


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


def keyed_levels(
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
