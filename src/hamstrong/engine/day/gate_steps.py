"""Gate steps of the evening: latch what the day itself brought."""

from __future__ import annotations

from typing import assert_never

from hamstrong.engine.course.course import Course
from hamstrong.engine.criteria.evaluation import Readiness, key_is_met
from hamstrong.engine.day.opening import gate_of
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.state.gate import Latches, latch
from hamstrong.engine.state.state import Episode
from hamstrong.protocol.criteria import Criterion, StepUps, WalkCriterion, Walks


def evening_latches(ready: Readiness) -> Latches:
    """The latches with today's walks, step-ups and approval, and the keys that these meet."""
    course, episode, day = ready.course, ready.episode, ready.day
    limits = {**course.slot_limits, **{f"approved:{n}": 1 for n in course.path}}
    moments = _walk_moments(course, episode, day)
    approved = day.approvals.get(episode.kind.limb)
    if approved in course.path:
        moments[f"approved:{approved}"] = 1
    latches = latch(episode.latches, moments, limits)
    ready = ready._replace(latches=dict(latches))
    met = {f"key:{key.key.id}": 1 for key in course.keys if key_is_met(ready, key)}
    return latch(latches, met, limits)


def _walk_moments(course: Course, episode: Episode, day: DayRecord) -> dict[str, int]:
    """Walks and step-ups that count today; each criterion at most once a day."""
    stage = course.path[episode.gate.place]
    groups = [g.criteria for g in (gate_of(course, episode),) if g is not None]
    groups += [k.criteria for k in course.keys if k.key.from_stage <= stage]
    moments: dict[str, int] = {}
    for group in groups:
        for compiled in group:
            for slot, _ in compiled.slots:
                if amount := _walked(compiled.criterion, day):
                    moments[slot] = amount
    return moments


def _walked(criterion: Criterion, day: DayRecord) -> int:
    """What today's walks add to a criterion, in its own unit; nothing to one of another kind."""
    if not isinstance(criterion, WalkCriterion):
        return 0
    match criterion:
        case Walks():
            return int(_is_walk(criterion, day))
        case StepUps():
            done = (w.step_ups for w in day.walks if w.nprs is not None)
            return sum(sets for sets in done if sets is not None)
        case _:
            assert_never(criterion)


def _is_walk(criterion: Walks, day: DayRecord) -> bool:
    """Whether today's walks were long, brisk and painless enough; one that was not spoils it."""
    if any(w.nprs is None or w.nprs > criterion.pain_max for w in day.walks):
        return False
    fitting = [w.minutes for w in day.walks if w.brisk and (w.stairs or not criterion.stairs)]
    longest = sum(fitting) if criterion.same_day_sum else max(fitting, default=0)
    return longest >= criterion.minutes
