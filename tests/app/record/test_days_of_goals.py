"""Training days of a goal: for running and field sport two of them lie 3 or 4 days apart."""

from __future__ import annotations

import pytest

from hamstrong.app.record.settings_checks import choice_faults
from hamstrong.engine.facts import Enrolled
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
APART = [(0, 3), (0, 4), (1, 5), (6, 2), (0, 2, 4), (0, 1, 3)]
CLOSE = [(0, 2), (0, 5), (1, 3), (5, 0)]


def faults(goal: str, days: tuple[int, ...]) -> list[str]:
    fact = Enrolled((), goal, days, PACK.minutes_offered[-1])
    return [fault.rule for fault in choice_faults(PACK, fact, "plan")]


@pytest.mark.parametrize("goal", ["running", "field_sport"])
@pytest.mark.parametrize("days", APART)
def test_days_that_lie_3_or_4_apart_are_taken(goal: str, days: tuple[int, ...]) -> None:
    """S14: sprints come 3 days apart at least, so both days of a week can have them."""
    assert faults(goal, days) == []


@pytest.mark.parametrize("goal", ["running", "field_sport"])
@pytest.mark.parametrize("days", CLOSE)
def test_days_that_lie_2_or_5_apart_are_refused_with_the_reason(
    goal: str, days: tuple[int, ...]
) -> None:
    assert faults(goal, days) == [f"for {goal} two of the days lie 3 or 4 days apart"]


@pytest.mark.parametrize("goal", ["daily_life", "gym"])
@pytest.mark.parametrize("days", CLOSE)
def test_other_goals_need_a_day_of_rest_alone(goal: str, days: tuple[int, ...]) -> None:
    """R-H3: strength needs a day between, whatever else."""
    assert faults(goal, days) == []
