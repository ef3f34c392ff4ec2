"""Closing of a day in the evening: what today's facts leave for tomorrow.

Runs once, when the next day opens. It reads the opened episodes, never the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.course.course import Course
from hamstrong.engine.criteria.evaluation import waits_for_a_word
from hamstrong.engine.day.actions_today import actions_today, held_today
from hamstrong.engine.day.closing_ladders import (
    asked_on,
    below_path,
    close_ladders,
    exercise_days,
    pending_work,
    session_before_path,
)
from hamstrong.engine.day.day_causes import awaited_causes, flare_causes, rising_causes
from hamstrong.engine.day.easy_running import end_easy_day
from hamstrong.engine.day.gate_morning import ready_for
from hamstrong.engine.day.gate_steps import evening_latches
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.own_loads import close_loads
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.session_work import DayWork, read_work
from hamstrong.engine.state.action_gaps import ActionsToday, close_action_gaps
from hamstrong.engine.state.calendar import Gap, close_gap
from hamstrong.engine.state.causes import Cause, Causes
from hamstrong.engine.state.episode_time import close_age, close_fail_free
from hamstrong.engine.state.flare import Flare, FlareSignals, close_flare
from hamstrong.engine.state.gate import close_gate
from hamstrong.engine.state.ladder import Ladder
from hamstrong.engine.state.lock import DueForm
from hamstrong.engine.state.monitors import Looked, MonitorSignals, close_monitors
from hamstrong.engine.state.morning import NO_BASELINE, close_baseline, close_morning
from hamstrong.engine.state.pending_work import Work
from hamstrong.engine.state.return_watch import close_watch
from hamstrong.engine.state.self_test_results import Results
from hamstrong.engine.state.state import Episode, PersonSettings, split_key
from hamstrong.engine.state.stretch import Stretch, close_stretch
from hamstrong.engine.state.walking import Walking, close_walking, since_injury_today
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import RaisedFlag

SESSION_AGE_MAX = 4


class ClosingFlag(NamedTuple):
    """A flag that a closing day raises for a limb, and the answers behind it."""

    flag: str
    because: Causes


class ClosedEpisode(NamedTuple):
    """Tomorrow's episode, the flags that this day raises for its limb, and the actions that its
    hard work held; None where no hard day was performed."""

    episode: Episode
    flags: tuple[ClosingFlag, ...]
    held: frozenset[str] | None = None


class DayShape(NamedTuple):
    """Person-wide facts of the day that every episode's closing reads; `date` is its ordinal."""

    hardness: int
    nordic: bool
    sport: bool
    training_day: bool
    refused: bool
    tests: Results = ()
    date: int | None = None


class ClosingDay(NamedTuple):
    """What every part of one episode's closing reads."""

    pack: Pack
    opened: OpenedEpisode
    day: DayRecord
    lock: LockDay
    shape: DayShape
    work: DayWork
    actions: ActionsToday


class ClosedPath(NamedTuple):
    """The flare-up path after the day, the ladders under it, and why it began or is due.

    `due` is a path that is asked for, `starts` one that begins tomorrow.
    """

    flare: Flare
    signals: FlareSignals
    ladders: Mapping[str, Ladder]
    due: bool
    starts: bool
    because: Causes


def close_episode(
    pack: Pack,
    person: PersonSettings,
    opened: OpenedEpisode,
    day: DayRecord,
    lock: LockDay,
    shape: DayShape,
) -> ClosedEpisode:
    """Let the day pass for one episode."""
    episode, course = opened.episode, opened.course
    work = read_work(pack, opened, day)
    today = ClosingDay(
        pack=pack,
        opened=opened,
        day=day,
        lock=lock,
        shape=shape,
        work=work,
        actions=actions_today(pack, course, episode, work),
    )
    path = _close_path(today)
    walking = close_walking(pack.rules.walking, episode.walking)
    closed = _close_parts(today, path, walking)
    held = _is_held(opened, lock, shape, path.due)
    ticks = episode.gate.started and not held and opened.gap.band == 0
    ready = ready_for(pack, person, opened, day, lock, shape.tests)
    gate = close_gate(
        episode.gate, clock_max=course.clock_max, performed=work.performed, counts=ticks
    )
    closed = closed._replace(latches=evening_latches(ready), gate=gate)
    waits = waits_for_a_word(ready._replace(latches=dict(closed.latches)))
    closed, watched = _close_monitors(today, closed, ticks=ticks, waits=waits)
    actions = held_today(pack, course, episode, work)
    return ClosedEpisode(closed, _flags(today, path, closed, watched=watched), actions)


