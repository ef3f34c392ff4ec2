"""Run days of a person: whether there was a run yesterday, and how many days in a row were busy.

Easy running has a calendar of its own beside that of hard days: at most every other day, and one
day in a week stays free. Which rule this gives today is the views' concern.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.protocol.model import RunningRules


class RunDays(NamedTuple):
    """State of one person: days since the last run and busy days in a row, both saturating.

    `since` is 0 before any run and once a run lies far enough behind; else 1 is yesterday.
    A busy day had a run or hard work.
    """

    since: int = 0
    busy: int = 0


def may_run_easily(rules: RunningRules, state: RunDays) -> bool:
    """Whether easy running is far enough from the last run, and today may be busy."""
    rested = not 0 < state.since < rules.easy_days_apart
    return rested and state.busy < rules.free_day_in - 1


def close_run_days(rules: RunningRules, state: RunDays, *, ran: bool, busy: bool) -> RunDays:
    """Let the day pass.

    Args:
        ran: a run was logged today, whatever it came to.
        busy: today had a run or counted as hard.
    """
    later = state.since + 1 if 0 < state.since < rules.easy_days_apart - 1 else 0
    in_a_row = min(rules.free_day_in - 1, state.busy + 1)
    return RunDays(since=1 if ran else later, busy=in_a_row if busy else 0)


def meet_run_days(a: RunDays, b: RunDays) -> RunDays:
    """The more careful of two: the nearer run, and more busy days."""
    known = [state.since for state in (a, b) if state.since]
    return RunDays(min(known, default=0), max(a.busy, b.busy))
