"""Limb of today's plan: its opened episode, what the guard sees of it, its place on the path."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.session_work import read_work
from hamstrong.engine.decide.guard import LimbView
from hamstrong.engine.decide.views import effective_index, limb_view
from hamstrong.protocol.model import Pack, Stage


class LimbToday(NamedTuple):
    """One limb that today's plan is made for."""

    opened: OpenedEpisode
    view: LimbView
    place: int

    @property
    def stage(self) -> Stage:
        """The stage that today's plan is of."""
        return self.opened.course.stages[self.place]


def limb_today(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> LimbToday:
    """Look at one limb as it is today."""
    work = read_work(pack, opened, day.read)
    index = effective_index(day, opened.course, opened)
    return LimbToday(opened, limb_view(pack, day, opened, work), index)
