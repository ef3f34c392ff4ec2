"""Which of a person's episodes sit at today's plan, and which days are for training."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.results import read_work
from hamstrong.engine.decide.guard import LimbView
from hamstrong.engine.decide.views import effective_index, limb_view
from hamstrong.engine.training_days import planned_of
from hamstrong.protocol.model import Pack


class Seat(NamedTuple):
    """One episode at the table: its view, its place on the path and its proposals."""

    opened: OpenedEpisode
    view: LimbView
    place: int


def seat_of(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> Seat:
    work = read_work(pack, opened, day.read)
    index = effective_index(day, opened.course, opened)
    return Seat(opened, limb_view(day, opened, work), index)


def is_training_day(day: OpenDay, when: int | None = None) -> bool:
    """Whether hard work may be planned by the person's own week and what they moved in it.

    Args:
        when: the day that is asked about, today if left out.
    """
    asked, moves = day.state.day if when is None else when, day.state.moves
    if asked in moves.asked or asked in moves.freed:
        return asked in moves.asked
    return (asked - 1) % 7 in planned_weekdays(day)


def planned_weekdays(day: OpenDay) -> tuple[int, ...]:
    """The person's weekdays, thinned to the fewest that any limb's stage asks for."""
    limits = [o.course.stages[o.episode.gate.place].max_training_days for o in day.episodes]
    most = min((n for n in limits if n is not None), default=None)
    return planned_of(day.state.person.training_days, most)
