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
    house.browser().post(
        "/loads", {"weight": "4 6.5; 8", "none-ankle_weight": "none", "bands": "light"}
    )
    assert owned(someone) == [
        LoadsOwned((("weight", 4.0), ("weight", 6.5), ("weight", 8.0)), ("light",))
    ]


NOTHING = {"none-weight": "none", "none-ankle_weight": "none", "bands": "none"}


def test_nothing_owned_is_an_answer(house: House, someone: Someone) -> None:
    browser = house.browser()
    assert '<input type="checkbox" name="bands" value="none" data-none>' in browser.get("/loads")
    browser.post("/loads", NOTHING)
    assert owned(someone) == [LoadsOwned()]


@pytest.mark.parametrize("line", ["four", "4 101", "-1"])
def test_what_is_no_weight_is_shown_again(house: House, someone: Someone, line: str) -> None:
    typed = {"weight": line, "none-ankle_weight": "none", "bands": "none"}
    answer = house.browser().post("/loads", typed, 422)
    assert line in answer.text
    assert owned(someone) == []


@pytest.mark.parametrize("left_open", ["none-weight", "none-ankle_weight", "bands"])
def test_what_was_left_open_is_not_taken_for_none(
    house: House, someone: Someone, left_open: str
) -> None:
    said = {name: value for name, value in NOTHING.items() if name != left_open}
    house.browser().post("/loads", said, 422)
    assert owned(someone) == []


def test_weights_and_none_contradict_each_other(house: House, someone: Someone) -> None:
    answer = house.browser().post("/loads", {**NOTHING, "weight": "4"}, 422)
    assert "keep one of the two" in answer.text
    assert owned(someone) == []


def test_a_comma_may_be_one_weight_or_two_and_is_asked_about(
    house: House, someone: Someone
) -> None:
    """4,6 is 4.6 in one country and 4 and 6 in the next."""
    typed = {"weight": "4,6", "none-ankle_weight": "none", "bands": "none"}
    answer = house.browser().post("/loads", typed, 422)
    assert "Write 4.6 for one weight, 4 6 for two" in answer.text
    assert 'value="4,6"' in answer.text
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


@pytest.mark.usefixtures("lifted")
def test_the_reply_says_what_a_smaller_load_changes(house: House) -> None:
    """Less than the first load of 8 kg is what the next one goes on from."""
    browser = house.browser()
    browser.post("/loads/session", {"kg-rdl-both": "4", "left-rdl-both": "2-3"})
    today = browser.get("/")
    assert "goes on from the load that you named: next time 4 kg" in today
    assert "Nothing else changes" not in today


def test_a_load_left_open_is_no_answer(house: House, lifted: Someone) -> None:
    house.browser().post("/loads/session", {"kg-rdl-both": ""})
    assert reported(lifted) == []
