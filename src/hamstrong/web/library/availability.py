"""Availability of an exercise in a person's plan: open, locked by what, or not for them.

Reads the compiled course of an episode. It decides nothing: what is done today is the engine's
word alone.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from hamstrong.engine.course.availability import owns, usable_rungs, wishes
from hamstrong.engine.course.course import Candidate, Course
from hamstrong.engine.day.opening import keys_met
from hamstrong.engine.decide.decisions import Decision
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.ladder import START_LEVEL, rung_of
from hamstrong.engine.state.state import Episode, PersonSettings, State
from hamstrong.protocol.model import Exercise, Pack

Where = Literal["today", "open", "locked", "past", "never"]
_ORDER: tuple[Where, ...] = ("today", "open", "locked", "past", "never")


class ExerciseLock(NamedTuple):
    """One thing that comes before an exercise: a `kind` and what it is about."""

    kind: str
    about: str


class ExerciseStanding(NamedTuple):
    """Availability of an exercise for one leg; `rung` is the next one to be done, None before."""

    limb: str
    where: Where
    locks: tuple[ExerciseLock, ...] = ()
    rung: int | None = None


def standings(
    engine: Engine, state: State, exercise: Exercise, decision: Decision
) -> tuple[ExerciseStanding, ...]:
    """The availability for each leg that has a plan; nothing without a plan."""
    items = getattr(decision, "items", ()) + getattr(decision, "adjuncts", ())
    planned = {item.side for item in items if item.exercise == exercise.id}
    return tuple(
        _standing(engine, state.person, episode, exercise, planned)
        for episode in state.episodes
        if not episode.closed
    )


def best(found: tuple[ExerciseStanding, ...]) -> ExerciseStanding | None:
    """The standing that opens most; None without a plan."""
    return min(found, key=lambda s: _ORDER.index(s.where), default=None)


def _standing(
    engine: Engine, person: PersonSettings, episode: Episode, exercise: Exercise, planned: set[str]
) -> ExerciseStanding:
    course, place = engine.course(episode.kind, person), episode.gate.place
    limb = episode.kind.limb
    candidate = course.by_id[place].get(exercise.id)
    if candidate is not None:
        rung = _rung(course, episode, candidate)
        if planned & {limb, "both"} or (planned and episode.kind.alone):
            return ExerciseStanding(limb, "today", (), rung)
        missing = _missing_keys(candidate, episode)
        return ExerciseStanding(limb, "locked" if missing else "open", missing, rung)
    later = next((i for i in range(place + 1, len(course.path)) if exercise.id in course.by_id[i]),
                 None)  # fmt: skip
    if later is not None:
        stage = ExerciseLock("stage", str(course.path[later]))
        return ExerciseStanding(
            limb, "locked", (stage, *_missing_keys(course.by_id[later][exercise.id], episode))
        )
    if any(exercise.id in course.by_id[i] for i in range(place)):
        return ExerciseStanding(limb, "past")
    return ExerciseStanding(limb, "never", _bars(engine.pack, person, exercise, episode.kind.track))


def _rung(course: Course, episode: Episode, candidate: Candidate) -> int:
    ladder = episode.ladders.get(candidate.ladder_key)
    level = START_LEVEL if ladder is None else ladder.level
    return min(rung_of(level), len(course.rungs[candidate.exercise.id]) - 1)


def _missing_keys(candidate: Candidate, episode: Episode) -> tuple[ExerciseLock, ...]:
    met = keys_met(episode.latches)
    needed = dict.fromkeys(key for level, key in candidate.keyed if level <= START_LEVEL)
    return tuple(ExerciseLock("key", key) for key in needed if key not in met)


def _bars(
    pack: Pack, person: PersonSettings, exercise: Exercise, track: str
) -> tuple[ExerciseLock, ...]:
    """Why the exercise is never offered on this path, the most lasting reason first."""
    found = [
        ExerciseLock("trait", trait) for trait in exercise.excluded_by if trait in person.traits
    ]
    if exercise.id in person.cap_excluded:
        found.append(ExerciseLock("clinician", ""))
    found += [ExerciseLock("kit", i) for i in exercise.equipment if not owns(person.kit, i, pack)]
    if not found and not _has_equal_kit(pack, person, exercise):
        found.append(ExerciseLock("kit", exercise.equal_kit[0][0]))
    if not found and not usable_rungs(pack, exercise, person, track):
        first = exercise.ladder[0]
        found += [ExerciseLock("trait", t) for t in first.excluded_by if t in person.traits]
        found += [ExerciseLock("kit", i) for i in first.equipment if not owns(person.kit, i, pack)]
    if found:
        return tuple(found)
    if track not in exercise.stages:
        return (ExerciseLock("track", track),)
    barred = person.goal in exercise.excluded_goals
    if barred or (exercise.goals and person.goal not in exercise.goals):
        return (ExerciseLock("goal", person.goal),)
    if exercise.options and not wishes(pack, person) & set(exercise.options):
        return (ExerciseLock("option", exercise.options[0]),)
    return (ExerciseLock("path", ""),)


def _has_equal_kit(pack: Pack, person: PersonSettings, exercise: Exercise) -> bool:
    kits = exercise.equal_kit
    return not kits or any(all(owns(person.kit, i, pack) for i in kit) for kit in kits)
