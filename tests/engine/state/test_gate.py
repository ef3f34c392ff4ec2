"""The clock of a gate and the usual value at it, by hand arithmetic."""

from hamstrong.engine.state.gate import (
    GateOrders,
    GatePosition,
    close_gate,
    counted_today,
    meet_gates,
    move_back,
)
from hamstrong.engine.state.monitors import gate_baseline


def lived(state: GatePosition, days: str) -> GatePosition:
    """Close one day a letter: `s` for a session, `-` for none."""
    for day in days:
        state = close_gate(state, clock_max=28, performed=day == "s", counts=True)
    return state


def test_the_clock_is_the_date_difference_to_the_first_session() -> None:
    state = lived(GatePosition(1), "-s")
    assert counted_today(state) == 1
    assert counted_today(lived(state, "--")) == 3


def test_none_of_the_days_of_a_gap_counts() -> None:
    """S19: sessions on days 0 and 2, then a gap: the days since day 2 are lost, day 2 stays."""
    state = lived(GatePosition(1), "s-s---")
    assert state.days == 5
    after, lost = move_back(state, GateOrders(gap=True))
    assert (after.days, lost) == (2, False)


def test_a_day_that_does_not_count_leaves_the_clock() -> None:
    state = lived(GatePosition(1), "s-")
    held = close_gate(state, clock_max=28, performed=True, counts=False)
    assert held.days == state.days


def test_a_move_back_starts_the_clock_anew() -> None:
    after, lost = move_back(GatePosition(2, 9, 2, started=True), GateOrders(back=1))
    assert (after, lost) == (GatePosition(1), True)


def test_the_more_careful_of_two_clocks_has_fewer_days_with_and_without_a_gap() -> None:
    a, b = GatePosition(1, 4, 3, started=True), GatePosition(1, 6, 0, started=True)
    met = meet_gates(a, b)
    assert (met.clock, met.days) == (4, 6)


def test_the_usual_value_falls_to_the_median_of_the_last_answers_and_never_rises() -> None:
    seven = (3, 3, 3, 1, 1, 1, 1)
    assert gate_baseline(seven, 3, 7) == 1
    assert gate_baseline(seven, 0, 7) == 0
    assert gate_baseline(seven, 3, 8) == 3
