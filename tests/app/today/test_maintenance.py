"""The two short sessions of a week, counted by hand: weeks begin on Monday."""

from __future__ import annotations

from tests.app.person import FIRST_MONDAY

from hamstrong.app.today.maintenance import MaintenanceWeeks, count_weeks
from hamstrong.engine.facts import Fact, PlanIssued, PlannedItem, SetLogged
from hamstrong.engine.fold import Recorded
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
MONDAY = FIRST_MONDAY.toordinal()  # 3 March 2025
PLAN = PlanIssued(
    "p", 0, "", "", (PlannedItem("rdl", "both", "r", 4, "each_set"),
                     PlannedItem("heel_dig", "left", "r", 9, "once"))
)  # fmt: skip


def session(day: int, sets: int = 4) -> list[Recorded]:
    facts: list[Fact] = [PLAN, *[SetLogged("rdl", "both", "r", "p", 8)] * sets]
    return [Recorded(n, f"{day}.{n}", day, day, fact) for n, fact in enumerate(facts)]


def count(*days: int, today: int, sets: int = 4) -> MaintenanceWeeks:
    entries = [entry for day in days for entry in session(MONDAY + day, sets)]
    return count_weeks(PACK, entries, MONDAY + today, 2)


def test_an_empty_diary_has_kept_nothing() -> None:
    """S12."""
    assert count_weeks(PACK, (), MONDAY, 2) == MaintenanceWeeks(0, 0, 0, None)


def test_a_session_counts_from_half_of_its_hard_sets_on() -> None:
    """Performed is at least half the prescribed sets; light work is none of it."""
    assert count(0, today=0, sets=2).this_week == 1
    assert count(0, today=0, sets=1).this_week == 0


def test_a_week_begins_on_monday_and_a_month_on_its_first_day() -> None:
    """3 to 9 March is a week; 31 March is a Monday, 1 April a Tuesday."""
    found = count(0, 6, 7, today=7)
    assert (found.this_week, found.this_month) == (1, 3)
    assert count(28, 29, today=29).this_month == 1
    assert count(28, 29, today=29).this_week == 2


def test_weeks_in_a_row_go_up_to_the_last_whole_week_and_this_one_when_it_has_enough() -> None:
    assert count(0, 3, 7, 10, 14, today=14).weeks_in_row == 2
    assert count(0, 3, 7, 10, 14, 17, today=17).weeks_in_row == 3
    assert count(0, 3, 7, 14, 17, today=20).weeks_in_row == 1
    assert count(0, 3, today=14).weeks_in_row == 0
