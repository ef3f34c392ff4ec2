"""People who are simulated: one ideal person for each weekday, realistic ones by seed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from hamstrong.engine.engine import Engine
from hamstrong.proof.simulation.course import LivedCourse, live_course
from hamstrong.proof.simulation.patient import start_patient
from hamstrong.proof.virtual_person import FIRST_DAY
from hamstrong.protocol.courses import CoursePeople, Milestone
from hamstrong.protocol.model import Pack

WEEKDAYS = 7


class CourseKey(NamedTuple):
    """Track, goal and training week of a course."""

    track: str
    goal: str
    week: str


@dataclass(frozen=True)
class SimulatedGroup:
    """Several people on one course, in the order of their weekdays or seeds."""

    key: CourseKey
    lived: tuple[LivedCourse, ...]

    def days(self, milestone: str) -> tuple[int | None, ...]:
        """Day of a milestone for each person, None for whoever never reached it."""
        return tuple(one.days.get(milestone) for one in self.lived)

    def interruptions(self) -> dict[str, int]:
        """How many people met each freeze and referral."""
        names = sorted({name for one in self.lived for name in one.interruptions})
        return {n: sum(n in one.interruptions for one in self.lived) for n in names}


def required_people(pack: Pack) -> CoursePeople:
    """The simulated people of a pack.

    Raises:
        ValueError: the pack has none.
    """
    if pack.courses.people is None:
        raise ValueError(f"the pack {pack.id!r} names no people in courses.yaml: add them there")
    return pack.courses.people


def ideal_group(engine: Engine, key: CourseKey) -> SimulatedGroup:
    """Ideal people, one for each weekday of the injury or start, Monday first."""
    people = required_people(engine.pack)
    monday = FIRST_DAY - (FIRST_DAY - 1) % WEEKDAYS
    starts = ((monday + weekday, None) for weekday in range(WEEKDAYS))
    return _group(engine, people, key, starts)


def realistic_group(engine: Engine, key: CourseKey, seeds: Sequence[int]) -> SimulatedGroup:
    """Realistic people, one for each seed; the seed also gives the weekday."""
    people = required_people(engine.pack)
    monday = FIRST_DAY - (FIRST_DAY - 1) % WEEKDAYS
    return _group(engine, people, key, ((monday + seed % WEEKDAYS, seed) for seed in seeds))


def _group(
    engine: Engine, people: CoursePeople, key: CourseKey, starts: Iterable[tuple[int, int | None]]
) -> SimulatedGroup:
    found = milestones_of(engine.pack, key)
    lived = (
        live_course(
            start_patient(engine, people, key, first_day=day, seed=seed), found, people.most_days
        )
        for day, seed in starts
    )
    return SimulatedGroup(key, tuple(lived))


def milestones_of(pack: Pack, key: CourseKey) -> dict[str, Milestone]:
    """The milestones of a course: those of its expected days, else every one of the pack."""
    for expected in pack.courses.expected.values():
        if (expected.track, expected.goal) == (key.track, key.goal):
            return {name: pack.courses.milestones[name] for name in expected.days}
    return dict(pack.courses.milestones)


def quantile(days: Sequence[int | None], share: float) -> int | None:
    """The day by which this share of the people is there; None where fewer ever are."""
    known = sorted(day for day in days if day is not None)
    place = ceil(share * len(days))
    return known[place - 1] if 0 < place <= len(known) else None
