"""Capacity: whether each stage's key exercises can be done twice a week with what was chosen.

The linter asks it of every choice that a pack offers; enrolment asks it of one person and
refuses with the reason. It judges the course that the engine itself compiles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from hamstrong.engine.capacity.needs import needs_at
from hamstrong.engine.capacity.shortfall import Shortfall
from hamstrong.engine.capacity.stage_fit import stage_shortfalls
from hamstrong.engine.course.compilation import compile_course
from hamstrong.engine.course.course import Course
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Pack


@dataclass(frozen=True, slots=True)
class CapacityCase:
    """What decides how much work fits. `kit` None means everything that the pack knows."""

    track: str
    goal: str
    limbs: int
    days: int
    minutes: int
    kit: frozenset[str] | None = None
    traits: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """Return the choice in a few words."""
        traits = f", {' and '.join(sorted(self.traits))}" if self.traits else ""
        legs = "one leg" if self.limbs == 1 else "both legs"
        return f"{self.track}, {self.goal}, {legs}, {self.days} days, {self.minutes} min{traits}"


def shortfalls(pack: Pack, choice: CapacityCase) -> tuple[Shortfall, ...]:
    """Return every stage of the choice's path in which its key exercises do not fit."""
    return _lacking(pack, choice, course_of(pack, choice, "left"))


def _lacking(pack: Pack, choice: CapacityCase, course: Course) -> tuple[Shortfall, ...]:
    return tuple(
        shortfall
        for place in range(len(course.path))
        for shortfall in stage_shortfalls(pack, course, place, choice.days, choice.minutes)
    )


def out_of_reach(pack: Pack, choice: CapacityCase) -> tuple[Shortfall, ...]:
    """Return what of the gates on the choice's path its kit and traits do not let it reach."""
    course = course_of(pack, choice, "left")
    places = range(len(course.path))
    return tuple(lost for place in places for lost in needs_at(pack, course, place).lost)


def course_of(pack: Pack, choice: CapacityCase, limb: str) -> Course:
    """Compile the course that the engine would give a leg of this choice, had it all the minutes on
    offer: how many of them each stage lacks is asked of the course afterwards."""
    person = PersonSettings(
        goal=choice.goal,
        training_days=tuple(range(choice.days)),
        minutes=max(pack.minutes_offered),
        kit=frozenset(pack.kits) if choice.kit is None else choice.kit,
        traits=choice.traits,
    )
    return compile_course(pack, EpisodeKind(limb, choice.track, alone=choice.limbs == 1), person)


def needed_kit(pack: Pack, track: str, goal: str) -> tuple[str, ...]:
    """Return the kit without which a gate of the path cannot be reached, whatever else is owned."""
    whole = frozenset(pack.kits)
    days, minutes = pack.rules.calendar.max_training_days, max(pack.minutes_offered)
    needed = []
    for item in sorted(whole):
        lacking = whole - {item}
        if out_of_reach(
            pack,
            CapacityCase(track=track, goal=goal, limbs=1, days=days, minutes=minutes, kit=lacking),
        ):
            needed.append(item)
    return tuple(needed)


def check_capacity(pack: Pack) -> Iterator[UnplacedFault]:
    """A finding for each stage that a choice which the pack offers cannot get through."""
    seen: Counter[Shortfall] = Counter()
    first: dict[Shortfall, CapacityCase] = {}
    for choice, lacking in _judged(pack):
        for shortfall in lacking:
            if choice.kit is not None and shortfall.kind == "out_of_reach":
                continue  # enrolment names the missing kit and refuses
            seen[shortfall] += 1
            first.setdefault(shortfall, choice)
    for shortfall, count in seen.items():
        yield _finding(shortfall, first[shortfall], count)


def _judged(pack: Pack) -> Iterator[tuple[CapacityCase, tuple[Shortfall, ...]]]:
    """Every choice with what it lacks; most kits change nothing about most courses, and what a
    course lacks is asked once."""
    known: list[tuple[Course, tuple[Shortfall, ...]]] = []
    for choice in _offered(pack):
        course = course_of(pack, choice, "left")
        if known and known[0][0].kind != course.kind:
            known.clear()  # the choices of a kind follow each other
        lacking = next((found for other, found in known if other == course), None)
        if lacking is None:
            lacking = _lacking(pack, choice, course)
            known.append((course, lacking))
        yield choice, lacking


def check_presets(pack: Pack) -> Iterator[UnplacedFault]:
    """A finding for each kit preset with which a gate of some path is out of reach: whoever chose
    it would be refused."""
    days, minutes = pack.rules.calendar.min_training_days, max(pack.minutes_offered)
    for name, kit in pack.kit_presets.items():
        for track, goal in product(pack.tracks, pack.goals):
            choice = CapacityCase(
                track=track, goal=goal, limbs=1, days=days, minutes=minutes, kit=frozenset(kit)
            )
            lost = out_of_reach(pack, choice)
            if lost:
                place = PackPlace("pack.yaml", ("kit_presets", name))
                expected = f"what {', '.join(lost[0].names)} needs, for {track} and {goal}"
                yield UnplacedFault(place, "out-of-reach", expected, ", ".join(kit))
                break


def _offered(pack: Pack) -> Iterator[CapacityCase]:
    """The tightest choices on offer: fewest days, each trait, each kit missing. With the most
    minutes: enrolment refuses what does not fit into fewer."""
    days, minutes = pack.rules.calendar.min_training_days, max(pack.minutes_offered)
    whole = frozenset(pack.kits)
    traits = [frozenset[str](), *(frozenset({trait}) for trait in pack.traits)]
    traits.append(frozenset(pack.traits))
    for track, goal, limbs in product(pack.tracks, pack.goals, (1, 2)):
        for some in traits:
            yield CapacityCase(
                track=track, goal=goal, limbs=limbs, days=days, minutes=minutes, traits=some
            )
        for item in sorted(whole):
            yield CapacityCase(
                track=track, goal=goal, limbs=limbs, days=days, minutes=minutes, kit=whole - {item}
            )


def _finding(shortfall: Shortfall, choice: CapacityCase, count: int) -> UnplacedFault:
    names = ", ".join(shortfall.names)
    more = f" (and {count - 1} more choices)" if count > 1 else ""
    where = f"stage {shortfall.stage} of {choice}{more}"
    if shortfall.kind == "out_of_reach":
        place = PackPlace("gates.yaml", ("criteria", shortfall.criterion))
        expected = f"a criterion that can be reached in {where}, or a substitute for it"
        return UnplacedFault(place, "out-of-reach", expected, names)
    if shortfall.kind == "slots":
        place = PackPlace("pack.yaml", ("stages", shortfall.stage, "max_exercises"))
        expected = f"at least {shortfall.needs:g} exercises a day for {names} in {where}"
        return UnplacedFault(place, "no-slots", expected, int(shortfall.has))
    place = PackPlace("pack.yaml", ("minutes_offered",))
    expected = f"at least {shortfall.needs:g} minutes for {names} in {where}"
    return UnplacedFault(place, "no-minutes", expected, int(shortfall.has))
