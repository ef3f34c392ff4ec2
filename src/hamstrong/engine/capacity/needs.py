"""Needs: the exercises and rungs that the gate out of a stage asks to be trained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hamstrong.engine.capacity.shortfall import Shortfall
from hamstrong.engine.course.course import Candidate, Course
from hamstrong.protocol.criteria import (
    CleanSessions,
    Criterion,
    EitherRung,
    KeyMet,
    Repetitions,
    RungClean,
)
from hamstrong.protocol.minutes import bout_seconds
from hamstrong.protocol.model import Pack, Rung, Stage


@dataclass(slots=True)
class Needs:
    """The key exercises of one stage with the highest rung that its gate asks for, and what of
    its gate is out of reach."""

    levels: dict[str, int] = field(default_factory=dict)
    lost: list[Shortfall] = field(default_factory=list)


def needs_at(pack: Pack, course: Course, place: int) -> Needs:
    """What the gate out of one place on a path asks to be trained."""
    stage, candidates = course.stages[place], dict(course.by_id[place])
    needs = Needs()
    # Sessions of a class come last: an exercise that is needed anyway may be what they count.
    for criterion in sorted(_criteria(course, place), key=lambda c: isinstance(c, CleanSessions)):
        _add(pack, criterion, candidates, stage, needs)
    return needs


def _criteria(course: Course, place: int) -> Iterator[Criterion]:
    """The criteria of the gate out of a stage and of every key that it waits for."""
    gate = course.gates[place]
    if gate is None:
        return
    waits = set(gate.gate.keys)
    for compiled in gate.criteria:
        yield compiled.criterion
        if isinstance(compiled.criterion, KeyMet):
            waits.add(compiled.criterion.key)
    for key in course.keys:
        if key.key.id in waits:
            for compiled in key.criteria:
                yield compiled.criterion


def _add(
    pack: Pack,
    criterion: Criterion,
    candidates: dict[str, Candidate],
    stage: Stage,
    needs: Needs,
) -> None:
    wanted: str
    name: str | None
    level: int | None
    match criterion:
        case CleanSessions(load_class=wanted):
            known = {n: c for n, c in candidates.items() if n in needs.levels}
            name, level = _cheapest(wanted, known) or _cheapest(wanted, candidates), 0
        case EitherRung():
            # Its work takes no place of its own: a session has lowering work in any case.
            if not _is_in_reach(pack, criterion, candidates):
                names = tuple(choice.exercise for choice in criterion.either)
                lost = Shortfall(stage.number, "out_of_reach", names, criterion=criterion.id)
                needs.lost.append(lost)
            return
        case RungClean(exercise=wanted) | Repetitions(exercise=wanted):
            name, level = wanted, _level(criterion, candidates.get(wanted))
        case _:
            return
    if name is None or level is None:
        lost = Shortfall(stage.number, "out_of_reach", (wanted,), criterion=criterion.id)
        needs.lost.append(lost)
    else:
        needs.levels[name] = max(level, needs.levels.get(name, 0))


def _is_in_reach(pack: Pack, criterion: EitherRung, candidates: dict[str, Candidate]) -> bool:
    """Whether the person can get to one of the rungs that a criterion names."""
    return any(
        choice.exercise in candidates
        and pack.exercises[choice.exercise].rung_index(choice.rung)
        < candidates[choice.exercise].max_level
        for choice in criterion.either
    )


def _level(criterion: RungClean | Repetitions, candidate: Candidate | None) -> int | None:
    """Index of the rung that a criterion asks for, None when the person cannot get there."""
    if candidate is None:
        return None
    for rung in candidate.rungs:
        if _shows(criterion, rung):
            return candidate.exercise.rung_index(rung.id)
    return None


def _shows(criterion: RungClean | Repetitions, rung: Rung) -> bool:
    """Whether a criterion can be met on this rung."""
    if isinstance(criterion, RungClean):
        return rung.id == criterion.rung
    repetitions = rung.dosage.repetitions
    return repetitions is not None and repetitions >= criterion.count


def _cheapest(load_class: str, candidates: dict[str, Candidate]) -> str | None:
    fitting = [c for c in candidates.values() if c.exercise.load_class == load_class]
    if not fitting:
        return None
    return min(fitting, key=lambda c: bout_seconds(c.exercise.ladder[0].dosage)).exercise.id
