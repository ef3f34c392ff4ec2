"""Unlocks: what opens next, what it waits for and the earliest day it could."""

from __future__ import annotations

from hamstrong.engine.course.course import CompiledCriterion
from hamstrong.engine.criteria.evaluation import Readiness, evaluate_criterion
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
    bound = [k for k in course.keys if k.key.id in gate.gate.keys]
    lines = [_status(ready, c) for c in gate.criteria]
    named = {c.criterion.id for c in gate.criteria}
    others = (c for key in bound for c in key.criteria if c.criterion.id not in named)
    lines += [_status(ready, c) for c in others]
    return Unlock(
        limb=episode.kind.limb,
        gate=gate.gate.id,
        target=target,
        earliest_day=day.state.day + _days_left(ready, gate.min_days),
        criteria=tuple(lines),
        waits_for_approval=_waits_for_approval(ready, target),
    )


def _waits_for_approval(ready: Readiness, target: int) -> bool:
    """Whether a clinician's word is still wanted; one that was recorded today counts tonight."""
    if not ready.person.ask_clinician or ready.latches.get(f"approved:{target}"):
        return False
    return ready.day.approvals.get(ready.episode.kind.limb) != target


def ready_today(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> Readiness:
    """What the gate of one episode reads now, with today's day counted."""
    course, episode = opened.course, opened.episode
    clock = min(course.clock_max, episode.gate.clock + (1 if episode.gate.started else 0))
    return Readiness(
        pack=pack,
        person=day.state.person,
        course=course,
        episode=episode,
        latches=dict(episode.latches),
        day=day.read,
        clock=clock,
        lock=day.lock,
        tests=day.tests,
    )


def _days_left(ready: Readiness, min_days: int) -> int:
    """Days until the minimum time could be over; the new stage begins the day after."""
    gate = ready.episode.gate
    if not gate.started:
        return min_days + 1
    return max(0, min_days - gate.clock - 1) + 1


def _status(ready: Readiness, compiled: CompiledCriterion) -> CriterionStatus:
    found = evaluate_criterion(ready, compiled)
    if found.have is None:
        return CriterionStatus(compiled.criterion.id, "not_asked", 0, found.need)
    status = "met" if found.is_met else "not_met"
    return CriterionStatus(compiled.criterion.id, status, found.have, found.need)
