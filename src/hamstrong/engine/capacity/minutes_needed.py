"""Minutes needed: where on a path a session takes longer than the person offers."""

from __future__ import annotations

from math import ceil

from hamstrong.engine.capacity.stage_fit import stage_shortfalls
from hamstrong.engine.course.course import Course
from hamstrong.engine.state.state import PersonSettings
from hamstrong.protocol.model import Pack


def minutes_needed(pack: Pack, course: Course, person: PersonSettings) -> tuple[int | None, ...]:
    """By place on the path, the fewest minutes on offer that hold its owed and named work; None
    where the person's own do.

    Nobody is asked for more than the pack offers: where that does not hold the work either,
    enrolment has refused the choice, and what came later leaves work out with its reason.
    """
    if person.minutes >= max(pack.minutes_offered):
        return (None,) * len(course.path)
    return tuple(_at(pack, course, place, person) for place in range(len(course.path)))


def _at(pack: Pack, course: Course, place: int, person: PersonSettings) -> int | None:
    lacking = stage_shortfalls(pack, course, place, len(person.training_days), person.minutes)
    least = max((ceil(one.needs) for one in lacking if one.kind == "minutes"), default=0)
    return enough_minutes(pack, least) if least else None


def enough_minutes(pack: Pack, least: float) -> int | None:
    """The fewest minutes on offer that are as many as these; None where none are."""
    return min((offered for offered in pack.minutes_offered if offered >= least), default=None)
