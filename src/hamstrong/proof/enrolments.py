"""Enrolments by class: that each is made of parts that were visited, and how many there are.

Track, goal with its options, side, one or two limbs, equipment, traits (falls, knees, …) and the
days of a week all multiply. Nothing but lines (an exercise with the rungs that this person may use)
and criteria (after substitution) comes of them; so each class is taken apart by the engine's own
functions and every part is looked up among those that the proof visited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from hamstrong.engine.course.availability import fits_goal, is_possible, usable_rungs
from hamstrong.engine.course.compilation import CompiledPath, compile_course, compile_path
from hamstrong.engine.course.course import Course
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.engine.training_days import longest_spacing
from hamstrong.proof.alphabets import spacings
from hamstrong.proof.courses import Enrolment, equipment, kinds, wishes_of
from hamstrong.protocol.model import Pack

SIDES = ("left", "right")
WEEK = range(7)
MIRROR = {"left": "right", "right": "left"}


class EnrolmentPart(NamedTuple):
    """A line with its count of usable rungs, or a criterion with none."""

    track: str
    goal: str
    name: str
    rungs: int


class Family(NamedTuple):
    """What an enrolment may choose besides its track and goal."""

    kinds: tuple[EpisodeKind, ...]
    kits: tuple[frozenset[str], ...]
    traits: tuple[frozenset[str], ...]
    weeks: tuple[tuple[int, ...], ...]

    def size(self, pack: Pack) -> int:
        """How many classes: every choice with every other, on either side."""
        sides = len(SIDES) * len(self.kinds)
        goals = sum(len(wishes_of(pack, goal)) for goal in pack.goals)
        return sides * goals * len(self.kits) * len(self.traits) * len(self.weeks)


def family(pack: Pack, *, quick: bool) -> Family:
    """All kinds and weeks, with every equipment class and up to two traits at once; the quick
    proof takes the ends alone."""
    single = () if quick else tuple(pack.traits)
    sets = [frozenset(two) for n in range(3) for two in combinations(single, n)]
    kits = equipment(pack, quick=quick)
    return Family(kinds(pack), kits, tuple({*sets, frozenset(pack.traits)}), weeks(pack))


def weeks(pack: Pack) -> tuple[tuple[int, ...], ...]:
    """Every choice of training days that the pack admits."""
    rules = pack.rules.calendar
    sizes = range(rules.min_training_days, rules.max_training_days + 1)
    return tuple(days for n in sizes for days in combinations(WEEK, n))


def visited_parts(compiled: tuple[Enrolment, ...]) -> frozenset[EnrolmentPart]:
    """The parts of every course that the proof compiled."""
    return frozenset(part for _, person, course in compiled for part in _of_course(course, person))


def _of_course(course: Course, person: PersonSettings) -> Iterator[EnrolmentPart]:
    track = course.track.id
    for exercise, rungs in course.rungs.items():
        yield EnrolmentPart(track, person.goal, exercise, len(rungs))
    yield from _criteria(track, course, person)


def _criteria(
    track: str, asks: Course | CompiledPath, person: PersonSettings
) -> Iterator[EnrolmentPart]:
    groups = [gate.criteria for gate in asks.gates if gate]
    for group in (*groups, *(key.criteria for key in asks.keys)):
        for one in group:
            yield EnrolmentPart(track, person.goal, f"criterion {one.criterion.id}", 0)


def strangers(
    pack: Pack, known: frozenset[EnrolmentPart], chosen: Family
) -> Iterator[tuple[PersonSettings, EnrolmentPart]]:
    """Parts of any enrolment that were not visited, with who would have them."""
    wanted = [(goal, some) for goal in pack.goals for some in wishes_of(pack, goal)]
    for kit, traits in product(chosen.kits, chosen.traits):
        able = PersonSettings(kit=kit, traits=traits)
        for kind in (EpisodeKind(SIDES[0], track) for track in pack.tracks):
            ladders = _possible(pack, kind, able)
            for goal, options in wanted:
                person = able._replace(goal=goal, options=options)
                for part in (
                    *_lines(pack, kind, person, ladders),
                    *_criteria(kind.track, compile_path(pack, kind, person), person),
                ):
                    if part not in known:
                        yield person, part


def _possible(pack: Pack, kind: EpisodeKind, person: PersonSettings) -> dict[str, int]:
    """Usable rungs of each exercise that somebody with this kit and these traits can do; asked
    once for all goals, of which they do not depend."""
    return {
        exercise.id: len(usable_rungs(pack, exercise, person, kind.track))
        for exercise in pack.exercises.values()
        if is_possible(pack, exercise, person, kind.track)
    }


def _lines(
    pack: Pack, kind: EpisodeKind, person: PersonSettings, ladders: Mapping[str, int]
) -> Iterator[EnrolmentPart]:
    for name, rungs in ladders.items():
        if fits_goal(pack, pack.exercises[name], person):
            yield EnrolmentPart(kind.track, person.goal, name, rungs)


def unknown_spacings(pack: Pack) -> Iterator[tuple[int, ...]]:
    """Weeks whose longest spacing the gap was not visited with."""
    known = spacings(pack)
    limit = pack.rules.gap.spacing_max
    yield from (days for days in weeks(pack) if longest_spacing(days, limit) not in known)


def unlike_the_other_side(pack: Pack, compiled: tuple[Enrolment, ...]) -> Iterator[EpisodeKind]:
    """Kinds whose course for the right limb is not the mirror of that for the left."""
    firsts = {(kind, person.goal): (person, course) for kind, person, course in compiled[::-1]}
    for (kind, _), (person, course) in firsts.items():
        other = compile_course(pack, kind._replace(limb=MIRROR[kind.limb]), person)
        if _shape(course, mirrored=False) != _shape(other, mirrored=True):
            yield kind


def _shape(course: Course, *, mirrored: bool) -> object:
    """What a course asks and offers, its sides named as if the limb were the left one."""

    def side(name: str) -> str:
        head, colon, tail = name.rpartition(":")
        return f"{head}{colon}{MIRROR.get(tail, tail)}" if mirrored else name

    lines = tuple(
        (c.exercise.id, c.max_level, c.keyed, c.gate_exercise, c.named_rungs, side(c.ladder_key),
         frozenset((side(slot), n) for slot, n in (*c.slots, *c.key_slots)))
        for place in course.candidates
        for c in place
    )  # fmt: skip
    limits = frozenset((side(slot), n) for slot, n in course.slot_limits.items())
    gates = tuple(gate and (gate.gate.id, gate.min_days) for gate in course.gates)
    return course.path, lines, limits, gates, frozenset(map(side, course.sides))
