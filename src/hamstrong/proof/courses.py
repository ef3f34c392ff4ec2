"""Courses of every enrolment that makes a difference: kinds of episode, persons, compiled courses.

A ladder is usable up to its first rung that a missing item or a trait bars, so each usable length
is reached by taking away one item or adding one trait. A family with one change at a time
therefore meets every usable ladder of every exercise; substitutes of criteria follow the first
trait that matches, so it meets each of them too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from hamstrong.engine.course.compilation import compile_course
from hamstrong.engine.course.course import Candidate, Course
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.model import LoadClass, Pack, Rung


class CandidateLine(NamedTuple):
    """An exercise as the guard may be asked about it: a candidate, its ladder, its class."""

    candidate: Candidate
    rungs: tuple[Rung, ...]
    load_class: LoadClass


class CourseStage(NamedTuple):
    """One course at one place on its path."""

    course: Course
    place: int
    lines: tuple[CandidateLine, ...]


def kinds(pack: Pack) -> tuple[EpisodeKind, ...]:
    """Every kind of episode: each track, alone or one of two, and the strictest after a pull."""
    plain = [EpisodeKind("left", t, alone=a) for t in pack.tracks for a in (True, False)]
    strict = [
        EpisodeKind("left", pack.strictest_track, strictest=True, compression=c, alone=a)
        for c in (False, True)
        for a in (True, False)
    ]
    return (*plain, *strict)


def persons(pack: Pack, goal: str, *, quick: bool = False) -> Iterator[PersonSettings]:
    """One change at a time: everything owned, each item missing, nothing owned, each trait; the
    quick proof takes the ends alone. A goal with options has them all with every equipment too."""
    whole = frozenset(pack.kits)
    days = tuple(range(0, 2 * pack.rules.calendar.max_training_days, 2))
    plain = PersonSettings(
        goal=goal, training_days=days, minutes=max(pack.minutes_offered), kit=whole
    )
    single = () if quick else pack.traits
    for options in wishes_of(pack, goal):
        person = plain._replace(options=options)
        for kit in equipment(pack, quick=quick):
            yield person._replace(kit=kit)
        for traits in (*(frozenset({t}) for t in single), frozenset(pack.traits)):
            yield person._replace(traits=traits)


def wishes_of(pack: Pack, goal: str) -> tuple[frozenset[str], ...]:
    """Every choice among the options of a goal, none of them first."""
    options = sorted(pack.goals[goal].options)
    sizes = range(len(options) + 1)
    return tuple(frozenset(some) for n in sizes for some in combinations(options, n))


def equipment(pack: Pack, *, quick: bool = False) -> tuple[frozenset[str], ...]:
    """Classes of equipment: everything, each item missing, nothing."""
    whole = frozenset(pack.kits)
    items = () if quick else sorted(whole)
    kits = (whole, *(_without(pack, item) for item in items), frozenset[str]())
    return tuple(dict.fromkeys(kits))


def _without(pack: Pack, item: str) -> frozenset[str]:
    """Everything but an item and what serves equally."""
    equals = {item, *pack.kits[item].equal} | {k for k, v in pack.kits.items() if item in v.equal}
    return frozenset(pack.kits) - equals


Enrolment = tuple[EpisodeKind, PersonSettings, Course]


def courses(pack: Pack, *, quick: bool = False) -> Iterator[Enrolment]:
    """Every compiled course of every kind, goal and person."""
    for kind in kinds(pack):
        for goal in pack.goals:
            for person in persons(pack, goal, quick=quick):
                yield kind, person, compile_course(pack, kind, person)


def settings(pack: Pack, compiled: tuple[Enrolment, ...]) -> tuple[CourseStage, ...]:
    """Distinct places on paths, with the lines that the guard may be asked about there."""
    found: dict[object, CourseStage] = {}
    for kind, _, course in compiled:
        for place, candidates in enumerate(course.candidates):
            lines = tuple(_line(pack, course, c) for c in candidates)
            shape = tuple(
                (c.exercise.id, c.max_level, c.keyed, len(rungs)) for c, rungs, _ in lines
            )
            key = (kind.track, kind.strictest, kind.compression, course.path[place], shape)
            found.setdefault(key, CourseStage(course, place, lines))
    return tuple(found.values())


def _line(pack: Pack, course: Course, candidate: Candidate) -> CandidateLine:
    load_class = pack.load_classes[candidate.exercise.load_class]
    return CandidateLine(candidate, course.rungs[candidate.exercise.id], load_class)
