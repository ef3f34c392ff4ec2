"""A key never waits for itself, so that everything that is locked can be unlocked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hamstrong.protocol.criteria import (
    Criterion,
    EitherRung,
    KeyMet,
    Repetitions,
    RungChoice,
    RungClean,
)
from hamstrong.protocol.draft import PackDraft
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Exercise, Key


def check_keys(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Keys with a criterion about work that needs this very key, directly or through others."""
    if draft.gates is None:
        return
    gates = draft.gates
    exercises = {exercise.id: exercise for _, exercise in draft.exercises()}
    for key in gates.keys.values():
        for track in key.tracks:
            waits = {
                name: _waits_for(_ever(keys), gates.criteria, exercises, track)
                for name, keys in gates.keys.items()
                if track in keys.tracks
            }
            if key.id in _reached(key.id, waits):
                place = PackPlace("gates.yaml", ("keys", key.id, "criteria"))
                expected = f"criteria that can be met on {track} without this key"
                yield UnplacedFault(place, "circular", expected, key.id)


def _ever(key: Key) -> tuple[str, ...]:
    """The criteria of a key for any goal."""
    return (*key.criteria, *sum(key.by_goal.values(), ()))


def _waits_for(
    names: tuple[str, ...],
    criteria: Mapping[str, Criterion],
    exercises: Mapping[str, Exercise],
    track: str,
) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        match criteria.get(name):
            case KeyMet(key=key):
                found.add(key)
            case RungClean(exercise=exercise, rung=rung) if exercise in exercises:
                found |= _exercise_keys(exercises[exercise], rung, track)
            case EitherRung(either=either):
                found |= _keys_of_every_choice(either, exercises, track)
            case Repetitions(exercise=exercise) if exercise in exercises:
                found |= _exercise_keys(exercises[exercise], None, track)
    return frozenset(found)


def _keys_of_every_choice(
    either: tuple[RungChoice, ...], exercises: Mapping[str, Exercise], track: str
) -> set[str]:
    """Keys that no choice does without."""
    needed = [
        _exercise_keys(exercises[choice.exercise], choice.rung, track)
        for choice in either
        if choice.exercise in exercises
    ]
    return set.intersection(*needed) if needed else set()


def _exercise_keys(exercise: Exercise, rung: str | None, track: str) -> set[str]:
    """Keys of the exercise and of the rungs up to the one asked for."""
    found = {*exercise.requires, *exercise.requires_tracks.get(track, ())}
    for step in exercise.ladder if rung is not None else ():
        found.update(step.requires_tracks.get(track, ()))
        if step.id == rung:
            break
    return found


def _reached(start: str, waits: Mapping[str, frozenset[str]]) -> set[str]:
    todo, seen = [start], set[str]()
    while todo:
        for name in waits.get(todo.pop(), frozenset()):
            if name not in seen:
                seen.add(name)
                todo.append(name)
    return seen
