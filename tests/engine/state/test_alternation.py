"""An alternating action has its turn after a hard day without it."""

from hamstrong.engine.state.alternation import Alternation, close_alternation, meet_alternations

ALL = frozenset({"squat", "power"})


def test_a_hard_day_without_the_action_gives_it_the_turn() -> None:
    after = close_alternation(Alternation(), ALL, frozenset({"curl", "hinge"}))
    assert after.lacks == ALL


def test_a_hard_day_with_the_action_takes_its_turn_away() -> None:
    after = close_alternation(Alternation(ALL), ALL, frozenset({"curl", "squat"}))
    assert after.lacks == {"power"}


def test_a_day_without_performed_hard_work_changes_nothing() -> None:
    for state in (Alternation(), Alternation(ALL)):
        assert close_alternation(state, ALL, None) == state


def test_before_any_hard_day_nothing_has_its_turn() -> None:
    assert Alternation().lacks == frozenset()


def test_a_correction_adds_no_work() -> None:
    a, b = Alternation(frozenset({"squat"})), Alternation(ALL)
    assert meet_alternations(a, b) == meet_alternations(b, a) == a
