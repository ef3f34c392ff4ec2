"""Weights and bands that are owned, and what a session was done with, by plain forms."""

from __future__ import annotations

from datetime import date

import pytest
from tests.app.person import Someone
from tests.web.house import House
from tests.web.scenes import lives

from hamstrong.engine.facts import LoadReported, LoadsOwned


def owned(someone: Someone) -> list[LoadsOwned]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, LoadsOwned)]


def test_who_has_no_plan_is_sent_to_today(house: House) -> None:
    browser = house.browser()
    assert browser.goes_to("/loads") == "/"
    assert browser.goes_to("/loads/session") == "/"


def test_what_is_owned_is_kept_as_it_was_said(house: House, someone: Someone) -> None:
    house.browser().post("/loads", {"weight": "4 6,5; 8", "bands": "light"})
    assert owned(someone) == [
        LoadsOwned((("weight", 4.0), ("weight", 6.5), ("weight", 8.0)), ("light",))
    ]


def test_nothing_owned_is_an_answer(house: House, someone: Someone) -> None:
    browser = house.browser()
    assert '<input type="checkbox" name="bands" value="none" data-none>' in browser.get("/loads")
    browser.post("/loads", {"bands": "none"})
    assert owned(someone) == [LoadsOwned()]


@pytest.mark.parametrize("line", ["four", "4 101", "-1"])
def test_what_is_no_weight_is_shown_again(house: House, someone: Someone, line: str) -> None:
    answer = house.browser().post("/loads", {"weight": line, "bands": "none"}, 422)
    assert line in answer.text
    assert owned(someone) == []


def test_bands_left_open_are_not_taken_for_none(house: House, someone: Someone) -> None:
    house.browser().post("/loads", {"weight": "4"}, 422)
    assert owned(someone) == []


def reported(someone: Someone) -> list[LoadReported]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, LoadReported)]


@pytest.fixture
def lifted(house: House) -> Someone:
    """After a session with a first load of at most 8 kg."""
    someone = house.someone()
    lives.lifted(someone)
    house.restart(date.fromordinal(someone.day))
    return someone


def test_today_leads_to_the_load_until_it_was_named(house: House, lifted: Someone) -> None:
    """S9, E53: a first load that nobody named opens nothing, so Today asks for it."""
    browser = house.browser()
    assert 'href="/loads/session"' in browser.get("/")
    form = browser.get("/loads/session")
    assert "surely lift 15 times, at most 8 kilograms" in form
    browser.post("/loads/session", {"kg-rdl-both": "6,5", "left-rdl-both": "4+"})
    assert reported(lifted) == [LoadReported("rdl", "both", "4+", 6.5)]
    assert 'href="/loads/session"' not in browser.get("/")


@pytest.mark.parametrize("said", ["heavy", "501", "-1"])
def test_a_load_that_is_none_is_shown_again(house: House, lifted: Someone, said: str) -> None:
    answer = house.browser().post("/loads/session", {"kg-rdl-both": said}, 422)
    assert said in answer.text
    assert reported(lifted) == []


def test_a_load_left_open_is_no_answer(house: House, lifted: Someone) -> None:
    house.browser().post("/loads/session", {"kg-rdl-both": ""})
    assert reported(lifted) == []
