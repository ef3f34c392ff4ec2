"""What the player sends for a session done as written, taken in by the engine.

The files in `tests/golden/sessions` are written by the player's tests (`npx vitest run --update`
in `client/`); here the engine is their oracle. Agreement shows that names, forms and meaning of
the facts match; it does not show that a person did what the player counted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

import pytest
from tests.engine.decide import golden_scripts
from tests.engine.driver import Person

from hamstrong.engine.day.own_loads import report_as_planned
from hamstrong.engine.day.session_work import hardness, read_work
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    Fact,
    PlanIssued,
    SessionFinished,
    SessionStarted,
    SetLogged,
    codec,
)
from hamstrong.engine.facts.work import planned
from hamstrong.engine.state.calendar import EASY
from hamstrong.engine.state.ladder import Worked
from hamstrong.protocol.loader import load_pack

FOLDER = golden_scripts.FOLDER.parent / "sessions"
DONE = (Worked.CLEAN, Worked.NEUTRAL)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


@pytest.fixture(params=golden_scripts.DAYS, ids=lambda day: day.__name__)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param.__name__)


@pytest.fixture
def person(name: str, engine: Engine) -> Person:
    """Somebody on the morning of the day, with the plan issued that the script was made from."""
    day = cast(Callable[[Engine], Person], getattr(golden_scripts, name))
    found = day(engine)
    decision = engine.prescribe(found.state)
    assert isinstance(decision, Prescription)
    items = tuple(planned(item) for item in (*decision.items, *decision.adjuncts))
    found.tell(PlanIssued(golden_scripts.PLAN_ID, 0, "", "", items))
    return found


@pytest.fixture
def sent(name: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    return cast(list[dict[str, Any]], json.loads(text))


@pytest.fixture
def facts(sent: list[dict[str, Any]]) -> tuple[Fact, ...]:
    return tuple(codec.decode_fact(f["name"], f["version"], f["payload"]) for f in sent)


def test_every_fact_is_about_the_day_of_the_plan(
    sent: list[dict[str, Any]], person: Person
) -> None:
    assert {f["day"] for f in sent} == {person.state.day}
    assert [f["device_counter"] for f in sent] == list(range(1, len(sent) + 1))


def test_the_session_starts_and_finishes_around_its_sets(facts: tuple[Fact, ...]) -> None:
    started, *sets, finished = facts
    assert isinstance(started, SessionStarted)
    assert isinstance(finished, SessionFinished)
    assert all(isinstance(fact, SetLogged) for fact in sets)


def test_the_engine_calls_the_day_done_and_clean(
    facts: tuple[Fact, ...], person: Person, engine: Engine
) -> None:
    for fact in facts:
        person.tell(fact)
    day = engine.open(person.state)
    for opened in day.episodes:
        work = read_work(engine.pack, opened, day.read)
        assert work.performed
        for key, result in work.results.items():
            assert result.worked in DONE, key
            assert result.performed, key
            assert (result.unanswered, result.stopped, result.worst) == (0, False, 0), key
    assert not day.lock.over
    assert not day.lock.lock.due


def test_the_day_counts_as_hard_as_it_was_planned(
    facts: tuple[Fact, ...], person: Person, engine: Engine
) -> None:
    for fact in facts:
        person.tell(fact)
    read = engine.open(person.state).read
    classes = {engine.pack.exercises[item.exercise].load_class for item in read.planned}
    planned_hard = any(engine.pack.load_classes[c].hard for c in classes)
    assert (hardness(engine.pack, read, sport_counts=False)[0] != EASY) == planned_hard


def test_tomorrow_is_the_one_of_somebody_who_logs_by_hand(
    name: str, facts: tuple[Fact, ...], person: Person, engine: Engine
) -> None:
    """The driver logs the same work, with every set's pain answered."""
    by_hand = cast(Callable[[Engine], Person], getattr(golden_scripts, name))(engine)
    by_hand.walks = False
    by_hand.work()
    for fact in facts:
        person.tell(fact)
    for item in engine.open(person.state).read.planned:  # asked on the page after the session
        said = report_as_planned(item, "2-3")
        if said is not None:
            person.tell(said)
    morning = engine.advance(person.state, person.state.day + 1)
    assert morning == engine.advance(by_hand.state, by_hand.state.day + 1)
