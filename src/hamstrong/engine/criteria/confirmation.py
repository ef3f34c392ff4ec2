"""Confirmation of work by a passed morning: which criteria it has met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from hamstrong.engine.course.course import CompiledCriterion, Course
from hamstrong.engine.state.ladder import START_LEVEL, rung_of
from hamstrong.engine.state.morning import Asked, MorningSignals, Verdict
from hamstrong.engine.state.pending_work import Work
from hamstrong.engine.state.state import Episode, split_key
from hamstrong.protocol.criteria import (
    CleanSessions,
    Criterion,
    EitherRung,
    MorningCriterion,
    Repetitions,
    RungClean,
)
from hamstrong.protocol.model import Pack


def confirmed_moments(
    course: Course, episode: Episode, signals: MorningSignals, earned: Mapping[str, int]
) -> dict[str, int]:
    """Criterion moments that this passed morning confirms."""
    if signals.asked is not Asked.SESSION or signals.verdict is not Verdict.PASS:
        return {}
    moments: dict[str, int] = {}
    compiled = course.gates[episode.gate.place]
    stage = course.path[episode.gate.place]
    groups = [compiled.criteria] if compiled else []
    groups += [key.criteria for key in course.keys if key.key.from_stage <= stage]
    groups.append(_running_ahead(course, episode.gate.place))
    for group in groups:
        for item in group:
            for slot, _ in item.slots:
                if _is_confirmed(course, episode, item.criterion, slot, earned):
                    moments[slot] = 1
    return moments


def _running_ahead(course: Course, place: int) -> tuple[CompiledCriterion, ...]:
    """Runs that later gates and keys ask for: running is a strand beside the stages, so that what
    was run cleanly counts whichever stage it was in."""
    later = [gate.criteria for gate in course.gates[place + 1 :] if gate is not None]
    groups = [*later, *(key.criteria for key in course.keys)]
    return tuple(
        compiled
        for group in groups
        for compiled in group
        if isinstance(compiled.criterion, RungClean) and compiled.criterion.exercise in course.runs
    )


def _is_confirmed(
    course: Course, episode: Episode, criterion: Criterion, slot: str, earned: Mapping[str, int]
) -> bool:
    if not isinstance(criterion, MorningCriterion):
        return False
    match criterion:
        case RungClean(exercise=exercise, rung=rung):
            return _rung_earned(course, exercise, rung, earned)
        case EitherRung(either=either):
            return any(_rung_earned(course, c.exercise, c.rung, earned) for c in either)
        case Repetitions(same_day=True):
            sides = course.sides if criterion.each_side else (course.kind.limb,)
            return all(_repeated(episode.pending, criterion, f":{side}") for side in sides)
        case Repetitions():
            return _repeated(episode.pending, criterion, slot)
        case CleanSessions(load_class=load_class):
            return _clean_session(episode.pending, load_class)
        case _:
            assert_never(criterion)


def _rung_earned(course: Course, exercise: str, rung: str, earned: Mapping[str, int]) -> bool:
    rungs = course.rungs.get(exercise, ())
    needed = next((i for i, r in enumerate(rungs) if r.id == rung), None)
    if needed is None:
        return False
    for key, level in earned.items():
        name, side = split_key(key)
        own = side in ("both", course.kind.limb)
        if name == exercise and own and level >= START_LEVEL and rung_of(level) >= needed:
            return True
    return False


def _repeated(pending: tuple[Work, ...], criterion: Repetitions, slot: str) -> bool:
    return any(_repetitions(work, criterion, slot) for work in pending)


def _repetitions(work: Work, criterion: Repetitions, slot: str) -> bool:
    exercise, side = split_key(work.key)
    sided = slot.endswith(f":{side}") if criterion.each_side else True
    enough = 0 < criterion.count <= work.repetitions
    low = work.worst is not None and (
        criterion.pain_max is None or work.worst <= criterion.pain_max
    )
    return exercise == criterion.exercise and sided and enough and low


def _clean_session(pending: tuple[Work, ...], load_class: str) -> bool:
    """A session counts when it had work of the class and all of that was clean."""
    of_class = [work for work in pending if work.load_class == load_class]
    return bool(of_class) and all(work.clean for work in of_class)


def is_strong(pack: Pack, course: Course, episode: Episode) -> bool:
    """A key exercise is the pack's number of rungs above its start."""
    above = START_LEVEL + pack.rules.stretch.key_rungs_above
    needed, ladders = course.gate_ladders[episode.gate.place], episode.ladders
    return any(key in ladders and ladders[key].level >= above for key in needed)
