"""The chooser: proposes today's session in order of need; the guard disposes.

Key exercises first, then isometrics while they are daily, then what was idle longest. It may
propose anything: no invariant rests on it but that the plan fits the person's minutes and the
stage's count of exercises.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from hamstrong.engine.course import Candidate, Course
from hamstrong.engine.ladder import Ladder
from hamstrong.engine.opening import OpenedEpisode

NEVER = 10_000
FRESH = Ladder()
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
    course: Course, opened: OpenedEpisode, place: int, occasion: Occasion
) -> list[Proposal]:
    """Proposals for one episode today, most needed first."""
    ladders = opened.episode.ladders
    if occasion.flare_day == 2 or occasion.isometrics_only:
        return [
            Proposal((DAILY, -_idle(ladders.get(c.ladder_key, FRESH)), nth), c)
            for nth, c in enumerate(course.isometrics)
        ]
    stage, latches = course.stages[place], dict(opened.episode.latches)
    found: list[Proposal] = []
    turns = stage.max_exercises
    for nth, candidate in enumerate(course.candidates[place]):
        if candidate.exercise.adjunct:
            continue
        ladder = ladders.get(candidate.ladder_key, FRESH)
        mastered = ladder.proven and ladder.level >= candidate.max_level
        needed = candidate.is_key and _waits(latches, candidate.slots)
        # The first few that are not mastered yet take turns; the others wait, so that each
        # comes round often enough to progress.
        turn, turns = not mastered and turns > 0, turns - (not mastered)
        if stage.daily or _fits_day(candidate, occasion, mastered, needed):
            variety = occasion.variety and not stage.daily
            rank = _rank(candidate, latches, needed, turn, variety)
            found.append(Proposal((rank, -_idle(ladder), nth), candidate))
    found.sort(key=itemgetter(0))
    return found


def _waits(latches: Mapping[str, int], slots: tuple[tuple[str, int], ...]) -> bool:
    """Whether a criterion that is open now still counts towards one of these slots."""
    return any(latches.get(slot, 0) < limit for slot, limit in slots)


def _fits_day(candidate: Candidate, occasion: Occasion, mastered: bool, needed: bool) -> bool:
    """Hard work only on the person's training days; a rest day is no day for what is mastered
    and neither needed nor a daily isometric."""
    if occasion.training:
        return True
    return not candidate.load_class.hard and (not mastered or needed or candidate.daily)


def _rank(
    candidate: Candidate, latches: Mapping[str, int], needed: bool, turn: bool, variety: bool
) -> int:
    """How urgent it is; work of a class that the gate still counts comes first on any day."""
    if candidate.class_slots and _waits(latches, candidate.class_slots):
        return NEEDED
    if needed:
        return EXTRA if variety else NEEDED
    if candidate.daily:
        return DAILY
    return ROTATION if turn else LATER


def _idle(ladder: Ladder) -> int:
    """Days since the exercise was last performed; never performed is longest."""
    return NEVER if ladder.idle < 0 else ladder.idle
