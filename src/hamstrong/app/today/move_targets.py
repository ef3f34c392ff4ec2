"""Move targets of a training day: the days of its week on which hard work is possible.

As far as is known today: the days before are taken as they are planned, every answer as a good
one. On the day itself the rules decide anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from hamstrong.app.today.projection import PlannedDay, planned_day
from hamstrong.engine.decide.evidence import Reason
from hamstrong.engine.decide.good_days import good_days
from hamstrong.engine.decide.hard_work import hard_work_refusal
from hamstrong.engine.decide.session import is_training_day
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import SessionRequested
from hamstrong.engine.state.state import State
from hamstrong.engine.training_days import WEEK

DAYS_AHEAD = 13
"""How far ahead a training day can be moved: to the end of next week at least."""


@dataclass(frozen=True, slots=True)
class MoveTarget:
    """A day to which a training day could go.

    Args:
        planned: what that day would hold.
        refusal: the rule that forbids hard work there; None where the day may go there.
        lost: training days of the week after that could then hold no hard work any more, each
            with the rule that forbids it.
    """

    planned: PlannedDay
    refusal: Reason | None
    lost: tuple[tuple[int, Reason], ...]


class _Ahead(NamedTuple):
    planned: PlannedDay
    refusal: Reason | None


def week_of(day: int) -> int:
    """The calendar week of a day, Monday to Sunday; ordinal 1 was a Monday."""
    return (day - 1) // WEEK


def move_targets(
    engine: Engine, state: State, week_day: int, instead_of: int | None
) -> tuple[MoveTarget, ...]:
    """Every day of a week to which a training day could be moved, in order; none for a week that
    is over or too far ahead.

    Args:
        week_day: any day of the week.
        instead_of: the coming training day that is moved; None asks for one more.
    """
    days = _free_days(engine, state, week_day)
    if not days:
        return ()
    start = _on(engine, state, days[0], instead_of)
    before = _look_ahead(engine, start, days[-1] + WEEK)
    return tuple(_target(engine, start, before, SessionRequested(n, instead_of)) for n in days)


def refusal_of(engine: Engine, state: State, fact: SessionRequested) -> Reason | None:
    """The rule that forbids hard work where a coming training day is asked for; None: none does."""
    start = _on(engine, state, fact.day, fact.instead_of)
    return _look_ahead(engine, engine.step(start, fact), fact.day)[fact.day].refusal


def _free_days(engine: Engine, state: State, week_day: int) -> list[int]:
    """The days of that week that are still to come, near enough, and no training days yet."""
    opened, first = engine.open(state), week_of(week_day) * WEEK + 1
    week = range(max(first, state.day), min(first + WEEK - 1, state.day + DAYS_AHEAD) + 1)
    return [day for day in week if not is_training_day(opened, day)]


def _on(engine: Engine, state: State, day: int, other: int | None) -> State:
    """The state on the earlier of two coming days."""
    first = day if other is None else min(day, other)
    return next(ahead for ahead, _ in good_days(engine, state) if ahead.day == first)


def _look_ahead(engine: Engine, state: State, last: int) -> Mapping[int, _Ahead]:
    """Each day until the last: what it would hold, and the rule that forbids hard work on it."""
    days = takewhile(lambda ahead: ahead[0].day <= last, good_days(engine, state))
    return {
        one.day: _Ahead(
            planned_day(engine, one, decision), hard_work_refusal(engine.pack, engine.open(one))
        )
        for one, decision in days
    }


def _target(
    engine: Engine, start: State, before: Mapping[int, _Ahead], fact: SessionRequested
) -> MoveTarget:
    after = _look_ahead(engine, engine.step(start, fact), fact.day + WEEK - 1)
    planned, refusal = after[fact.day]
    later = (day for day in after if day > fact.day and after[day].planned.training_day)
    lost = tuple(
        (day, refused)
        for day in later
        if (refused := after[day].refusal) is not None and before[day].refusal is None
    )
    return MoveTarget(planned, refusal, () if refusal is not None else lost)
