"""Capacity of pairs: whether two limbs on different tracks can have the key exercises of both.

Asked where both stand in the same stage: apart, two-leg work follows the limb behind, so that its
own keys, which `capacity` judges, come first and the limb ahead waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import combinations

from hamstrong.engine.capacity.needs import needs_at
from hamstrong.engine.capacity.shortfall import Shortfall
from hamstrong.engine.capacity.stage_fit import longest_s, minutes_of, shortfalls_of, slots_of
from hamstrong.engine.course.course import Course
from hamstrong.lint.capacity import CapacityCase, course_of
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Pack

_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Limb:
    """One limb at one place of its path."""

    course: Course
    place: int

    def knows(self, exercise: str) -> bool:
        """Whether the limb is given this exercise there."""
        return exercise in self.course.by_id[self.place] or exercise in self.course.by_id[0]


def pair_shortfalls(pack: Pack, choice: CapacityCase, other: str) -> tuple[Shortfall, ...]:
    """Return every stage in which the keys of `choice.track` and of the `other` do not both fit."""
    return _shortfalls(pack, choice, other, partial(course_of, pack))


def _shortfalls(
    pack: Pack, choice: CapacityCase, other: str, compiled: Callable[[CapacityCase, str], Course]
) -> tuple[Shortfall, ...]:
    left, right = compiled(choice, "left"), compiled(replace(choice, track=other), "right")
    return tuple(
        shortfall
        for number in left.path
        if number in right.path
        for shortfall in _in_stage(
            pack,
            choice,
            (_Limb(left, left.path.index(number)), _Limb(right, right.path.index(number))),
        )
    )


def _in_stage(pack: Pack, choice: CapacityCase, limbs: tuple[_Limb, _Limb]) -> Iterator[Shortfall]:
    stage = limbs[0].course.stages[limbs[0].place]
    if not stage.daily:
        return  # a hard day has the same owed work for both, each side of it counted
    levels: dict[str, int] = {}
    for limb in limbs:
        for name, level in needs_at(pack, limb.course, limb.place).levels.items():
            levels[name] = max(level, levels.get(name, 0))
    minutes = {name: _cost_s(pack, name, level, limbs) / 60 for name, level in levels.items()}
    yield from shortfalls_of(
        stage.number,
        slots_of(stage),
        minutes_of(stage, choice.minutes, alone=False),
        _WEEK,
        minutes,
    )


def _cost_s(pack: Pack, name: str, level: int, limbs: tuple[_Limb, _Limb]) -> float:
    """Seconds of an exercise on a day: once for both legs, else once for each that has it."""
    exercise = pack.exercises[name]
    sides = 1 if exercise.legs == "both" else sum(limb.knows(name) for limb in limbs)
    return sides * longest_s(exercise, level)


def check_pairs(pack: Pack) -> Iterator[UnplacedFault]:
    """A finding for each stage and pair of tracks that the fewest days and minutes cannot hold."""
    days, minutes = pack.rules.calendar.min_training_days, min(pack.minutes_offered)
    traits = [frozenset[str](), *(frozenset({trait}) for trait in pack.traits)]
    seen: set[Shortfall] = set()
    compiled = cache(partial(course_of, pack))  # a track is one of several pairs
    for track, other in combinations(pack.tracks, 2):
        for goal in pack.goals:
            for some in (*traits, frozenset(pack.traits)):
                choice = CapacityCase(
                    track=track, goal=goal, limbs=2, days=days, minutes=minutes, traits=some
                )
                for shortfall in _shortfalls(pack, choice, other, compiled):
                    if shortfall not in seen:
                        seen.add(shortfall)
                        yield _finding(shortfall, choice, other)


def _finding(shortfall: Shortfall, choice: CapacityCase, other: str) -> UnplacedFault:
    names = ", ".join(shortfall.names)
    where = f"stage {shortfall.stage} of {choice}, the other leg on {other}"
    if shortfall.kind == "slots":
        place = PackPlace("pack.yaml", ("stages", shortfall.stage, "max_exercises"))
        expected = f"at least {shortfall.needs:g} exercises a day for {names} in {where}"
        return UnplacedFault(place, "no-slots", expected, int(shortfall.has))
    place = PackPlace("pack.yaml", ("minutes_offered",))
    expected = f"at least {shortfall.needs:g} minutes for {names} in {where}"
    return UnplacedFault(place, "no-minutes", expected, int(shortfall.has))
