"""Courses check: whatever the expected courses name exists in the pack, their days in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from hamstrong.protocol.courses import (
    CoursePeople,
    Courses,
    ExpectedCourse,
    FirstPerformed,
    Milestone,
    RungCompleted,
    StageReached,
)
from hamstrong.protocol.draft import PackDraft, unresolved
from hamstrong.protocol.faults import PackPlace, UnplacedFault

_COURSES = PackPlace("courses.yaml")
_LAST_WEEKDAY = 6


def check_courses(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Faults of milestones, expected courses and simulated people."""
    courses = draft.courses
    if courses is None:
        return
    for milestone in courses.milestones.values():
        yield from _milestone(milestone, _COURSES.at("milestones", milestone.id), draft)
    known = draft.ids("exercises")
    yield from unresolved(_COURSES.at("lowering"), courses.lowering, known, what="exercises")
    if courses.people is not None:
        yield from _people(courses.people, _COURSES.at("people"), draft)
    elif courses.expected:
        yield UnplacedFault(
            _COURSES.at("people"), "missing-key", "people, whose courses are expected"
        )
    for expected in courses.expected.values():
        yield from _expected(expected, courses, draft)


def _milestone(milestone: Milestone, place: PackPlace, draft: PackDraft) -> Iterator[UnplacedFault]:
    exercises = draft.ids("exercises")
    match milestone:
        case FirstPerformed(exercises=names, rungs=rungs):
            yield from unresolved(place.at("exercises"), names, exercises, what="exercises")
            every = frozenset(rung for name in exercises for rung in draft.rung_ids(name))
            yield from unresolved(place.at("rungs"), rungs, every, what="rungs")
            if not (names or rungs):
                yield UnplacedFault(place, "asks-nothing", "exercises or rungs")
        case RungCompleted(exercise=name, rung=rung):
            yield from unresolved(place.at("exercise"), name, exercises, what="exercises")
            own = frozenset(draft.rung_ids(name))
            yield from unresolved(place.at("rung"), rung, own, what=f"rungs of {name}")
        case StageReached(stage=stage):
            known = draft.ids("pack/stages")
            yield from unresolved(place.at("stage"), stage, known, what="stages")
        case _:
            assert_never(milestone)


def _people(people: CoursePeople, place: PackPlace, draft: PackDraft) -> Iterator[UnplacedFault]:
    yield from unresolved(place.at("kit"), people.kit, draft.ids("pack/kits"), what="kits")
    offered = draft.pack.minutes_offered if draft.pack else (people.minutes,)
    if people.minutes not in offered:
        expected = f"one of {', '.join(map(str, offered))}"
        yield UnplacedFault(place.at("minutes"), "wrong-value", expected, people.minutes)
    for name, days in people.weeks.items():
        if (
            not days
            or list(days) != sorted({*days})
            or not 0 <= days[0] <= days[-1] <= _LAST_WEEKDAY
        ):
            expected = "weekdays from 0 (Monday) to 6, in order"
            yield UnplacedFault(place.at("weeks", name), "wrong-value", expected, list(days))
    if not people.realistic.pains:
        yield UnplacedFault(place.at("realistic", "pains"), "asks-nothing", "at least one pain")


def _expected(
    expected: ExpectedCourse, courses: Courses, draft: PackDraft
) -> Iterator[UnplacedFault]:
    place = _COURSES.at("expected", expected.id)
    yield from unresolved(
        place.at("track"), expected.track, draft.ids("pack/tracks"), what="tracks"
    )
    yield from unresolved(place.at("goal"), expected.goal, draft.ids("pack/goals"), what="goals")
    milestones = frozenset(courses.milestones)
    for key in ("days", "exempt"):
        names = tuple(getattr(expected, key))
        yield from unresolved(place.at(key), names, milestones, what="milestones")
    if courses.people is not None:
        weeks = frozenset(courses.people.weeks)
        yield from unresolved(place.at("week"), expected.week, weeks, what="weeks of people")
    for name, days in expected.days.items():
        if len(days) != 2 or days[0] > days[1]:
            rule = "the earliest and the latest day, in this order"
            yield UnplacedFault(place.at("days", name), "wrong-value", rule, list(days))
        if name in expected.exempt:
            rule = "days or an exemption, not both"
            yield UnplacedFault(
                place.at("exempt", name), "wrong-value", rule, expected.exempt[name]
            )
