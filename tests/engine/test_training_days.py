"""R-H2: a training day is moved within the plan; the rules decide on the day itself."""

from __future__ import annotations

import pytest
from tests.engine.driver import Person, enrol

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.prescription import is_training_day
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import SessionRequested
from hamstrong.engine.state.state import Moves
from hamstrong.protocol.loader import load_pack

MONDAY = 739_005


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


@pytest.fixture
def person(engine: Engine) -> Person:
    """In stage 2 from the first day, training on Mondays, Wednesdays and Fridays."""
    return enrol(engine, "prevention", "gym", day=MONDAY)


def training(person: Person, days: int) -> list[int]:
    """Training days of the coming days, as distances from Monday."""
    day = person.engine.open(person.state)
    return [n for n in range(days) if is_training_day(day, MONDAY + n)]


def is_hard(person: Person) -> bool:
    decision = person.engine.prescribe(person.state)
    assert isinstance(decision, Prescription)
    classes = person.engine.pack.load_classes
    return any(classes[item.load_class].hard for item in decision.items)


def hard_days(person: Person, days: int) -> list[int]:
    found = []
    for _ in range(days):
        person.answer_asks()
        if is_hard(person):
            found.append(person.state.day - MONDAY)
        person.live(1)
    return found


def test_without_a_move_the_week_is_the_persons_own(person: Person) -> None:
    assert training(person, 14) == [0, 2, 4, 7, 9, 11]
    assert hard_days(person, 7) == [0, 2, 4]


def test_a_day_is_moved_later_in_its_week_and_the_first_one_is_free(person: Person) -> None:
    person.tell(SessionRequested(MONDAY + 5, MONDAY + 4))
    assert training(person, 7) == [0, 2, 5]
    assert hard_days(person, 7) == [0, 2, 5]


def test_a_day_of_next_week_is_moved_earlier(person: Person) -> None:
    person.tell(SessionRequested(MONDAY + 8, MONDAY + 9))
    assert training(person, 14) == [0, 2, 4, 7, 8, 11]


def test_the_rules_decide_on_the_day_and_hard_days_stay_apart(person: Person) -> None:
    """S3: asked for next to a hard day, the day is a training day and holds nothing hard."""
    person.tell(SessionRequested(MONDAY + 3, MONDAY + 4))
    assert training(person, 7) == [0, 2, 3]
    assert hard_days(person, 7) == [0, 2]


def test_what_is_moved_back_is_as_it_was(person: Person) -> None:
    person.tell(SessionRequested(MONDAY + 5, MONDAY + 4))
    person.tell(SessionRequested(MONDAY + 4, MONDAY + 5))
    assert person.state.moves == Moves()


def test_a_move_is_forgotten_once_its_days_are_over(person: Person) -> None:
    person.tell(SessionRequested(MONDAY + 5, MONDAY + 4))
    state = person.engine.advance(person.state, MONDAY + 5)
    assert state.moves == Moves((MONDAY + 5,), ())
    assert person.engine.advance(state, MONDAY + 6).moves == Moves()


def test_a_day_that_is_over_moves_nothing(person: Person) -> None:
    person.state = person.engine.advance(person.state, MONDAY + 2)
    person.tell(SessionRequested(MONDAY + 1, MONDAY))
    assert person.state.moves == Moves()
