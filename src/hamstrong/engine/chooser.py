"""The chooser: proposes today's session in order of need; the guard disposes.

Key exercises first, then isometrics while they are daily, then what was idle longest. It may
propose anything: no invariant rests on it but that the plan fits the person's minutes and the
stage's count of exercises.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.course import Candidate, Course
from hamstrong.engine.ladder import Ladder
from hamstrong.engine.opening import OpenedEpisode
from hamstrong.engine.state import ladder_key
from hamstrong.engine.views import isometric_ids
from hamstrong.protocol.model import Pack

NEVER = 10_000
NEEDED, DAILY, ROTATION, EXTRA, LATER = range(5)


class Proposal(NamedTuple):
    """An exercise proposed for a limb's episode, most needed first by `order`."""

    order: tuple[int, int, int]
    candidate: Candidate


class Occasion(NamedTuple):
    """What kind of day it is: may it have hard work, and does variety lead (the week's extra
    training day, when the key exercises already had their two)."""

    training: bool
    variety: bool
    flare_day: int
    isometrics_only: bool


def propose(
    pack: Pack, course: Course, opened: OpenedEpisode, index: int, occasion: Occasion
) -> list[Proposal]:
    """Proposals for one episode today, most needed first."""
    if occasion.flare_day == 2 or occasion.isometrics_only:
        return _isometrics(pack, course, opened)
    stage = course.stages[index]
    found = [
        Proposal(_order(pack, course, opened, index, c, place, occasion), c)
        for place, c in enumerate(course.candidates[index])
        if not c.exercise.adjunct
        and _fits_day(pack, c, occasion, daily=stage.daily)
        and (occasion.training or stage.daily or not _is_spare(pack, course, opened, index, c))
    ]
    return sorted(found, key=lambda p: p.order)


def _isometrics(pack: Pack, course: Course, opened: OpenedEpisode) -> list[Proposal]:
    ids = isometric_ids(pack, course)
    first = [c for c in course.candidates[0] if c.exercise.id in ids]
    return [Proposal((DAILY, -_idle(opened, c), place), c) for place, c in enumerate(first)]


def _fits_day(pack: Pack, candidate: Candidate, occasion: Occasion, *, daily: bool) -> bool:
    """Hard work only on the person's training days; the last flare-up day repeats its session."""
    hard = pack.load_classes[candidate.exercise.load_class].hard
    return daily or occasion.training or not hard


def _order(
    pack: Pack,
    course: Course,
    opened: OpenedEpisode,
    index: int,
    candidate: Candidate,
    place: int,
    occasion: Occasion,
) -> tuple[int, int, int]:
    variety = occasion.variety and not course.stages[index].daily
    rank = ROTATION if _is_active(opened, index, candidate) else LATER
    if _wants_class(course, opened, index, candidate):
        rank = NEEDED
    elif candidate.is_key and not _is_latched(course, opened, index, candidate):
        rank = EXTRA if variety else NEEDED
    elif _is_daily_isometric(pack, course, index, candidate):
        rank = DAILY
    return rank, -_idle(opened, candidate), place


def _is_spare(
    pack: Pack, course: Course, opened: OpenedEpisode, index: int, candidate: Candidate
) -> bool:
    """A rest day is no day for what is mastered and neither a key nor a daily isometric."""
    needed = candidate.is_key and not _is_latched(course, opened, index, candidate)
    daily = _is_daily_isometric(pack, course, index, candidate)
    return not needed and not daily and _is_mastered(opened, candidate)


def _is_daily_isometric(pack: Pack, course: Course, index: int, candidate: Candidate) -> bool:
    until = course.track.isometrics_until_stage
    isometric = pack.load_classes[candidate.exercise.load_class].isometric
    return isometric and until is not None and course.path[index] < until


def _is_active(opened: OpenedEpisode, index: int, candidate: Candidate) -> bool:
    """The first few exercises of the pool that are not mastered yet take turns; the others wait,
    so that each comes round often enough to progress."""
    course = opened.course
    active = [
        c.exercise.id
        for c in course.candidates[index]
        if not c.exercise.adjunct and not _is_mastered(opened, c)
    ]
    return candidate.exercise.id in active[: course.stages[index].max_exercises]


def _is_mastered(opened: OpenedEpisode, candidate: Candidate) -> bool:
    ladder = opened.episode.ladders.get(_any_key(candidate, opened.course), Ladder())
    return ladder.proven and ladder.level >= candidate.max_level


def _any_key(candidate: Candidate, course: Course) -> str:
    side = "both" if candidate.exercise.legs == "both" else course.kind.limb
    return ladder_key(candidate.exercise.id, side)


def _idle(opened: OpenedEpisode, candidate: Candidate) -> int:
    """Days since the exercise was last performed; never performed is longest."""
    ladder = opened.episode.ladders.get(_any_key(candidate, opened.course), Ladder())
    return NEVER if ladder.idle < 0 else ladder.idle


def _is_latched(course: Course, opened: OpenedEpisode, index: int, candidate: Candidate) -> bool:
    """Whether every criterion about this exercise that is open now is met already."""
    stage = course.path[index]
    compiled = course.gates[index]
    groups = [compiled.criteria] if compiled else []
    groups += [k.criteria for k in course.keys if k.key.from_stage <= stage]
    latches = dict(opened.episode.latches)
    slots = [
        slot
        for group in groups
        for c in group
        if c.criterion.exercise == candidate.exercise.id
        for slot in c.slots
    ]
    return all(latches.get(slot, 0) >= limit for slot, limit in slots)


def _wants_class(course: Course, opened: OpenedEpisode, index: int, candidate: Candidate) -> bool:
    """Whether the gate still counts clean sessions of this exercise's load class."""
    compiled = course.gates[index]
    if compiled is None:
        return False
    latches = dict(opened.episode.latches)
    return any(
        c.criterion.kind == "clean_sessions"
        and c.criterion.load_class == candidate.exercise.load_class == "power"
        and any(latches.get(slot, 0) < limit for slot, limit in c.slots)
        for c in compiled.criteria
    )
