"""The chooser: proposes today's session in order of need; the guard disposes.

Key exercises first, then isometrics while they are daily and what is mastered when it is due, then
what was idle longest. It may propose anything: no invariant rests on it but that the plan fits the
person's minutes and the stage's count of exercises.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from hamstrong.engine.course.course import Candidate, Course
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.state.flare import ISOMETRIC_DAY
from hamstrong.engine.state.ladder import Ladder, planned_every

NEVER = 10_000
FRESH = Ladder()
NEEDED, OPENS, DAILY, ROTATION, EXTRA, LATER = range(6)


class Proposal(NamedTuple):
    """An exercise proposed for a limb's episode, most needed first by `order`."""

    order: tuple[int, int, int]
    candidate: Candidate


class Occasion(NamedTuple):
    """What kind of day it is: is it one of the person's own, may it have hard work, and does
    variety lead (the week's extra training day, when the key exercises already had their two)."""

    training: bool
    variety: bool
    flare_day: int
    isometrics_only: bool
    hard: bool


class RankedCandidate(NamedTuple):
    """What ranking reads of one candidate today; `turn` when it is among the first few that are
    not mastered yet, which take turns while the others wait, so that each comes round often
    enough to progress; `due` when what is mastered has its turn again."""

    nth: int
    candidate: Candidate
    ladder: Ladder
    mastered: bool
    needed: bool
    turn: bool
    due: bool


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
    if occasion.flare_day > ISOMETRIC_DAY and not (
        stage.daily or (occasion.training and occasion.hard)
    ):
        return []  # the path ends with a session of the stage, on a day that may have one
    looks = _looks(course, place, ladders, latches)
    running = any(look.candidate.load_class.run for look in looks)
    run_needed = any(look.needed for look in looks if look.candidate.load_class.run)
    variety = occasion.variety and not stage.daily
    found = [
        Proposal(
            (_rank(look, latches, variety, running), -_idle(look.ladder), look.nth), look.candidate
        )
        for look in looks
        if (stage.daily or _fits_day(look, occasion))
        and not _makes_way(look, run_needed, course.rest_limit)
    ]
    found.sort(key=itemgetter(0))
    return found


def _looks(
    course: Course, place: int, ladders: Mapping[str, Ladder], latches: Mapping[str, int]
) -> list[RankedCandidate]:
    found: list[RankedCandidate] = []
    turns = course.stages[place].max_exercises
    for nth, candidate in enumerate(course.candidates[place]):
        if candidate.exercise.adjunct:
            continue
        ladder = ladders.get(candidate.ladder_key, FRESH)
        mastered = ladder.proven and ladder.level >= candidate.max_level
        needed = candidate.is_key and _waits(latches, candidate.slots)
        due = mastered and _is_due(course, place, candidate, ladder)
        found.append(
            RankedCandidate(
                nth, candidate, ladder, mastered, needed, not mastered and turns > 0, due
            )
        )
        turns -= not mastered
    return found


def _is_due(course: Course, place: int, candidate: Candidate, ladder: Ladder) -> bool:
    """Whether what is mastered has its turn: by its own number of sessions a week; in the last
    stage, which keeps what was reached, before leaving it out once more would make a gap."""
    every = planned_every(course.ladders[candidate.exercise.id], ladder)
    if every:
        return ladder.idle >= every
    return course.gates[place] is None and ladder.idle > course.spacings[place]


def _waits(latches: Mapping[str, int], slots: tuple[tuple[str, int], ...]) -> bool:
    """Whether a criterion that is open now still counts towards one of these slots."""
    return any(latches.get(slot, 0) < limit for slot, limit in slots)


def _fits_day(look: RankedCandidate, occasion: Occasion) -> bool:
    """Hard work only on the person's training days; a rest day is no day for what is mastered
    and neither needed nor a daily isometric."""
    candidate = look.candidate
    if candidate.load_class.easy_run:
        return not (occasion.training and occasion.hard)
    if occasion.training:
        return True
    return not candidate.load_class.hard and (not look.mastered or look.needed or candidate.daily)


def _makes_way(look: RankedCandidate, run_needed: bool, rest_limit: int) -> bool:
    """A run that has nothing more to show makes way while another kind of run is needed; else it
    comes just often enough to be no gap, and leaves the other days to strength."""
    if not look.candidate.load_class.run or look.needed or not look.mastered:
        return False
    return run_needed or 0 <= look.ladder.idle < rest_limit


def _rank(look: RankedCandidate, latches: Mapping[str, int], variety: bool, running: bool) -> int:
    """How urgent it is; work of a class that the gate still counts comes first on any day.

    Args:
        running: runs are planned at this place. Beside one there is little room: what the gate
            itself names comes first, then what only opens something or counts up.
    """
    candidate = look.candidate
    if candidate.class_slots and _waits(latches, candidate.class_slots):
        return NEEDED
    if look.needed:
        return _rank_of_needed(candidate, variety, running)
    if running and _waits(latches, candidate.counted):
        return OPENS
    if candidate.daily or look.due:
        return DAILY
    return ROTATION if look.turn else LATER


def _rank_of_needed(candidate: Candidate, variety: bool, running: bool) -> int:
    if candidate.load_class.run:
        return NEEDED
    if variety:
        return EXTRA
    return NEEDED if candidate.gate_exercise or not running else OPENS


def _idle(ladder: Ladder) -> int:
    """Days since the exercise was last performed; never performed is longest."""
    return NEVER if ladder.idle < 0 else ladder.idle
