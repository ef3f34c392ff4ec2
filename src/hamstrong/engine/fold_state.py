"""What a fold of recorded facts is: each fact with its days, the day's log, the states."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import Enrolled, Fact
from hamstrong.engine.state.state import State


class Recorded(NamedTuple):
    """A fact as the diary holds it: when it was recorded and which day it is about."""

    seq: int
    client_id: str
    day: int
    recorded_day: int
    fact: Fact


class ImpossibleDayError(ValueError):
    """A day before enrolment, too long ago, or later than any zone's date."""


class DayLog(NamedTuple):
    """The start of a day and what was recorded about it, for refolding."""

    start: State
    facts: tuple[Recorded, ...]


class FoldState(NamedTuple):
    """What a fold carries: the live state, the recent days, and the last plan of the open day."""

    live: State
    days: tuple[DayLog, ...] = ()
    seq: int = 0
    enrolled_day: int | None = None


def live_state(engine: Engine, fold: FoldState, recorded: Recorded) -> FoldState:
    live = engine.step(fold.live, recorded.fact)
    last = fold.days[-1]
    days = (*fold.days[:-1], last._replace(facts=(*last.facts, recorded)))
    enrolled = fold.enrolled_day
    if isinstance(recorded.fact, Enrolled) and enrolled is None:
        enrolled = fold.live.day
    return FoldState(live, days, recorded.seq, enrolled)
