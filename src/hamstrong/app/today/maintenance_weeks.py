"""The two short sessions of a week, as the diary has them: this week, this month, weeks in a row.

Counts days, judges nothing: a week with too few is no fault and is not named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.engine.facts import PlanIssued, SetLogged
from hamstrong.engine.fold import Recorded
from hamstrong.protocol.model import Pack

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Kept:
    """Strength sessions done.

    Args:
        this_week: from Monday to today; `this_month` from its first day; `last` the last one's
            day, None before the first.
        weeks_in_row: whole weeks with enough sessions, one after the other, up to the last one;
            this week counts as soon as it has enough.
    """

    this_week: int
    this_month: int
    weeks_in_row: int
    last: int | None


def kept(pack: Pack, entries: Sequence[Recorded], today: int, enough: int) -> Kept:
    """Count the sessions up to today.

    Args:
        enough: how many sessions make a week.
    """
    days = _session_days(pack, entries)
    weeks = Counter(map(_week, days))
    month = date.fromordinal(today).replace(day=1).toordinal()
    return Kept(
        this_week=weeks[_week(today)],
        this_month=sum(month <= day <= today for day in days),
        weeks_in_row=_in_row(weeks, _week(today), enough),
        last=max(days, default=None),
    )


def _week(day: int) -> int:
    """Number of the week of a day; a week begins on Monday."""
    return (day - 1) // _WEEK


def _in_row(weeks: Counter[int], this: int, enough: int) -> int:
    last = this if weeks[this] >= enough else this - 1
    week = last
    while weeks[week] >= enough:
        week -= 1
    return last - week


def _session_days(pack: Pack, entries: Sequence[Recorded]) -> tuple[int, ...]:
    """Days on which at least half of the planned hard sets were logged (RULES 0, Performed)."""
    issued = ((day, _sets(pack, plan)) for day, plan in of_kind(entries, PlanIssued))
    planned = {day: sets for day, sets in issued if sets}  # a light plan after it is no other one
    done = Counter(
        day for day, fact in of_kind(entries, SetLogged) if _is_hard(pack, fact.exercise)
    )
    return tuple(day for day, sets in planned.items() if 2 * done[day] >= sets)


def _sets(pack: Pack, plan: PlanIssued) -> int:
    mine = (i for i in plan.items if i.run_s is None and _is_hard(pack, i.exercise))
    return sum(item.sets * item.bouts for item in mine)


def _is_hard(pack: Pack, name: str) -> bool:
    exercise = pack.exercises.get(name)
    return exercise is not None and pack.load_classes[exercise.load_class].hard
