"""Milestones of a course that a diary has reached: first work of a kind, rungs, stages.

The pack names them (`protocol.courses`) for the courses that it expects; here they are looked for
in what a person did. A milestone is reached once an episode and is not lost by going back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from hamstrong.engine.course.course import Course
from hamstrong.engine.criteria.completed_rungs import is_rung_completed
from hamstrong.engine.day.run_work import BOTH
from hamstrong.engine.facts import RunLogged, SetLogged
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.state import Episode
from hamstrong.protocol.courses import FirstPerformed, Milestone, RungCompleted, StageReached
from hamstrong.protocol.model import Pack


class MilestoneReached(NamedTuple):
    """A milestone with the day on which it was reached."""

    milestone: str
    day: int


class Now(NamedTuple):
    """The open day and the stage on it, to which a gate may have opened in today's check-in."""

    day: int
    stage: int


class LivedDay(Protocol):
    """What a day of the history says of milestones."""

    @property
    def day(self) -> int: ...
    @property
    def stages(self) -> Mapping[str, int]: ...
    @property
    def completed(self) -> Mapping[str, frozenset[str]]: ...


def completed_rungs(pack: Pack, course: Course, episode: Episode) -> frozenset[str]:
    """The milestones of a rung that every side of its exercise has behind it."""
    return frozenset(
        milestone.id
        for milestone in pack.courses.milestones.values()
        if isinstance(milestone, RungCompleted)
        and is_rung_completed(course, episode, milestone.exercise, milestone.rung)
    )


def reached(
    pack: Pack, limb: str, now: Now, days: Sequence[LivedDay], entries: Sequence[Recorded]
) -> tuple[MilestoneReached, ...]:
    """The milestones of one limb's episode, in the order of their days.

    Args:
        days: of the episode, oldest first.
        entries: every fact of the diary after all corrections.
    """
    found = [
        MilestoneReached(milestone.id, day)
        for milestone in pack.courses.milestones.values()
        if (day := _day_of(milestone, limb, now, days, entries)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.day))


def _day_of(
    milestone: Milestone,
    limb: str,
    now: Now,
    days: Sequence[LivedDay],
    entries: Sequence[Recorded],
) -> int | None:
    if not days:
        return None
    since = days[0].day
    match milestone:
        case FirstPerformed():
            return min(
                (d for d in _performed(milestone, limb, entries) if d >= since), default=None
            )
        case StageReached(stage=stage):
            here = now.day if now.stage == stage else None
            return next((day.day for day in days if day.stages.get(limb) == stage), here)
        case RungCompleted(exercise=exercise):
            known = (d.day for d in days if milestone.id in d.completed.get(limb, frozenset()))
            return _last_session(exercise, since, next(known, None), entries)


def _performed(milestone: FirstPerformed, limb: str, entries: Sequence[Recorded]) -> Iterator[int]:
    """The days with a set or a run that the milestone names; a run is of both legs."""
    for entry in entries:
        fact = entry.fact
        if not isinstance(fact, SetLogged | RunLogged):
            continue
        mine = not isinstance(fact, SetLogged) or fact.side in (limb, BOTH)
        if mine and (fact.exercise in milestone.exercises or fact.rung in milestone.rungs):
            yield entry.day


def _last_session(
    exercise: str, since: int, known: int | None, entries: Sequence[Recorded]
) -> int | None:
    """The last session of an exercise before its rung was known to be completed, which a later
    morning made count."""
    if known is None:
        return None
    done = (
        entry.day
        for entry in entries
        if isinstance(entry.fact, SetLogged | RunLogged)
        and entry.fact.exercise == exercise
        and since <= entry.day <= known
    )
    return max(done, default=known)
