"""Unlocks: what opens next and what it waits for."""

from __future__ import annotations

from hamstrong.engine.course.course import CompiledCriterion, CompiledGate, CompiledKey, Course
from hamstrong.engine.criteria.evaluation import (
    MissingWord,
    Readiness,
    evaluate_criterion,
    minutes_asked,
    missing_words,
)
from hamstrong.engine.day.gate_morning import ready_for
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode, gate_of
from hamstrong.engine.decide.decisions import CriterionStatus, Unlock
from hamstrong.protocol.model import Pack


def unlock(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> Unlock | None:
    """The gate card of one episode; None in the last stage."""
    course, episode = opened.course, opened.episode
    gate = gate_of(course, episode)
    if gate is None:
        return None
    ready = ready_today(pack, day, opened)
    target = course.path[episode.gate.place + 1]
    lines = [_status(ready, c) for c in gate.criteria]
    named = {c.criterion.id for c in gate.criteria}
    for key in _keys_behind(course, episode.gate.place, gate):
        held = key.key.id in opened.keys
        others = (c for c in key.criteria if c.criterion.id not in named)
        lines += [_status(ready, c, held=held) for c in others]
    return Unlock(
        limb=episode.kind.limb,
        gate=gate.gate.id,
        target=target,
        days_left=_days_left(ready, gate.min_days),
        criteria=tuple(lines),
        waits_for_approval=MissingWord.APPROVAL in missing_words(ready),
        minutes_needed=minutes_asked(course, episode.gate.place),
    )


def _keys_behind(course: Course, place: int, gate: CompiledGate) -> list[CompiledKey]:
    """The keys that the gate names, or that the work it names waits for."""
    needed = set(gate.gate.keys)
    for candidate in course.candidates[place]:
        if candidate.gate_exercise:
            needed |= {key for _, key in candidate.keyed}
    return [key for key in course.keys if key.key.id in needed]


def ready_today(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> Readiness:
    """What the gate of one episode reads now, with today's day counted."""
    return ready_for(pack, day.state.person, opened, day.read, day.lock, day.tests)


def _days_left(ready: Readiness, min_days: int) -> int:
    """Days until the minimum time could be over; a gate that has not opened today opens tomorrow
    at the earliest."""
    if not ready.episode.gate.started:
        return max(1, min_days)
    return max(1, min_days - ready.clock)


def _status(
    ready: Readiness, compiled: CompiledCriterion, *, held: bool = False
) -> CriterionStatus:
    """One line; what a key asked for is met while the key is held."""
    found = evaluate_criterion(ready, compiled)
    if held:
        return CriterionStatus(compiled.criterion.id, "met", found.need, found.need)
    if found.have is None:
        return CriterionStatus(compiled.criterion.id, "not_asked", 0, found.need)
    status = "met" if found.is_met else "not_met"
    return CriterionStatus(compiled.criterion.id, status, found.have, found.need)
