"""The weekly questions: three screens, one save, nothing chosen for anybody, resumable."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from hamstrong.engine.decide.ask import WEEKLY_FORM
from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    FormAnswered,
    OutcomeAnswered,
    ReturnedToSport,
)
from tests.app.person import CHOICES, TENDON, TIGHT, Someone
from tests.web.house import Browser, House
from tests.web.room.visitor import Visitor
from tests.web.walking import answer_week, hidden, last_page

WEEKLY = "/check-in/weekly"
CALM = {"q_weekly_emergency": "none"}
LAST = {"q_weekly_signs_seen": "none", "q_weekly_signs_felt": "none"}
WEEK = {"change_left": "same", "worst_left": "0", "no_limits_left": "no"}


@pytest.fixture
def due(ready: Someone, house: House) -> Browser:
    """A morning more than a week after the form was answered."""
    ready.day += 8
    return house.restart(ready.at.now.date())


def sent(browser: Browser, text: str, fields: dict[str, str], status: int = 303) -> str:
    told = {"screen": hidden(text, "screen"), "draft": hidden(text, "draft"), **fields}
    answer = browser.post(WEEKLY, told, status)
    return str(answer.headers.get("location", answer.text))


def facts_of(someone: Someone) -> tuple[object, ...]:
    return someone.me.current(someone.at).fold.live.facts


def test_the_check_in_leads_to_three_screens_with_nothing_chosen(
    due: Browser, ready: Someone
) -> None:
    """Three grouped screens with the outcomes."""
    while (ask := ready.today().decision.asks[0]) != WEEKLY_FORM:
        ready.answer(ask)
    assert due.goes_to("/check-in") == WEEKLY
    for number, fields in ((1, CALM), (2, LAST), (3, WEEK)):
        _, text = last_page(due, WEEKLY)
        assert f"Step {number} of 3" in text
        assert "checked" not in text
        sent(due, text, fields)
    assert WEEKLY_FORM not in ready.today().decision.asks


def test_nothing_is_saved_before_the_last_screen_and_then_all_at_once(
    due: Browser, ready: Someone
) -> None:
    before = len(facts_of(ready))
    path, text = last_page(due, WEEKLY)
    path = sent(due, text, CALM)
    path = sent(due, due.get(path), LAST)
    assert len(facts_of(ready)) == before
    sent(due, due.get(path), WEEK)
    new = facts_of(ready)[before:]
    assert [type(fact) for fact in new] == [FormAnswered, OutcomeAnswered]
    assert OutcomeAnswered("left", "same", 0, no_limits=False) in new  # zero is an answer


def test_what_is_left_open_is_asked_again_and_nothing_is_guessed(due: Browser) -> None:
    _, text = last_page(due, WEEKLY)
    text = due.get(sent(due, text, CALM))
    half = sent(due, text, {"q_weekly_signs_seen": "none"}, 422)
    assert "Please" in half
    assert half.count(" checked") == 1
    path = sent(due, due.get(f"{WEEKLY}?screen=1"), CALM)
    path = sent(due, due.get(path), LAST)
    sent(due, due.get(path), {"change_left": "same"}, 422)


def test_the_flow_goes_on_where_it_stopped_even_after_a_restart(
    due: Browser, house: House, ready: Someone
) -> None:
    _, text = last_page(due, WEEKLY)
    second = due.get(sent(due, text, CALM))
    assert due.goes_to(WEEKLY) == f"{WEEKLY}?screen=2"
    assert due.goes_to(f"{WEEKLY}?screen=3") == f"{WEEKLY}?screen=2"
    assert " checked" in due.get(f"{WEEKLY}?screen=1")
    due.client.app.state.drafts.clear()  # type: ignore[attr-defined]
    assert sent(due, second, LAST) == f"{WEEKLY}?screen=3"
    ready.day += 1
    assert house.restart(ready.at.now.date()).goes_to(WEEKLY) == f"{WEEKLY}?screen=1"


def test_an_emergency_ends_the_flow_at_once_whatever_else_is_open(
    due: Browser, ready: Someone
) -> None:
    """One yes ends the form at once (S1)."""
    _, text = last_page(due, WEEKLY)
    assert sent(due, text, {"q_weekly_emergency": "now_chest"}) == "/outcome"
    told = facts_of(ready)[-1]
    assert isinstance(told, FormAnswered)
    assert told.symptoms == ("now_chest",)


def test_activities_and_the_watch_belong_to_the_week(house: House) -> None:
    someone = house.someone().begin(TIGHT, replace(CHOICES, goal="field_sport"))
    someone.tell(ActivityNamed("left", "stairs", "Climbing <stairs>"))
    someone.tell(ReturnedToSport("left"))
    browser = house.browser()
    path, text = last_page(browser, WEEKLY)
    path = sent(browser, text, CALM)
    page = browser.get(sent(browser, browser.get(path), LAST))
    assert "Climbing &lt;stairs&gt;" in page
    sent(browser, page, WEEK, 422)  # the signs are asked one by one
    calm = {f"sign_{n}_left": "no" for n in someone.app.pack.way_back.watch.signs}
    sent(browser, page, {**WEEK, **calm, "score_stairs_left": "0"})
    assert ActivitiesRated("left", (("stairs", 0),)) in facts_of(someone)


def test_a_sore_tendon_is_asked_each_week_how_long_one_can_sit(house: House) -> None:
    """R-B3, E174: minutes until it hurts; not at all is an answer, and nothing said is none."""
    someone = house.someone().begin(TENDON)
    browser = house.browser()
    _, text = last_page(browser, WEEKLY)
    page = browser.get(sent(browser, browser.get(sent(browser, text, CALM)), LAST))
    assert "How many minutes can you sit" in page
    for wrong in ("-1", "1441", "half an hour"):
        assert wrong in sent(browser, page, {**WEEK, "can_sit_left": wrong}, 422)
    sent(browser, page, {**WEEK, "can_sit_left": "0"})
    (card,) = someone.me.outcomes(someone.at)
    assert card.can_sit == ((someone.day, 0),)


def test_minutes_of_sitting_left_open_are_no_answer(house: House) -> None:
    someone = house.someone().begin(TENDON)
    browser = house.browser()
    _, text = last_page(browser, WEEKLY)
    page = browser.get(sent(browser, browser.get(sent(browser, text, CALM)), LAST))
    sent(browser, page, {**WEEK, "can_sit_left": ""})
    (card,) = someone.me.outcomes(someone.at)
    assert (card.asks_sitting, card.can_sit) == (True, ())


def test_other_legs_are_not_asked_how_long_one_can_sit(due: Browser) -> None:
    _, text = last_page(due, WEEKLY)
    page = due.get(sent(due, due.get(sent(due, text, CALM)), LAST))
    assert "can_sit" not in page


def test_whoever_has_no_plan_is_not_asked(house: House) -> None:
    assert house.browser().goes_to(WEEKLY) == "/"
    house.browser().post(WEEKLY, {"screen": "1"})


def test_today_leads_to_the_questions_that_are_due(
    due: Browser, house: House, ready: Someone
) -> None:
    assert 'href="/check-in/weekly"' in due.get("/")
    answer_week(due, house.app)
    assert WEEKLY_FORM not in ready.today().decision.asks
    assert 'href="/check-in/weekly"' not in due.get("/")


@pytest.mark.browser
def test_a_week_is_told_with_a_thumb(visitor: Visitor) -> None:
    visitor.room.someone.begin()
    visitor.room.tomorrow(9)
    visitor.comes_in()
    visitor.goes_to(WEEKLY)
    for _ in range(3):
        visitor.answers_what_is_asked(change="better", worst=1, no_limits="no")
    expect(visitor.page).not_to_have_url(f"{visitor.room.origin}{WEEKLY}")
    facts = facts_of(visitor.room.someone)
    assert OutcomeAnswered("left", "better", 1, no_limits=False) in facts
