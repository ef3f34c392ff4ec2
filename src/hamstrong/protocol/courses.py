"""Expected courses: milestones, the days on which they are expected, and published figures.

Shapes only. A course is that of a simulated person on one track with one goal; the simulation is
the concern of `hamstrong.proof.simulation`. Days count from the injury where the track has one,
else from the start. Words are in the language files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from hamstrong.protocol.bounds import LoadKg, Nprs, Range, SomeDays, StageNumber, Times
from hamstrong.protocol.knowledge import Grade

CourseDay = Annotated[int, Range(0, 1000)]
Factor = Annotated[float, Range(1, 10)]
Share = Annotated[float, Range(0.01, 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _CommonCourse:
    """What every milestone has; `sources` are those of the published figure beside it."""

    id: str
    sources: tuple[str, ...]
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPerformed(_CommonCourse):
    """The first session that holds one of the rungs, or any rung of one of the exercises."""

    kind: ClassVar[str] = "first_performed"
    exercises: tuple[str, ...] = ()
    rungs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RungCompleted(_CommonCourse):
    """The last of the clean sessions that a rung of an exercise asks for."""

    kind: ClassVar[str] = "rung_completed"
    exercise: str
    rung: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReached(_CommonCourse):
    """The first day of a stage."""

    kind: ClassVar[str] = "stage_reached"
    stage: StageNumber


Milestone = FirstPerformed | RungCompleted | StageReached


@dataclass(frozen=True, slots=True)
class ExpectedCourse:
    """One track and goal with the days expected of ideal people.

    Args:
        week: which of the training weeks this course uses.
        days: earliest and latest day of each milestone.
        exempt: milestones without an expected day: what already goes on, or may be done freely.
    """

    id: str
    track: str
    goal: str
    week: str
    sources: tuple[str, ...]
    grade: Grade
    days: Mapping[str, tuple[CourseDay, ...]]
    exempt: Mapping[str, Literal["goes_on", "free"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RealisticPeople:
    """What realistic people feel and miss, and how far behind ideal people they may be.

    Args:
        pains: drawn from once a session or run.
        missed_one_in: sessions, of which one is missed.
        bad_morning, bad_morning_one_in: its pain, and how many mornings hold one, never two
            running; the other mornings are drawn from `pains`.
        median_factor: at most so many times the ideal day for half of the people.
        most_share, most_factor: at most so many times the ideal day for this share.
        least_days: no limit is earlier, since whoever misses a session has the next one.
    """

    pains: tuple[Nprs, ...]
    missed_one_in: Times
    bad_morning: Nprs
    bad_morning_one_in: Times
    median_factor: Factor
    most_share: Share
    most_factor: Factor
    least_days: SomeDays
    sources: tuple[str, ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class CoursePeople:
    """What simulated people bring: minutes a session, training weeks by name, kit, pain; and the
    weights they own, for each kit of theirs that comes in kilograms."""

    minutes: int
    weeks: Mapping[str, tuple[int, ...]]
    kit: tuple[str, ...]
    worst_nprs: Nprs
    most_days: SomeDays
    realistic: RealisticPeople
    sources: tuple[str, ...]
    grade: Grade
    weights_kg: tuple[LoadKg, ...] = ()


@dataclass(frozen=True, slots=True)
class Courses:
    """`courses.yaml`. `lowering` names the exercises whose repetitions are counted by week."""

    people: CoursePeople | None = None
    lowering: tuple[str, ...] = ()
    milestones: Mapping[str, Milestone] = field(default_factory=dict)
    expected: Mapping[str, ExpectedCourse] = field(default_factory=dict)
