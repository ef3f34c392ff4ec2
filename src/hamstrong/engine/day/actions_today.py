"""Actions of today: which a person did, which the plan held, and which it left out.

A session makes up for what its plan left out only where it could have held it. A day of strength
never holds easy running, nor a day of running strength; so neither keeps the other's rungs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hamstrong.engine.course.course import Course
from hamstrong.engine.course.gap_names import gap_names
from hamstrong.engine.day.run_work import is_power
from hamstrong.engine.day.session_work import DayWork
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.state.action_gaps import ActionsToday
from hamstrong.engine.state.state import Episode, split_key
from hamstrong.protocol.model import LoadClass, Pack, Stage


class SessionKind(NamedTuple):
    """What of a session was performed: strength, a run that is not easy, work of the first stage,
    which has no strength; and whether its plan held a run, of which a day has one."""

    strength: bool
    faster_run: bool
    planned_run: bool
    first_stage: bool


def actions_today(pack: Pack, course: Course, episode: Episode, work: DayWork) -> ActionsToday:
    """Read the actions of one episode from its work."""
    done = (key for key, result in work.results.items() if result.performed)
    kind = _kind_of(pack, course, episode, work)
    place = course.by_id[episode.gate.place]
    planned = _names(pack, course, work.planned)
    left_out = (
        name
        for name in episode.gaps
        if name not in planned and _could_hold(pack, kind, split_key(name)[0], place)
    )
    return ActionsToday(_names(pack, course, done), planned, frozenset(left_out))


def held_today(
    pack: Pack, course: Course, episode: Episode, work: DayWork
) -> frozenset[str] | None:
    """The actions of a performed hard day, None where today is none. A fast run is one of the
    alternating action once its key is met."""
    done = [key for key, result in work.session.items() if result.performed]
    if not work.performed or not any(c.hard for c in _classes(pack, done)):
        return None
    held = {pack.exercises[split_key(key)[0]].action for key in done}
    stage = course.stages[episode.gate.place]
    fast = any(_is_fast(pack, work.planned[key]) for key in done if key in work.planned)
    if fast and stage.alternating is not None and runs_serve(stage, dict(episode.latches)):
        held.add(stage.alternating)
    return frozenset(held)


def _is_fast(pack: Pack, item: PlannedItem) -> bool:
    """Whether it is a run that makes a power day."""
    load_class = pack.load_classes[pack.exercises[item.exercise].load_class]
    return load_class.run and is_power(pack.rules.calendar, load_class, item.effort_percent)


def runs_serve(stage: Stage, latches: Mapping[str, int]) -> bool:
    """Whether a fast run is one of the alternating action of a stage: once its key is met."""
    return bool(latches.get(f"key:{stage.fast_runs_serve_after}", 0))


def _names(pack: Pack, course: Course, ladders: Iterable[str]) -> frozenset[str]:
    return frozenset(name for key in ladders for name in gap_names(pack, course, key))


def _kind_of(pack: Pack, course: Course, episode: Episode, work: DayWork) -> SessionKind:
    classes = _classes(pack, (key for key, result in work.session.items() if result.performed))
    return SessionKind(
        strength=any(c.strength for c in classes),
        faster_run=any(c.run and c.hard for c in classes),
        planned_run=any(c.run for c in _classes(pack, work.planned)),
        first_stage=work.performed and episode.gate.place == 0 and course.stages[0].daily,
    )


def _classes(pack: Pack, ladders: Iterable[str]) -> list[LoadClass]:
    names = (split_key(key)[0] for key in ladders)
    return [pack.load_classes[pack.exercises[n].load_class] for n in names if n in pack.exercises]


def _could_hold(pack: Pack, kind: SessionKind, gap: str, place: Iterable[str]) -> bool:
    """Whether a day like this one could have held the work of a gap."""
    run = _run_class(pack, gap)
    if run is None:
        return kind.strength or (kind.first_stage and not _is_strength(pack, gap))
    if run.hard:
        return kind.faster_run or (kind.strength and not kind.planned_run)
    # Easy running makes way for faster runs, and some stages plan none.
    return kind.faster_run or (kind.strength and gap not in place)


def _run_class(pack: Pack, gap: str) -> LoadClass | None:
    """The load class of a way of running, whose gaps bear the name of the exercise."""
    exercise = pack.exercises.get(gap)
    load_class = pack.load_classes[exercise.load_class] if exercise is not None else None
    return load_class if load_class is not None and load_class.run else None


def _is_strength(pack: Pack, action: str) -> bool:
    return any(
        pack.load_classes[e.load_class].strength
        for e in pack.exercises.values()
        if e.action == action
    )
