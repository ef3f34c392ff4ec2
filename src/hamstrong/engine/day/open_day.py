"""The open day as one value: what was read, the lock, the opened episodes, the calendar.

Opening is repeated with the flags that the morning itself raised, so that a clearance recorded
on the same day meets them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import NamedTuple

from hamstrong.engine.course.course import Course
from hamstrong.engine.day.day_causes import morning_causes
from hamstrong.engine.day.form_answers import FormOutcomes
from hamstrong.engine.day.form_effects import apply_lock_facts
from hamstrong.engine.day.gate_morning import gate_opens, latch_keys, pass_gate, ready_for
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.opening import (
    THIRD_FAIL,
    OpenedEpisode,
    morning_context,
    open_episode,
)
from hamstrong.engine.day.record import DayRecord, read_day
from hamstrong.engine.facts import SessionStarted
from hamstrong.engine.state.calendar import CalendarView, view_calendar
from hamstrong.engine.state.causes import Cause
from hamstrong.engine.state.known_facts import KnownFacts
from hamstrong.engine.state.lock import (
    OFF,
    DueForm,
    FlagEvent,
    FlagKey,
    Lock,
    get_flag,
    owe_form,
    raise_flag,
    set_flag,
    step_flag,
)
from hamstrong.engine.state.morning import baseline_too_high, is_unsettled
from hamstrong.engine.state.run_times import NO_TIMES, RunTimes, meet_run_times
from hamstrong.engine.state.self_test_results import After, Results, measure, open_results
from hamstrong.engine.state.state import EpisodeKind, PersonSettings, State
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import RaisedFlag

WALKING = "walking"
WALKING_NOT_NORMAL = RaisedFlag.LIMP
HIGH_BASELINE = RaisedFlag.HIGH_BASELINE

Courses = Callable[[EpisodeKind, PersonSettings], Course]


class OpenDay(NamedTuple):
    """Everything that a decision of today reads."""

    state: State
    read: DayRecord
    lock: LockDay
    episodes: tuple[OpenedEpisode, ...]
    calendar: CalendarView
    tests: Results = ()


def open_day(outcomes: FormOutcomes, courses: Courses, state: State) -> OpenDay:
    """Read the open day from its start-of-day components and its facts so far."""
    pack = outcomes.pack
    adjuncts = frozenset(e.id for e in pack.exercises.values() if e.adjunct)
    read = read_day(state.facts, adjuncts, _known_times(state))
    lock = _lock_day(outcomes, courses, state, state.lock)
    episodes = _open_all(pack, courses, state, read, lock)
    raised = _raise(pack, state, read, episodes)
    if raised is not state.lock:
        lock = _lock_day(outcomes, courses, state, raised)
        episodes = _open_all(pack, courses, state, read, lock)
    lock = lock._replace(lock=_lift(lock.lock, episodes))
    after = {o.episode.kind.limb: After(o.morning, o.moved) for o in episodes}
    tests = open_results(pack, state.tests, after, measure(pack, read.tests))
    episodes = tuple(_at_its_gate(outcomes, courses, state, o, read, lock, tests) for o in episodes)
    calendar = view_calendar(pack.rules.calendar, state.calendar)
    return OpenDay(
        state=state, read=read, lock=lock, episodes=episodes, calendar=calendar, tests=tests
    )


def _known_times(state: State) -> RunTimes:
    """The clean times of runs that every episode knows; a run takes both legs."""
    known = [episode.times for episode in state.episodes]
    return reduce(meet_run_times, known) if known else NO_TIMES


def known_today(outcomes: FormOutcomes, courses: Courses, state: State) -> KnownFacts:
    """What is known of the person after today's forms, as `open_day` says it."""
    return _lock_day(outcomes, courses, state, state.lock).lock.known


