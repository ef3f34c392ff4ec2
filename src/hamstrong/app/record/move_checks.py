"""Whether a training day may be moved so: near enough, within its own week, from one that is one.

What the day may then hold is not asked here; the rules decide on the day itself (RULES 5).
"""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.app.diary_view.days import date_text
from hamstrong.app.errors import Fault
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.prescription import is_training_day
from hamstrong.engine.facts import SessionRequested

DAYS_AHEAD = 13
"""How far ahead a training day can be moved: to the end of next week at least."""


def week_of(day: int) -> int:
    """The calendar week of a day, Monday to Sunday; ordinal 1 was a Monday."""
    return (day - 1) // 7


def move_faults(open_day: OpenDay, fact: SessionRequested, day: int, place: str) -> Iterator[Fault]:
    """Every fault of a moved training day.

    Args:
        day: the day on which it is asked.
    """
    for name, moved in (("day", fact.day), ("instead_of", fact.instead_of)):
        if moved is not None and not day <= moved <= day + DAYS_AHEAD:
            rule = f"a session can be moved from today on, {DAYS_AHEAD} days ahead at most"
            yield Fault(date_text(moved), f"{place}.{name}", rule, "choose a day nearer to today")
    if fact.instead_of is None:
        return
    if week_of(fact.day) != week_of(fact.instead_of):
        rule = "a training day can be moved within its own week, Monday to Sunday"
        yield Fault(date_text(fact.day), f"{place}.day", rule, "choose a day of the same week")
    if not is_training_day(open_day, fact.instead_of):
        rule, step = "must be a training day", "choose one of the training days of your plan"
        yield Fault(date_text(fact.instead_of), f"{place}.instead_of", rule, step)
    if is_training_day(open_day, fact.day):
        rule, step = "is a training day already", "choose another day"
        yield Fault(date_text(fact.day), f"{place}.day", rule, step)