def _close_path(today: ClosingDay) -> ClosedPath:
    episode, lock, work = today.opened.episode, today.lock, today.work
    ladders, ladder_flare = close_ladders(
        today.pack, today.opened.course, episode, work, today.actions
    )
    due = episode.flare_due or episode.kind.limb in lock.triage_limbs
    # A bad morning on the path repeats its day and begins no second one.
    by_morning = today.opened.starts_flare and not episode.flare.phase
    starts = by_morning or ladder_flare or (due and lock.settled)
    if starts:
        ladders = below_path(today.opened, ladders, work)
    flare, signals = close_flare(
        today.pack.rules.flare, episode.flare, starts=starts, performed=work.performed
    )
    return ClosedPath(
        flare=flare,
        signals=signals,
        ladders=ladders,
        due=due,
        starts=starts,
        because=flare_causes(today.opened, today.day, lock, work, today.shape.date),
    )


def _close_parts(today: ClosingDay, path: ClosedPath, walking: Walking) -> Episode:
    """Every part of the episode that closes by itself; its gate and its monitors come after."""
    pack, opened, work, lock = today.pack, today.opened, today.work, today.lock
    episode, course, rules = opened.episode, opened.course, pack.rules
    ends = episode.kind.limb in lock.closes and not episode.closed
    return episode._replace(
        morning=close_morning(rules.morning, episode.morning, opened.morning),
        baseline=close_baseline(rules.morning, episode.baseline),
        flare=path.flare,
        flare_due=path.due and not path.starts and not lock.settled,
        walking=since_injury_today() if ends else walking,
        ladders=path.ladders,
        loads=close_loads(episode, work, today.day),
        pending=_pending(today),
        easy=end_easy_day(pack, course, episode, work),
        asked=int(asked_on(pack, episode, work, today.day)),
        last_session=session_before_path(episode, work),
        session_age=1 if work.worked else min(SESSION_AGE_MAX, episode.session_age + 1),
        soreness=_mornings_of_soreness(today),
        exercise_days=exercise_days(course, episode, work),
        stretch=_close_stretch(pack, opened, work),
        gap=_close_gap(pack, course, episode, work),
        gaps=close_action_gaps(rules.gap, episode.gaps, today.actions),
        closed=episode.closed or ends,
        watch=close_watch(pack.way_back.watch, episode.watch),
        age=close_age(episode.age, course.age_max),
        fail_free=close_fail_free(episode.fail_free, course.fail_free_max),
        flare_because=path.because if path.flare.phase or path.due else (),
        morning_because=awaited_causes(opened, today.day, today.shape.date),
    )


def _flags(
    today: ClosingDay,
    path: ClosedPath,
    closed: Episode,
    *,
    watched: MonitorSignals,
) -> tuple[ClosingFlag, ...]:
    """Flags that the day raises: a path that does not settle, pain that rises, "worse"."""
    late = (Cause("flare_days", path.flare.age),) if path.signals.not_settled else None
    raised = {
        RaisedFlag.SECOND_FLARE: path.because if path.signals.second else None,
        RaisedFlag.FLARE_NOT_SETTLED: late,
        RaisedFlag.RISING: rising_causes(closed.monitors) if watched.rising else None,
        RaisedFlag.WORSE: (Cause("change", "worse", today.shape.date),) if watched.worse else None,
    }
    return tuple(ClosingFlag(flag, why) for flag, why in raised.items() if why is not None)