def _lock_day(outcomes: FormOutcomes, courses: Courses, state: State, lock: Lock) -> LockDay:
    contexts = {
        e.kind.limb: morning_context(courses(e.kind, state.person), e, e.baseline)
        for e in state.episodes
    }
    return apply_lock_facts(
        outcomes,
        lock,
        state.facts,
        state.day,
        tuple(contexts),
        sore=frozenset(limb for limb, known in contexts.items() if known.may_be_soreness),
        on_path=frozenset(
            e.kind.limb
            for e in state.episodes
            if e.flare.phase or is_unsettled(outcomes.pack.rules.morning, e.baseline)
        ),
    )


def _at_its_gate(
    outcomes: FormOutcomes,
    courses: Courses,
    state: State,
    opened: OpenedEpisode,
    read: DayRecord,
    lock: LockDay,
    tests: Results,
) -> OpenedEpisode:
    """The episode with the keys and the gate that this morning opens.

    A session that has begun goes on in its stage: what is answered after its start opens the gate
    on another day.
    """
    pack, person = outcomes.pack, state.person
    before, ready = opened, ready_for(pack, person, opened, read, lock, tests)
    opened = latch_keys(ready, before)
    if opened is not before:
        ready = ready_for(pack, person, opened, read, lock, tests)
    if not gate_opens(ready, opened):
        return opened
    if read.started and not _was_open(outcomes, courses, state, opened.episode.kind.limb):
        return opened
    opened = pass_gate(ready, opened)
    return latch_keys(ready_for(pack, person, opened, read, lock, tests), opened)


def _was_open(outcomes: FormOutcomes, courses: Courses, state: State, limb: str) -> bool:
    """Whether the gate was open by what was known when today's session started."""
    facts = state.facts
    starts = (n for n, fact in enumerate(facts) if isinstance(fact, SessionStarted))
    before = state._replace(facts=facts[: next(starts, len(facts))])
    early = open_day(outcomes, courses, before)
    return any(o.advanced for o in early.episodes if o.episode.kind.limb == limb)


def _open_all(
    pack: Pack, courses: Courses, state: State, read: DayRecord, lock: LockDay
) -> tuple[OpenedEpisode, ...]:
    return tuple(
        open_episode(pack, courses(e.kind, state.person), e, read, lock) for e in state.episodes
    )


def _raise(pack: Pack, state: State, read: DayRecord, episodes: tuple[OpenedEpisode, ...]) -> Lock:
    lock, day = state.lock, state.day
    for opened in episodes:
        episode, limb = opened.episode, opened.episode.kind.limb
        if opened.morning.held:
            fails = Cause("fails", episode.morning.fails)
            because = (*morning_causes(read, limb, day), fails)
            lock = raise_flag(lock, FlagKey(THIRD_FAIL, limb), day, because=because)
        if opened.walking.refers:
            because = (Cause("limp_lasts", episode.walking.age, day),)
            lock = raise_flag(lock, FlagKey(WALKING_NOT_NORMAL, limb), day, because=because)
        if opened.gap.symptom_lists:
            form = DueForm.LONG if opened.gap.restart else DueForm.SIGNS
            lock = owe_form(lock, form, (Cause("gap", day=day - episode.gap.idle),))
        key = FlagKey(HIGH_BASELINE, limb)
        answered = limb in read.baselines or limb in read.mornings
        too_high = baseline_too_high(pack.rules.morning, episode.baseline, answered=answered)
        if too_high and get_flag(lock, key) == OFF:
            because = (Cause("baseline", episode.baseline.value),)
            lock = raise_flag(lock, key, day, because=because)
    return lock


def _lift(lock: Lock, episodes: tuple[OpenedEpisode, ...]) -> Lock:
    """The wait for a normal walk ends: it is normal, or it has become a referral of its own."""
    for opened in episodes:
        if opened.walking.lifts or opened.walking.refers:
            lock = end_walking_wait(lock, opened.episode.kind.limb)
    return lock


def end_walking_wait(lock: Lock, limb: str) -> Lock:
    """Lift the one flag that waits for a normal walk."""
    for concerned in (limb, ""):
        key = FlagKey(WALKING, concerned)
        state = get_flag(lock, key)
        lock = set_flag(lock, key, step_flag(state, FlagEvent.LIFTED, by_clearance=False))
    return lock
