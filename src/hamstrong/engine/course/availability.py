"""Availability of exercises to a person at all: by kit, traits, goal and wishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.facts.bounds import BANDS
from hamstrong.engine.state.load import Amount
from hamstrong.engine.state.state import OwnedLoads, PersonSettings
from hamstrong.protocol.model import (
    Exercise,
    Pack,
    Rung,
)


def owns(kit: frozenset[str], item: str, pack: Pack) -> bool:
    """Whether the person has an item or an equal one."""
    known = pack.kits.get(item)
    return item in kit or (known is not None and any(k in kit for k in known.equal))


def rungs_on(exercise: Exercise, track: str) -> tuple[Rung, ...]:
    """The whole ladder of a track."""
    return tuple(rung for rung in exercise.ladder if track not in rung.skipped_on)


def is_one_of(pack: Pack, when: tuple[str, ...], person: PersonSettings) -> bool:
    """Whether a person has one of these traits, or lacks a kit that is written `no_<kit>`."""
    missing = [w.removeprefix("no_") for w in when if w.startswith("no_")]
    kit = usable_kit(pack, person)
    lacks = any(item in pack.kits and not owns(kit, item, pack) for item in missing)
    return lacks or bool(person.traits & set(when))


def usable_rungs(
    pack: Pack, exercise: Exercise, person: PersonSettings, track: str
) -> tuple[Rung, ...]:
    """The ladder of a track up to the first rung that this person may not or cannot do."""
    usable: list[Rung] = []
    kit = usable_kit(pack, person)
    for rung in exercise.ladder:
        if track in rung.skipped_on:
            continue
        if not _is_usable(pack, rung, person.traits, kit):
            break
        usable.append(rung)
    return tuple(usable)


def _is_usable(pack: Pack, rung: Rung, traits: frozenset[str], kit: frozenset[str]) -> bool:
    if not traits.isdisjoint(rung.excluded_by):
        return False
    if rung.equipment and not all(owns(kit, item, pack) for item in rung.equipment):
        return False
    return not rung.load_kits or any(owns(kit, item, pack) for item in rung.load_kits)


class LoadPlan(NamedTuple):
    """What a person may be given to carry: the weights and bands by kit, None while it was not
    asked, the most of a first load, and whether few repetitions left take a step off."""

    by_kit: Mapping[str, tuple[Amount, ...]] | None
    most_kg: float
    eases_off: bool

    def owned(self, rung: Rung) -> tuple[Amount, ...]:
        """The amounts for a rung, lightest first: those of the first of its kits that is owned."""
        kits = (self.by_kit or {}).get
        return next((found for kit in rung.load_kits if (found := kits(kit))), ())


def load_plan(pack: Pack, person: PersonSettings) -> LoadPlan:
    """Read what the person owns against the kits of the pack."""
    most_kg = _most_first_kg(pack, person)
    eases_off = bool(person.traits & set(pack.rules.load.eased_traits))
    by_kit = None if person.owned is None else _by_kit(pack, person.owned)
    if by_kit is not None:
        by_kit = {kit: amounts for kit, amounts in by_kit.items() if _can_begin(amounts, most_kg)}
    return LoadPlan(by_kit, most_kg, eases_off)


def _most_first_kg(pack: Pack, person: PersonSettings) -> float:
    rules = pack.rules.load
    careful = bool(person.traits & set(rules.careful_traits))
    return rules.first_careful_kg if careful else rules.first_kg


def _can_begin(amounts: tuple[Amount, ...], most_kg: float) -> bool:
    """Whether one of them may be a first load; whoever has only heavier ones begins without."""
    return any(one.kg <= most_kg for one in amounts)


def usable_kit(pack: Pack, person: PersonSettings) -> frozenset[str]:
    """The kit without weights of which none is said to be owned, or none is light enough to
    begin with."""
    if person.owned is None:
        return person.kit
    most_kg = _most_first_kg(pack, person)
    by_kit = _by_kit(pack, person.owned)
    return person.kit - {kit for kit, mine in by_kit.items() if not _can_begin(mine, most_kg)}


def _by_kit(pack: Pack, owned: OwnedLoads) -> Mapping[str, tuple[Amount, ...]]:
    found: dict[str, tuple[Amount, ...]] = {}
    for kit in pack.kits.values():
        if kit.measured == "kg":
            mine = sorted({kg for name, kg in owned.weights if name == kit.id and kg > 0})
            found[kit.id] = tuple(Amount(kg) for kg in mine)
        elif kit.measured == "band":
            found[kit.id] = tuple(Amount(band=band) for band in BANDS if band in owned.bands)
    return found


def kit_with_loads(pack: Pack, kit: frozenset[str], owned: OwnedLoads) -> frozenset[str]:
    """The kit that a person has who owns these weights and bands, and no others."""
    by_kit = _by_kit(pack, owned)
    return (kit - set(by_kit)) | {name for name, amounts in by_kit.items() if amounts}


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
    return fits_goal(pack, exercise, person) and is_possible(pack, exercise, person, track)


def fits_goal(pack: Pack, exercise: Exercise, person: PersonSettings) -> bool:
    """Whether the exercise belongs to what the person wants: their goal and wishes."""
    if person.goal in exercise.excluded_goals:
        return False
    if exercise.goals and person.goal not in exercise.goals:
        return False
    return not exercise.options or bool(wishes(pack, person) & set(exercise.options))


def is_possible(pack: Pack, exercise: Exercise, person: PersonSettings, track: str) -> bool:
    """Whether the person can do the exercise, whatever they want: track, traits, kit, a first
    rung."""
    if track not in exercise.stages:
        return False
    if exercise.offered_when and not is_one_of(pack, exercise.offered_when, person):
        return False
    barred = {*exercise.excluded_by, *exercise.excluded_on.get(track, ())}
    if person.traits & barred or exercise.id in person.cap_excluded:
        return False
    kit = usable_kit(pack, person)
    if not all(owns(kit, item, pack) for item in exercise.equipment):
        return False
    if any(owns(kit, item, pack) for item in exercise.without_kit):
        return False
    kits = exercise.equal_kit
    has_kit = not kits or any(all(owns(kit, i, pack) for i in equal) for equal in kits)
    return has_kit and bool(usable_rungs(pack, exercise, person, track))