def _mornings_of_soreness(today: ClosingDay) -> int:
    """How many mornings from tomorrow on may be sore from what was new or hard today."""
    rungs = (work.new_rung for work in _pending(today))
    if today.day.sport or any(rungs):
        return today.pack.rules.morning.soreness_mornings
    return max(0, today.opened.episode.soreness - 1)


def _pending(today: ClosingDay) -> tuple[Work, ...]:
    return pending_work(
        today.pack, today.opened.course, today.opened.episode, today.work, today.day
    )


def _close_stretch(pack: Pack, opened: OpenedEpisode, work: DayWork) -> Stretch:
    stretches = [
        result
        for key, result in work.results.items()
        if result.done and pack.exercises[split_key(key)[0]].is_stretch
    ]
    limit = pack.rules.stretch.lock_pain
    hurt = any((r.worst is not None and r.worst >= limit) or r.ended_by_pain for r in stretches)
    return close_stretch(
        pack.rules.stretch, opened.episode.stretch, stretched=bool(stretches), hurt=hurt
    )


def _close_gap(pack: Pack, course: Course, episode: Episode, work: DayWork) -> Gap:
    strength = any(
        result.performed and (load_class.strength or load_class.run)
        for key, result in work.session.items()
        for load_class in (pack.load_classes[pack.exercises[split_key(key)[0]].load_class],)
    )
    first_stage = episode.gate.place == 0 and course.stages[0].daily
    early = work.performed and first_stage
    return close_gap(pack.rules.gap, episode.gap, strength=strength, early=early)


def _is_held(opened: OpenedEpisode, lock: LockDay, shape: DayShape, flare_due: bool) -> bool:
    """Days that do not count for a gate: hold, freeze, refusal, flare-up."""
    return (
        shape.refused
        or flare_due
        or bool(opened.episode.flare.phase)
        or bool(opened.episode.monitors.frozen)
        or lock.lock.due is not DueForm.NONE
    )


def _is_withheld(pack: Pack, day: DayRecord, limb: str) -> bool:
    """Whether pain before the session took today's work away. Such a day counts as work of the
    stage: else a person with that pain every day would wait without end (S14)."""
    pain = day.pains_now.get(limb)
    return pain is not None and pain >= pack.rules.pain.before_isometrics_only


def _close_monitors(
    today: ClosingDay, closed: Episode, *, ticks: bool, waits: bool
) -> tuple[Episode, MonitorSignals]:
    opened, limb = today.opened, closed.kind.limb
    place = opened.episode.gate.place
    withheld = not today.work.performed and _is_withheld(today.pack, today.day, limb)
    looked = _looked(
        today,
        limb,
        done=today.work.performed or withheld,
        ticks=ticks or withheld,
        moved=opened.advanced or opened.moved,
    )
    usual = closed.baseline.value
    looked = looked._replace(
        usual=None if usual == NO_BASELINE else usual, risen=opened.risen, waits=waits
    )
    plan = opened.course.monitors[place]
    monitors, watched = close_monitors(plan, closed.monitors, looked)
    return closed._replace(monitors=monitors), watched


def _looked(today: ClosingDay, limb: str, *, done: bool, ticks: bool, moved: bool) -> Looked:
    """What the monitors of a limb see of this day."""
    day, opened = today.day, today.opened
    answer, outcome = day.mornings.get(limb), day.outcomes.get(limb)
    daily = opened.course.stages[opened.episode.gate.place].daily
    return Looked(
        nprs=answer.nprs if answer is not None else day.taps.get(limb),
        worst_week=outcome.worst_nprs if outcome else None,
        change=outcome.change if outcome else None,
        no_limits=outcome.no_limits if outcome else None,
        scores=tuple(sorted(day.scores.get(limb, {}).items())),
        renamed=frozenset(day.named.get(limb, ())),
        form=today.lock.weekly,
        planned=(today.shape.training_day or daily) and not today.shape.refused,
        done=done,
        clock_ticks=ticks,
        moved=moved,
    )
