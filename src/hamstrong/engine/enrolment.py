"""Enrolment: begin episodes, change settings, begin anew after a pop or pull."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hamstrong.engine.course.availability import kit_with_loads
from hamstrong.engine.course.course import Course
from hamstrong.engine.day.closing_ladders import below_level
from hamstrong.engine.day.opening_ladders import run_ceilings
from hamstrong.engine.facts import (
    CapRecorded,
    Enrolled,
    LimbEnrolled,
    LoadsOwned,
    SettingsChanged,
)
from hamstrong.engine.state.calendar import new_calendar
from hamstrong.engine.state.easy_running import Easy
from hamstrong.engine.state.gate import GatePosition
from hamstrong.engine.state.ladder import Ladder
from hamstrong.engine.state.lock import Lock
from hamstrong.engine.state.monitors import Monitors
from hamstrong.engine.state.state import (
    Episode,
    EpisodeKind,
    OwnedLoads,
    PersonSettings,
    State,
    split_key,
)
from hamstrong.engine.state.walking import Walking, Watch
from hamstrong.protocol.model import Pack

Courses = Callable[[EpisodeKind, PersonSettings], Course]


def enrol(pack: Pack, state: State, fact: Enrolled) -> State:
    """Begin an episode for each limb. Flags that stand go on standing.

    The calendar is kept when there is one: a new episode does not forget hard days.
    """
    person = state.person._replace(
        goal=fact.goal,
        training_days=tuple(sorted(set(fact.training_days))),
        minutes=fact.minutes,
        kit=frozenset(fact.kit),
        traits=frozenset(fact.traits),
        options=frozenset(fact.options),
        ask_clinician=fact.ask_clinician,
    )
    alone = len(fact.limbs) == 1
    calendar = state.calendar if state.calendar.days else new_calendar(pack.rules.calendar)
    return state._replace(
        person=person,
        calendar=calendar,
        episodes=tuple(_begin(pack, state.day, limb, alone=alone) for limb in fact.limbs),
        lock=state.lock._replace(weekly_age=0),
    )


def _begin(pack: Pack, day: int, limb: LimbEnrolled, *, alone: bool) -> Episode:
    track = pack.tracks[limb.track]
    kind = EpisodeKind(
        limb=limb.limb,
        track=limb.track,
        strictest=limb.strictest,
        compression=limb.sitting_bone,
        alone=alone,
    )
    since = day - limb.injury_day if limb.injury_day is not None else pack.rules.walking.last_day
    age = min(pack.rules.walking.last_day + 1, max(0, since))
    watched = track.walking_watch and limb.limp and age < pack.rules.walking.last_day
    watch = Watch.WAITING if watched else Watch.OFF
    easy = Easy(limb.easy_run_minutes or 0) if track.early_running == "easy" else Easy()
    return Episode(
        kind=kind,
        walking=Walking(age, watch),
        monitors=Monitors(start=limb.worst_nprs),
        easy=easy,
    )


def restart(pack: Pack, episode: Episode, *, sitting_bone: bool) -> Episode:
    """A new episode at the first stage after a pop or pull: the strictest rules hold, and its days
    count from that pop, whenever the clearance came."""
    limb = LimbEnrolled(
        episode.kind.limb,
        pack.strictest_track,
        injury_day=0,
        sitting_bone=sitting_bone,
        worst_nprs=episode.monitors.start,
        strictest=True,
    )
    return _begin(pack, episode.walking.age, limb, alone=episode.kind.alone)


def change_settings(courses: Courses, state: State, fact: SettingsChanged) -> State:
    """Apply settings; ladders and stage are clamped to what the new course has, never raised."""
    old = state.person
    person = old._replace(
        goal=old.goal if fact.goal is None else fact.goal,
        training_days=old.training_days
        if fact.training_days is None
        else tuple(sorted(set(fact.training_days))),
        minutes=old.minutes if fact.minutes is None else fact.minutes,
        kit=old.kit if fact.kit is None else frozenset(fact.kit),
        traits=old.traits if fact.traits is None else frozenset(fact.traits),
        options=old.options if fact.options is None else frozenset(fact.options),
        ask_clinician=old.ask_clinician if fact.ask_clinician is None else fact.ask_clinician,
    )
    return state._replace(
        person=person, episodes=tuple(refit(courses, e, old, person) for e in state.episodes)
    )


def change_loads(pack: Pack, courses: Courses, state: State, fact: LoadsOwned) -> State:
    """Take in the weights and bands that the person owns: the kit says the same from now on."""
    old = state.person
    owned = OwnedLoads(tuple(sorted(set(fact.weights))), tuple(sorted(set(fact.bands))))
    person = old._replace(owned=owned, kit=kit_with_loads(pack, old.kit, owned))
    return state._replace(
        person=person, episodes=tuple(refit(courses, e, old, person) for e in state.episodes)
    )


def refit(courses: Courses, episode: Episode, old: PersonSettings, new: PersonSettings) -> Episode:
    """Clamp one episode from its old course into the new one."""
    before, after = courses(episode.kind, old), courses(episode.kind, new)
    stage = before.path[episode.gate.place]
    index = max((i for i, n in enumerate(after.path) if n <= stage), default=0)
    gate = episode.gate if before.path == after.path else GatePosition(index)
    latches = episode.latches if before.slot_limits == after.slot_limits else ()
    return episode._replace(
        gate=gate,
        latches=latches,
        ladders=_clamped(after, episode.ladders),
    )


def _clamped(course: Course, ladders: Mapping[str, Ladder]) -> dict[str, Ladder]:
    """The ladders, none above what the course has; of an exercise that it lacks, as it was."""
    return {key: _clamp(course, key, ladder) for key, ladder in ladders.items()}


def _clamp(course: Course, key: str, ladder: Ladder) -> Ladder:
    plan = course.ladders.get(split_key(key)[0])
    if plan is None or ladder.level <= plan.rungs:
        return ladder
    return Ladder(level=plan.rungs, idle=ladder.idle, out=ladder.out, was_out=ladder.was_out)


def set_cap(courses: Courses, state: State, fact: CapRecorded) -> State:
    """Record a clinician's cap.

    What it leaves out again comes back as high as its ladder goes by then: the settings may have
    changed while it was out.
    """
    person = state.person._replace(
        cap_stage=fact.max_stage,
        cap_excluded=frozenset(fact.excluded),
        cap_sets=fact.max_sets,
    )
    episodes = tuple(
        episode._replace(ladders=_capped(courses(episode.kind, person), episode, fact.max_stage))
        for episode in state.episodes
    )
    return state._replace(person=person, episodes=episodes)


def _capped(course: Course, episode: Episode, max_stage: int | None) -> dict[str, Ladder]:
    """The ladders under a cap: runs go down to what its stage has, for they would come back by
    several rungs when it is lifted."""
    ladders = _clamped(course, episode.ladders)
    if max_stage is None:
        return ladders
    allowed = [place for place, stage in enumerate(course.path) if stage <= max_stage]
    place = min(episode.gate.place, max(allowed, default=0))
    for key, top in run_ceilings(course, place, ladders).items():
        ladders[key] = below_level(ladders[key], top + 1)
    return ladders


def fresh_state(pack: Pack, day: int) -> State:
    """Nobody enrolled yet."""
    return State(day=day, calendar=new_calendar(pack.rules.calendar), lock=Lock())
