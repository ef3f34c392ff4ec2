"""Gate morning: a gate opens at once when the last answer it waits for is in the check-in.

Runs on the opened episode, after its morning and its ladders. What the day itself brings, walks
and a clinician's approval, is latched in the evening (`gate_steps`).
"""

from __future__ import annotations

from hamstrong.engine.course.course import Course
from hamstrong.engine.criteria.evaluation import Readiness, gate_is_open, key_is_met
from hamstrong.engine.day.easy_running import enter_running
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.opening import OpenedEpisode, keys_met
from hamstrong.engine.day.record import DayRecord, is_silent
from hamstrong.engine.state.gate import counted_today, keep, latch, move_forward
from hamstrong.engine.state.lock import DueForm
from hamstrong.engine.state.monitors import gate_baseline
from hamstrong.engine.state.morning import Asked, Verdict
from hamstrong.engine.state.self_test_results import Results
from hamstrong.engine.state.state import Episode, PersonSettings
from hamstrong.protocol.model import Pack


def ready_for(
    pack: Pack,
    person: PersonSettings,
    opened: OpenedEpisode,
    day: DayRecord,
    lock: LockDay,
    tests: Results,
) -> Readiness:
    """What the gate of one episode reads today, with today's day and today's approval counted."""
    episode, course = opened.episode, opened.course
    latches = dict(episode.latches)
    approved = day.approvals.get(episode.kind.limb)
    if approved is not None:
        latches[f"approved:{approved}"] = 1
    return Readiness(
        pack=pack,
        person=person,
        course=course,
        episode=episode,
        latches=latches,
        day=day,
        clock=min(course.clock_max, counted_today(episode.gate)),
        lock=lock,
        tests=tests,
    )


def gate_opens(ready: Readiness, opened: OpenedEpisode) -> bool:
    """Whether the episode goes on to its next stage this morning.

    Time alone opens nothing (S9), and no gate opens on a morning that is not answered or did not
    pass, with pain that holds today's work back, or while something stops or holds the limb.
    """
    limb, lock = opened.episode.kind.limb, ready.lock
    if opened.morning.asked is not Asked.NO and opened.morning.verdict is not Verdict.PASS:
        return False
    pain = ready.day.worst_pain_now
    if pain is not None and pain >= ready.pack.rules.pain.before_isometrics_only:
        return False
    held = opened.episode.flare.phase or opened.episode.flare_due or opened.starts_flare
    stopped = lock.over or lock.lock.due is not DueForm.NONE or limb in lock.triage_limbs
    if held or stopped or opened.episode.monitors.frozen or opened.moved:
        return False
    return not is_silent(ready.day, limb) and gate_is_open(ready)


def latch_keys(ready: Readiness, opened: OpenedEpisode) -> OpenedEpisode:
    """The episode with every key that is met this morning."""
    course, episode = opened.course, opened.episode
    met = {f"key:{key.key.id}": 1 for key in course.keys if key_is_met(ready, key)}
    if not met:
        return opened
    latches = latch(episode.latches, met, course.slot_limits)
    return opened._replace(episode=episode._replace(latches=latches), keys=keys_met(latches))


def pass_gate(ready: Readiness, opened: OpenedEpisode) -> OpenedEpisode:
    """The episode at its next place: latches of later gates stay, the usual value may fall."""
    course, before = opened.course, opened.episode
    gate = move_forward(before.gate)
    latches = keep(before.latches, _kept(course, gate.place))
    usual = _usual_value(ready, before)
    after = before._replace(
        gate=gate, latches=latches, baseline=before.baseline._replace(value=usual)
    )
    after = enter_running(ready.pack, course, before, after)
    return opened._replace(episode=after, advanced=True, keys=keys_met(latches))


def _kept(course: Course, place: int) -> frozenset[str]:
    """Keys and what opens them, and what the gates from this place on count: a criterion that a
    later gate names again stays met."""
    later = [gate.criteria for gate in course.gates[place:] if gate is not None]
    groups = [*later, *(key.criteria for key in course.keys)]
    slots = {slot for group in groups for criterion in group for slot, _ in criterion.slots}
    return frozenset(slots | {f"key:{key.key.id}" for key in course.keys})


def _usual_value(ready: Readiness, episode: Episode) -> int:
    answers = ready.pack.rules.morning.baseline_gate_answers
    today = ready.day.mornings.get(episode.kind.limb)
    said = () if today is None or today.nprs is None else (today.nprs,)
    recent = (*episode.monitors.recent, *said)
    return gate_baseline(recent, episode.baseline.value, answers)
