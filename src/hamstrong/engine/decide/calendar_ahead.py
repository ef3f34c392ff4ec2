"""Calendar ahead: which coming days leave hard work possible, by what is logged so far."""

from __future__ import annotations

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.guard import calendar_rule
from hamstrong.engine.decide.views import hardness_today
from hamstrong.engine.state.calendar import EASY, close_calendar, view_calendar
from hamstrong.protocol.model import Pack


def calendar_rule_on(pack: Pack, day: OpenDay, when: int) -> str | None:
    """The calendar's rule against hard work today or on a later day, if nothing hard is done
    between; None where it is possible."""
    if when <= day.state.day:
        return calendar_rule(pack.rules, day.calendar)
    hard, nordic = hardness_today(pack, day)
    calendar = close_calendar(day.state.calendar, hard, nordic=nordic)
    for _ in range(day.state.day + 1, when):
        calendar = close_calendar(calendar, EASY, nordic=False)
    return calendar_rule(pack.rules, view_calendar(pack.rules.calendar, calendar))


def first_hard_day(pack: Pack, day: OpenDay, start: int) -> int:
    """The first day from `start` on that allows hard work, if nothing hard is done before."""
    while calendar_rule_on(pack, day, start) is not None:
        start += 1
    return start
