"""Adoption of another edition of a pack: where a person is under it who began under an earlier one.

The rules of an earlier edition are not here any more, so a fold cannot know what they earned. It
knows each plan that they gave and what was logged. So while an earlier edition was in force, every
recorded plan sets stage and rungs, as far as the sessions before it allow; what came after the last
one lowers as ever. Adoption then keeps the person there or lower, with nothing latched (S8, S18).
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.course.availability import rungs_on
from hamstrong.engine.course.course import Course
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import FormAnswered
from hamstrong.engine.state.calendar import own_band_rungs
from hamstrong.engine.state.flare import Flare
from hamstrong.engine.state.gate import GatePosition
from hamstrong.engine.state.ladder import HALF_LEVEL, START_LEVEL, Ladder
from hamstrong.engine.state.lock import (
    OFF,
    DueForm,
    FlagKey,
    Lock,
    raise_flag,
    set_flag,
    standing_flags,
)
from hamstrong.engine.state.monitors import Monitors
from hamstrong.engine.state.state import Episode, State, ladder_key, split_key
from hamstrong.protocol.model import Pack

BOTH = "both"


class PlannedRung(NamedTuple):
    """The rung that an earlier edition last planned for an exercise on one side; `is_new` in the
    last plan itself."""

    exercise: str
    side: str
    rung: str
    half: bool
    is_new: bool = True


class EarlierPlan(NamedTuple):
    """The last plan of an earlier edition, and what was logged until then.

    Args:
        stages: of each limb that had a plan.
        rungs: the last one of every exercise and side.
        performed: days on which each exercise was performed in this enrolment.
        days: since enrolment.
        flags: those that the plan itself named.
        flare_day: day of the flare-up path that the plan was on; 0 off it.
    """

    stages: tuple[tuple[str, int], ...] = ()
    rungs: tuple[PlannedRung, ...] = ()
    performed: tuple[tuple[str, int], ...] = ()
    days: int = 0
    flags: tuple[str, ...] = ()
    flare_day: int = 0


class Adopted(NamedTuple):
    """What an adoption changed for the person, for telling it once.

    Args:
        day: on which it was recorded.
        stages: of each limb before and after.
        minutes: before and after.
        freeze_ended: whether rungs and stage were frozen.
        asked_again: whether the symptom lists are asked once more.
    """

    day: int
    stages: tuple[tuple[str, int, int], ...]
    minutes: tuple[int, int]
    freeze_ended: bool
    asked_again: bool


def follow_plan(engine: Engine, state: State, plan: EarlierPlan) -> State:
    """Put the person where a plan of an earlier edition had them this morning.

    What stood in the way of a plan was not there when it was given: neither flags that it does not
    name nor a flare-up path.
    """
    here = plan._replace(rungs=tuple(rung for rung in plan.rungs if rung.is_new))
    state = state._replace(lock=_lock_of(state.lock, plan))
    wanted = tuple(_placed(engine, state, episode, here) for episode in state.episodes)
    state = state._replace(episodes=wanted)
    opened = engine.open(state).episodes
    # The plan holds what this morning lowered, so the start of the day lies that much higher.
    raised = (_before_morning(engine.pack, w, o, here) for w, o in zip(wanted, opened, strict=True))
    return state._replace(episodes=tuple(raised))


def adopt(engine: Engine, state: State, plan: EarlierPlan, *, ask: bool) -> tuple[State, Adopted]:
    """Go on under this edition: where the last plan was or lower, nothing latched, nothing frozen.

    Args:
        ask: a flag whose row is gone or reworded stood: the symptom lists come once more.
    """
    minutes = _minutes(engine.pack, state.person.minutes)
    person = state.person._replace(minutes=minutes)
    episodes = tuple(
        _adopted(engine.pack, engine.course(e.kind, state.person), e, plan) for e in state.episodes
    )
    lock, facts = state.lock, state.facts
    if ask:  # lists that were answered today were those of the earlier edition
        lock = lock._replace(due=max(lock.due, DueForm.SIGNS))
        facts = tuple(fact for fact in facts if not isinstance(fact, FormAnswered))
    told = Adopted(
        day=state.day,
        stages=_stages(engine, state, episodes, plan),
        minutes=(state.person.minutes, minutes),
        freeze_ended=any(e.monitors.frozen for e in state.episodes),
        asked_again=ask,
    )
    state = state._replace(person=person, episodes=episodes, lock=lock, facts=facts)
    return state, told


def raise_earlier(pack: Pack, state: State, flags: tuple[str, ...]) -> State:
    """Raise what a form of an earlier edition found, though its screens are not those of today."""
    lock, closes = state.lock, False
    for flag in pack.triage.flags:
        if flag.id in flags:
            lock = raise_flag(lock, FlagKey(flag.id, ""), state.day, standing_fact=flag.standing)
            closes = closes or flag.closes_episode
    episodes = state.episodes
    if closes:
        episodes = tuple(episode._replace(closed=True) for episode in episodes)
    return state._replace(lock=lock, episodes=episodes)


def _lock_of(lock: Lock, plan: EarlierPlan) -> Lock:
    for key in standing_flags(lock):
        if key.flag not in plan.flags:
            lock = set_flag(lock, key, OFF)
    return lock._replace(due=DueForm.NONE, due_because=())


def _placed(engine: Engine, state: State, episode: Episode, plan: EarlierPlan) -> Episode:
    stages = dict(plan.stages)
    if episode.kind.limb not in stages:
        return episode
    course = engine.course(episode.kind, state.person)
    place = _place(course, stages[episode.kind.limb], plan.days)
    gate = episode.gate if place == episode.gate.place else GatePosition(place)
    levels = _levels(engine.pack, course, plan)
    ladders = dict(episode.ladders)
    for key, level in levels.items():
        known = ladders.get(key, Ladder())
        ladders[key] = known if known.level == level else Ladder(level, idle=known.idle)
    pending = tuple(work._replace(clean=False) for work in episode.pending)
    episode = episode._replace(gate=gate, ladders=ladders, pending=pending)
    if plan.flare_day:
        return episode
    return episode._replace(flare=Flare(), flare_due=False, flare_because=())


def _place(course: Course, stage: int, days: int) -> int:
    """The place of a stage on the path, or the first where the path lacks it; never one that the
    days since enrolment could not have led to."""
    place = course.path.index(stage) if stage in course.path else 0
    least = 0
    for at in range(place):
        compiled = course.gates[at]
        least += compiled.min_days if compiled is not None else 0
        if least > days:
            return at
    return place


def _levels(pack: Pack, course: Course, plan: EarlierPlan) -> dict[str, int]:
    """Level of each ladder that a plan held, by its key; the lowest where several lead to one."""
    performed = dict(plan.performed)
    found: dict[str, int] = {}
    for planned in plan.rungs:
        name, rung = _rung_now(pack, planned)
        ids = [known.id for known in rungs_on(pack.exercises[name], course.kind.track)]
        ids = ids if name in course.rungs else []
        if not ids:
            continue
        level = START_LEVEL + ids.index(rung) if rung in ids else START_LEVEL
        most = min(len(course.rungs[name]), START_LEVEL + performed.get(planned.exercise, 0))
        level = HALF_LEVEL if planned.half else min(level, most)
        for side in _sides(pack, course, name, planned.side):
            key = ladder_key(name, side)
            found[key] = min(level, found.get(key, level))
    return found


def _rung_now(pack: Pack, planned: PlannedRung) -> tuple[str, str]:
    """Exercise and rung of this edition for a rung of an earlier one."""
    rung = pack.adoption.replaces.get(planned.rung, planned.rung)
    for exercise in pack.exercises.values():
        if any(known.id == rung for known in exercise.ladder):
            return exercise.id, rung
    return pack.adoption.exercises.get(planned.exercise, planned.exercise), rung


def _sides(pack: Pack, course: Course, name: str, side: str) -> tuple[str, ...]:
    """The sides of an exercise of this edition that a side of an earlier edition covers."""
    if pack.exercises[name].legs == BOTH:
        return (BOTH,)
    return course.sides if side == BOTH else tuple(s for s in course.sides if s == side)


def _before_morning(
    pack: Pack, wanted: Episode, opened: OpenedEpisode, plan: EarlierPlan
) -> Episode:
    """The start of a day whose morning leads to what is wanted."""
    course, ladders = opened.course, dict(wanted.ladders)
    lost = max(0, wanted.gate.place - opened.episode.gate.place)
    place = min(wanted.gate.place + lost, len(course.path) - 1)
    for key, level in _levels(pack, course, plan).items():
        lowered = max(0, level - opened.episode.ladders[key].level)
        most = len(course.rungs[split_key(key)[0]])
        ladders[key] = ladders[key]._replace(level=max(level, min(most, level + lowered)))
    gate = wanted.gate if place == wanted.gate.place else GatePosition(place)
    return wanted._replace(gate=gate, ladders=ladders)


def _adopted(pack: Pack, course: Course, episode: Episode, plan: EarlierPlan) -> Episode:
    stages, levels = dict(plan.stages), _levels(pack, course, plan)
    limb = episode.kind.limb
    place = _place(course, stages[limb], plan.days) if limb in stages else 0
    place = min(place, episode.gate.place)
    return episode._replace(
        gate=episode.gate if place == episode.gate.place else GatePosition(place),
        latches=(),
        ladders={
            key: _fresh(ladder, _kept(pack, course, place, ladder, levels.get(key, START_LEVEL)))
            for key, ladder in episode.ladders.items()
        },
        monitors=_new_period(episode.monitors),
        pending=tuple(work._replace(clean=False) for work in episode.pending),
    )


def _kept(pack: Pack, course: Course, place: int, ladder: Ladder, planned: int) -> int:
    """The level of a ladder from now on: as planned last or lower. What plans had left out for as
    long as the first band of a gap is lower too, as the earlier edition may have lowered it since
    (S18)."""
    level = min(ladder.level, planned)
    lowered = own_band_rungs(pack.rules.gap.bands, ladder.idle, course.spacings[place])
    return max(START_LEVEL, level - lowered) if level > START_LEVEL else level


def _fresh(ladder: Ladder, level: int) -> Ladder:
    """A ladder at a level, its clean sessions to be had anew."""
    return Ladder(
        level, idle=ladder.idle, gap_down=ladder.gap_down, out=ladder.out, was_out=ladder.was_out
    )


def _new_period(monitors: Monitors) -> Monitors:
    """A freeze ends and a new period of comparison begins."""
    return Monitors(
        day_of_week=monitors.day_of_week,
        week=monitors.week,
        medians=monitors.medians,
        recent=monitors.recent,
        start=monitors.start,
        scores=monitors.scores,
    )


def _minutes(pack: Pack, minutes: int) -> int:
    """The next lower number of minutes that is offered; as they are where none is lower."""
    return max((m for m in pack.minutes_offered if m <= minutes), default=minutes)


def _stages(
    engine: Engine, state: State, episodes: tuple[Episode, ...], plan: EarlierPlan
) -> tuple[tuple[str, int, int], ...]:
    stages = dict(plan.stages)
    found = []
    for episode in episodes:
        limb = episode.kind.limb
        now = engine.course(episode.kind, state.person).path[episode.gate.place]
        found.append((limb, stages.get(limb, now), now))
    return tuple(found)
