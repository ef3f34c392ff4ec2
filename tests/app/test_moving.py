"""R-H2: a training day can be moved to any day of its week, from today to 13 days ahead."""

from __future__ import annotations

import pytest
from tests.app.person import TIGHT, Someone

from hamstrong.app import App, InvalidFacts
from hamstrong.app.record.move_checks import DAYS_AHEAD
from hamstrong.engine.facts import SessionRequested


@pytest.fixture
def mover(app: App) -> Someone:
    """Somebody in stage 2 with a plan."""
    someone = Someone(app).begin({**TIGHT, "nprs_worst_7d": 0, "where": "nowhere"})
    someone.live(1)
    return someone


def plan(someone: Someone) -> dict[int, tuple[bool, bool]]:
    """Training or not, moved or not, by day for the next two weeks."""
    days = someone.me.preview(someone.at, DAYS_AHEAD + 1)
    return {day.day: (day.training_day, day.moved) for day in days}


def same_week(a: int, b: int) -> bool:
    return (a - 1) // 7 == (b - 1) // 7


def a_move(someone: Someone, *, last: bool = False) -> tuple[int, int]:
    """A training day of the plan and a free day of the same week."""
    days = plan(someone)
    pairs = [
        (old, new)
        for old in days
        for new in days
        if days[old][0] and not days[new][0] and same_week(old, new)
    ]
    return pairs[-1 if last else 0]


@pytest.mark.parametrize("last", [False, True])
def test_the_plan_shows_the_day_where_it_was_moved_to(mover: Someone, last: bool) -> None:
    old, new = a_move(mover, last=last)
    mover.tell(SessionRequested(new, old))
    assert plan(mover)[new] == (True, True)
    assert plan(mover)[old] == (False, False)


def test_any_day_up_to_the_end_of_next_week_can_be_asked_for(mover: Someone) -> None:
    for ahead in range(DAYS_AHEAD + 1):
        mover.tell(SessionRequested(mover.day + ahead))
    assert all(training for training, _ in plan(mover).values())


@pytest.mark.parametrize("ahead", [-1, DAYS_AHEAD + 1])
def test_what_is_over_or_too_far_ahead_is_refused_by_name(mover: Someone, ahead: int) -> None:
    with pytest.raises(InvalidFacts, match="from today on"):
        mover.tell(SessionRequested(mover.day + ahead))


def test_a_move_keeps_to_its_week(mover: Someone) -> None:
    old, _ = a_move(mover)
    days = plan(mover)
    other = next(d for d in days if not days[d][0] and not same_week(d, old))
    with pytest.raises(InvalidFacts, match="own week"):
        mover.tell(SessionRequested(other, old))


def test_a_move_goes_from_a_training_day_to_another_day(mover: Someone) -> None:
    old, new = a_move(mover)
    with pytest.raises(InvalidFacts, match="must be a training day"):
        mover.tell(SessionRequested(old, new))
    with pytest.raises(InvalidFacts, match="is a training day already"):
        mover.tell(SessionRequested(old, old))
