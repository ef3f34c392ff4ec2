"""Availability of exercises to a person at all: by kit, traits, goal and wishes."""

from __future__ import annotations

from hamstrong.engine.state.state import PersonSettings
from hamstrong.protocol.model import (
    Exercise,
    Pack,
    Rung,
)


def owns(kit: frozenset[str], item: str, pack: Pack) -> bool:
    """Whether the person has an item or an equal one."""
    known = pack.kits.get(item)
    return item in kit or (known is not None and any(k in kit for k in known.equal))


def usable_rungs(pack: Pack, exercise: Exercise, person: PersonSettings) -> tuple[Rung, ...]:
    """The ladder up to the first rung that this person may not or cannot do."""
    usable: list[Rung] = []
    for rung in exercise.ladder:
        barred = person.traits & set(rung.excluded_by)
        if barred or not all(owns(person.kit, item, pack) for item in rung.equipment):
            break
        usable.append(rung)
    return tuple(usable)


def wishes(pack: Pack, person: PersonSettings) -> frozenset[str]:
    """The options that the person chose, as far as their goal of today has them."""
    return person.options & set(pack.goals[person.goal].options)


def first_stage(exercise: Exercise, person: PersonSettings, track: str) -> int:
    """The first stage that may have the exercise for this person."""
    later = (stage for trait, stage in exercise.later_for.items() if trait in person.traits)
    return max((exercise.stages[track], *later))


def has_its_stage(
    exercise: Exercise, person: PersonSettings, track: str, path: tuple[int, ...]
) -> bool:
    """Whether the path reaches what the exercise waits for: one that comes later for a person does
    not come at all where that stage is left out."""
    first = first_stage(exercise, person, track)
    return first == exercise.stages[track] or first in path


def is_offered(pack: Pack, exercise: Exercise, person: PersonSettings, track: str) -> bool:
    """Whether the exercise can ever be offered: track, goal, wish, traits, kit, a first rung."""
    if track not in exercise.stages or person.goal in exercise.excluded_goals:
        return False
    if exercise.goals and person.goal not in exercise.goals:
        return False
    if exercise.options and not wishes(pack, person) & set(exercise.options):
        return False
    barred = {*exercise.excluded_by, *exercise.excluded_on.get(track, ())}
    if person.traits & barred or exercise.id in person.cap_excluded:
        return False
    if not all(owns(person.kit, item, pack) for item in exercise.equipment):
        return False
    if any(owns(person.kit, item, pack) for item in exercise.without_kit):
        return False
    kits = exercise.equal_kit
    has_kit = not kits or any(all(owns(person.kit, i, pack) for i in kit) for kit in kits)
    return has_kit and bool(usable_rungs(pack, exercise, person))
