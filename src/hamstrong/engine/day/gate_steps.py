"""Gate steps of the evening: latch what needs no morning, then pass the day or move the stage."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from hamstrong.engine.course.course import Course
from hamstrong.engine.criteria.evaluation import Readiness, gate_is_open, key_is_met
from hamstrong.engine.day.opening import gate_of
from hamstrong.engine.day.record import DayRecord, is_silent
from hamstrong.engine.state.gate import close_gate, latch
from hamstrong.engine.state.monitors import gate_baseline
from hamstrong.engine.state.state import Episode
from hamstrong.protocol.criteria import Criterion, StepUps, WalkCriterion, Walks


class Evening(NamedTuple):
    """What the day was for the gate: a session performed, a day that counts, a day that holds."""

    performed: bool
    ticks: bool
    held: bool


def close_episode_gate(ready: Readiness, closed: Episode, evening: Evening) -> Episode:
    """Latch what needs no morning, then let the day pass at the gate."""
    course, episode, day = ready.course, ready.episode, ready.day
    limits = {**course.slot_limits, **{f"approved:{n}": 1 for n in course.path}}
    moments = _walk_moments(course, episode, day)
    approved = day.approvals.get(episode.kind.limb)
    if approved in course.path:
        moments[f"approved:{approved}"] = 1
    latches = latch(closed.latches, moments, limits)
    ready = ready._replace(latches=dict(latches))
    met = {f"key:{key.key.id}": 1 for key in course.keys if key_is_met(ready, key)}
    latches = latch(latches, met, limits)
    ready = ready._replace(latches=dict(latches))
    # Time alone opens nothing (S9): the last of the minimum days may be a silent one.
    silent = is_silent(day, episode.kind.limb)
    opens = not evening.held and not silent and gate_is_open(ready)
    gate = close_gate(
        episode.gate,
        clock_max=course.clock_max,
        performed=evening.performed,
        counts=evening.ticks,
        opens=opens,
    )
    if not opens:
        return closed._replace(gate=gate, latches=latches)
    answers = ready.pack.rules.morning.baseline_gate_answers
    today = day.mornings.get(episode.kind.limb)
    said = () if today is None or today.nprs is None else (today.nprs,)
    recent = (*closed.monitors.recent, *said)
    value = gate_baseline(recent, closed.baseline.value, answers)
    return closed._replace(
        gate=gate,
        latches=tuple(item for item in latches if item[0].startswith("key:")),
        baseline=closed.baseline._replace(value=value),
    )


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
