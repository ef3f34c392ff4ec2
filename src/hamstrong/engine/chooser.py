"""The chooser: proposes today's session in order of need; the guard disposes.

Key exercises first, then isometrics while they are daily, then what was idle longest. It may
propose anything: no invariant rests on it but that the plan fits the person's minutes and the
stage's count of exercises.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from hamstrong.engine.course import Candidate, Course
from hamstrong.engine.ladder import Ladder
from hamstrong.engine.opening import OpenedEpisode
from hamstrong.engine.views import isometric_ids
from hamstrong.protocol.model import Pack

NEVER = 10_000
FRESH = Ladder()
NEEDED, OPENS, DAILY, ROTATION, EXTRA, LATER = range(6)


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


class Menu(NamedTuple):
    """What ranking reads of one episode: its place, what is latched, which exercises take turns."""

    pack: Pack
    course: Course
    ladders: Mapping[str, Ladder]
    latches: Mapping[str, int]
    place: int
    occasion: Occasion
    daily: bool
    active: frozenset[str]


def propose(
    pack: Pack, course: Course, opened: OpenedEpisode, place: int, occasion: Occasion
) -> list[Proposal]:
    """Proposals for one episode today, most needed first."""
    episode = opened.episode
    daily = course.stages[place].daily
    menu = Menu(
        pack, course, episode.ladders, dict(episode.latches), place, occasion, daily, frozenset()
    )
    if occasion.flare_day == 2 or occasion.isometrics_only:
        return _isometrics(menu)
    menu = menu._replace(active=_active(menu))
    found = [
        Proposal((_rank(menu, c), -_idle(menu, c), nth), c)
        for nth, c in enumerate(course.candidates[place])
        if not c.exercise.adjunct
        and _fits_day(menu, c)
        and not _makes_way(menu, c)
        and not _rests(menu, c)
    ]
    found.sort(key=itemgetter(0))
    return found


def _isometrics(menu: Menu) -> list[Proposal]:
    ids = isometric_ids(menu.pack, menu.course)
    first = [c for c in menu.course.candidates[0] if c.exercise.id in ids]
    return [Proposal((DAILY, -_idle(menu, c), nth), c) for nth, c in enumerate(first)]


def _fits_day(menu: Menu, candidate: Candidate) -> bool:
    """Hard work only on the person's training days; a rest day is no day for what is mastered
    and neither needed nor a daily isometric."""
    if menu.daily or menu.occasion.training:
        return True
    if menu.pack.load_classes[candidate.exercise.load_class].hard:
        return False
    return (
        not _is_mastered(menu, candidate)
        or _is_needed(menu, candidate)
        or _is_daily_isometric(menu, candidate)
    )


def _rank(menu: Menu, candidate: Candidate) -> int:
    if _wants_class(menu, candidate):
        return NEEDED
    if _is_needed(menu, candidate):
        if candidate.exercise.id in menu.course.runs:
            return NEEDED
        if menu.occasion.variety and not menu.daily:
            return EXTRA
        # Beside a run there is little room: what the gate itself names comes first.
        return NEEDED if candidate.gate_exercise or not _has_runs(menu) else OPENS
    if _has_runs(menu) and _counts_up(menu, candidate):
        return OPENS
    if _is_daily_isometric(menu, candidate):
        return DAILY
    return ROTATION if candidate.exercise.id in menu.active else LATER


def _counts_up(menu: Menu, candidate: Candidate) -> bool:
    """Whether the gate still counts clean sessions of this class: beside a run, work of another
    class could fill what room there is."""
    gate = menu.course.gates[menu.place]
    return any(
        menu.latches.get(slot, 0) < limit
        for c in (gate.criteria if gate is not None else ())
        if c.criterion.kind == "clean_sessions"
        if c.criterion.load_class == candidate.exercise.load_class
        for slot, limit in c.slots
    )


def _has_runs(menu: Menu) -> bool:
    return any(name in menu.course.by_id[menu.place] for name in menu.course.runs)


def _rests(menu: Menu, candidate: Candidate) -> bool:
    """A run that has nothing more to show comes often enough to be no gap, and leaves the other
    days to strength."""
    if candidate.exercise.id not in menu.course.runs or _is_needed(menu, candidate):
        return False
    idle = menu.ladders.get(candidate.ladder_key, FRESH).idle
    return _is_mastered(menu, candidate) and 0 <= idle < menu.pack.rules.gap.bands[0].from_days


def _makes_way(menu: Menu, candidate: Candidate) -> bool:
    """A run that has nothing more to show makes way while another kind of run is needed."""
    runs = menu.course.runs
    if candidate.exercise.id not in runs or not _is_mastered(menu, candidate):
        return False
    others = (c for c in menu.course.candidates[menu.place] if c.exercise.id in runs)
    return not _is_needed(menu, candidate) and any(
        _is_needed(menu, c) for c in others if c is not candidate
    )


def _is_needed(menu: Menu, candidate: Candidate) -> bool:
    return candidate.is_key and not _is_latched(menu, candidate)


def _is_daily_isometric(menu: Menu, candidate: Candidate) -> bool:
    until = menu.course.track.isometrics_until_stage
    isometric = menu.pack.load_classes[candidate.exercise.load_class].isometric
    return isometric and until is not None and menu.course.path[menu.place] < until


def _active(menu: Menu) -> frozenset[str]:
    """The first few exercises of the pool that are not mastered yet take turns; the others wait,
    so that each comes round often enough to progress."""
    waiting = (
        c.exercise.id
        for c in menu.course.candidates[menu.place]
        if not c.exercise.adjunct and not _is_mastered(menu, c)
    )
    return frozenset(islice(waiting, menu.course.stages[menu.place].max_exercises))


def _is_mastered(menu: Menu, candidate: Candidate) -> bool:
    ladder = menu.ladders.get(candidate.ladder_key, FRESH)
    return ladder.proven and ladder.level >= candidate.max_level


def _idle(menu: Menu, candidate: Candidate) -> int:
    """Days since the exercise was last performed; never performed is longest."""
    idle = menu.ladders.get(candidate.ladder_key, FRESH).idle
    return NEVER if idle < 0 else idle


def _is_latched(menu: Menu, candidate: Candidate) -> bool:
    """Whether every criterion about this exercise that is open now is met already."""
    return all(menu.latches.get(slot, 0) >= limit for slot, limit in candidate.slots)


def _wants_class(menu: Menu, candidate: Candidate) -> bool:
    """Whether the gate still counts clean sessions of this exercise's own load class."""
    return any(menu.latches.get(slot, 0) < limit for slot, limit in candidate.class_slots)
