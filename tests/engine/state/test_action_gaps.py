"""Gaps of actions (S19): what ends one, what does not, and what it takes (`gap.bands`)."""

import pytest

from hamstrong.engine.state.action_gaps import (
    ActionGap,
    ActionsToday,
    GapTakes,
    close_action_gaps,
    gap_takes,
    meet_action_gaps,
)
from hamstrong.protocol.loader import load_pack

RULES = load_pack().rules.gap
CURL = frozenset({"curl:left"})
DONE = ActionsToday(done=CURL, planned=CURL)
MISSED = ActionsToday(planned=CURL)
LEFT_OUT = ActionsToday(left_out=CURL)


def _after(*days: ActionsToday) -> ActionGap:
    gaps = {"curl:left": ActionGap()}
    for day in days:
        gaps = dict(close_action_gaps(RULES, gaps, day))
    return gaps["curl:left"]


def test_a_day_without_the_action_makes_its_gap_a_day_longer() -> None:
    assert _after(ActionsToday(), ActionsToday()) == ActionGap(3)


def test_a_plan_without_the_action_ends_its_gap() -> None:
    assert _after(ActionsToday(), LEFT_OUT) == ActionGap(1)


def test_what_was_planned_and_not_done_is_made_up_for_by_its_own_work_alone() -> None:
    assert _after(MISSED, LEFT_OUT) == ActionGap(3, missed=True)
    assert _after(MISSED, LEFT_OUT, DONE) == ActionGap(1)


def test_what_was_never_done_has_no_gap() -> None:
    assert close_action_gaps(RULES, {}, LEFT_OUT) == {}
    assert close_action_gaps(RULES, {}, DONE) == {"curl:left": ActionGap(1)}


@pytest.mark.parametrize(
    ("idle", "takes"),
    [
        (7, GapTakes()),
        (8, GapTakes(1)),
        (13, GapTakes(1)),
        (14, GapTakes(2)),
        (45, GapTakes(2)),
        (46, GapTakes(2, lowest=True)),
    ],
)
def test_bands_of_four_ten_and_forty_two_days_take_one_rung_two_and_all(
    idle: int, takes: GapTakes
) -> None:
    """At the longest spacing of four days."""
    assert gap_takes(RULES, idle, 4) == takes


def test_of_two_readings_the_longer_gap_holds_and_a_missed_one_stays_missed() -> None:
    met = meet_action_gaps({"run:left": ActionGap(9)}, {"run:left": ActionGap(2, missed=True)})
    assert met == {"run:left": ActionGap(9, missed=True)}
