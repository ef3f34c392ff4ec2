"""Offers of the day: the exercises of one limb's place on its path that today may hold.

Hard work belongs to the person's training days and easy running to the others; the flare-up path
and pain before the session leave holds alone. Whether the guard admits an offer is asked later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hamstrong.engine.course.course import Candidate, Course
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.chooser import Need
from hamstrong.engine.state.flare import ISOMETRIC_DAY
from hamstrong.engine.state.ladder import Ladder

NEVER = 10_000
FRESH = Ladder()


class Occasion(NamedTuple):
    """What kind of day it is: is it one of the person's own, and may it have hard work."""

    training: bool
    flare_day: int
    isometrics_only: bool
    hard: bool


class Offer(NamedTuple):
    """An exercise of one limb that today may hold; `idle` are the days since it was done.

    A run is `needed` where the gate, or a key that is open, still waits for it.
    """

    candidate: Candidate
    need: Need
    idle: int
    needed: bool = False


def offers_of(course: Course, opened: OpenedEpisode, place: int, occasion: Occasion) -> list[Offer]:
    """Everything that one limb may have today, in the order of its pool."""
    ladders = opened.episode.ladders
    if occasion.flare_day == ISOMETRIC_DAY or occasion.isometrics_only:
        return [Offer(c, Need.DAILY, _idle(ladders, c)) for c in course.isometrics]
    stage, latches = course.stages[place], dict(opened.episode.latches)
    hard = occasion.training and occasion.hard
    if occasion.flare_day > ISOMETRIC_DAY and not (stage.daily or hard):
        return []  # the path ends with a session of the stage, on a day that may have one
    here = [c for c in course.candidates[place] if not c.exercise.adjunct]
    runs = _Runs(
        needed=any(_waits(latches, c) for c in here if c.load_class.run),
        work_open=any(_need(c, latches) is Need.OPEN for c in here if not c.load_class.run),
    )
    return [
        Offer(c, _need(c, latches), _idle(ladders, c), _waits(latches, c))
        for c in here
        if (stage.daily or _fits_day(c, ladders, latches, occasion))
        and (_waits(latches, c) or not _makes_way(course, c, ladders, runs))
    ]


def adjunct_offers(opened: OpenedEpisode, place: int) -> list[Offer]:
    """Everything that may go beside the sessions of one limb's place, in the order of its pool."""
    ladders = opened.episode.ladders
    here = (c for c in opened.course.candidates[place] if c.exercise.adjunct)
    return [Offer(c, Need.TURN, _idle(ladders, c)) for c in here]


def _need(candidate: Candidate, latches: Mapping[str, int]) -> Need:
    if candidate.gate_exercise:
        open_slots = any(latches.get(slot, 0) < limit for slot, limit in candidate.slots)
        return Need.OPEN if open_slots else Need.NAMED
    if candidate.first_choice:
        return Need.NAMED
    return Need.DAILY if candidate.daily else Need.TURN


def _waits(latches: Mapping[str, int], candidate: Candidate) -> bool:
    """Whether a criterion of the gate or of an open key still counts towards this exercise."""
    slots = (*candidate.slots, *candidate.key_slots)
    return any(latches.get(slot, 0) < limit for slot, limit in slots)


def _fits_day(
    candidate: Candidate,
    ladders: Mapping[str, Ladder],
    latches: Mapping[str, int],
    occasion: Occasion,
) -> bool:
    """Hard work only on the person's training days; a rest day is no day for what is mastered
    and neither named by what is open nor a daily isometric."""
    if candidate.load_class.easy_run:
        return not (occasion.training and occasion.hard)
    if occasion.training:
        return True
    wanted = candidate.daily or _waits(latches, candidate)
    return not candidate.load_class.hard and (wanted or not _is_mastered(ladders, candidate))


class _Runs(NamedTuple):
    """What runs may have to make way for: another run that is `needed`, and, on a strength day,
    exercises that the gate waits for."""

    needed: bool
    work_open: bool


def _makes_way(
    course: Course, candidate: Candidate, ladders: Mapping[str, Ladder], runs: _Runs
) -> bool:
    """Whether a run that nothing waits for is left out today.

    One on a strength day is, while the gate waits for exercises and the run has nothing more to
    show, or no gate of the course asks for runs at all. One that has nothing more to show makes way
    there to another run that is needed; else it comes just often enough to be no gap.
    """
    if not candidate.load_class.run:
        return False
    hard, mastered = candidate.load_class.hard, _is_mastered(ladders, candidate)
    if hard and runs.work_open and (mastered or not course.gates_ask_runs):
        return True
    idle = ladders.get(candidate.ladder_key, FRESH).idle
    return mastered and ((hard and runs.needed) or 0 <= idle < course.rest_limit)


def _is_mastered(ladders: Mapping[str, Ladder], candidate: Candidate) -> bool:
    ladder = ladders.get(candidate.ladder_key, FRESH)
    return ladder.proven and ladder.level >= candidate.max_level


def _idle(ladders: Mapping[str, Ladder], candidate: Candidate) -> int:
    """Days since the exercise was last performed; never performed is longest."""
    idle = ladders.get(candidate.ladder_key, FRESH).idle
    return NEVER if idle < 0 else idle


def merged(offers: Iterable[Offer]) -> dict[str, Offer]:
    """Offers of all limbs by exercise: as needed as for the one that needs it most, idle for as
    long as for the one that it was longest for."""
    found: dict[str, Offer] = {}
    for offer in offers:
        known = found.setdefault(offer.candidate.exercise.id, offer)
        found[offer.candidate.exercise.id] = known._replace(
            need=min(known.need, offer.need),
            idle=max(known.idle, offer.idle),
            needed=known.needed or offer.needed,
        )
    return found
