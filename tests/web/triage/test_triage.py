"""The forms one screen at a time, and the page of each outcome."""

from __future__ import annotations

import html
import re

import pytest

from hamstrong.engine.facts import FormAnswered, PainNowAnswered
from tests.app.person import FINE, STRAIN, TENDON, TIGHT, Someone
from tests.web.house import Browser, House
from tests.web.walking import PLAN, answer_form, given_to, hidden, make_plan, words


def consenting(house: House) -> Browser:
    browser = house.browser()
    browser.post("/welcome", {"consent": "yes"})
    return browser


def test_an_emergency_ends_the_form_at_once(house: House) -> None:
    browser = consenting(house)
    assert answer_form(browser, house.app, "long", STRAIN, "chest_breath") == "/outcome"
    text = words(browser.get("/outcome"))
    assert "Get help now" in text
    assert "112, 911 or 999" in text
    assert "You ticked or said: Chest pain" in text
    assert browser.goes_to("/") == "/outcome"
    assert browser.goes_to("/welcome/goal") == "/outcome"


@pytest.mark.parametrize(
    ("tick", "title"),
    [("leg_swollen", "Be seen today"), ("pregnant", "See someone first")],
)
def test_each_urgency_says_what_to_do(house: House, tick: str, title: str) -> None:
    browser = consenting(house)
    assert answer_form(browser, house.app, "long", STRAIN, tick) == "/outcome"
    text = words(browser.get("/outcome"))
    assert title in text
    assert "Page for the clinic" in text
    clinic = words(browser.get("/outcome/clinic"))
    assert "What the plan says now" in clinic
    assert "None of these" in clinic


def at_emergency(browser: Browser) -> None:
    """Answer the fork, so that the emergency list is next."""
    page = browser.get("/triage/long?screen=1")
    fork = {"page": "1", "draft": hidden(page, "draft"), "q_fork": "hurts"}
    assert browser.post("/triage/long", fork).headers["location"] == "/triage/long?screen=2"


def test_a_list_without_an_answer_is_not_none(house: House) -> None:
    browser = consenting(house)
    at_emergency(browser)
    page = browser.get(browser.goes_to("/triage/long"))
    fields = {"page": hidden(page, "page"), "draft": hidden(page, "draft")}
    assert "none of these" in browser.post("/triage/long", fields, 422).text
    both = {**fields, "q_emergency": ["none", "chest_breath"]}
    assert "keep one of them" in browser.post("/triage/long", both, 422).text
    assert browser.goes_to("/triage/long") == "/triage/long?screen=2"


def test_half_a_page_keeps_what_was_answered(house: House) -> None:
    browser = consenting(house)
    at_emergency(browser)
    browser.post("/triage/long", {"page": "2", "q_emergency": "none"})
    half = browser.post("/triage/long", {"page": "3", "q_leg_look": "calf_ache"}, 422).text
    assert re.search(r'name="q_leg_look" value="calf_ache" checked', half)
    assert browser.goes_to("/triage/long") == "/triage/long?screen=3"


def test_going_back_shows_the_answer_and_keeps_the_rest(house: House) -> None:
    browser = consenting(house)
    at_emergency(browser)
    browser.post("/triage/long", {"page": "2", "q_emergency": "none"})
    assert 'value="hurts" aria-current="true"' in browser.get("/triage/long?screen=1")
    again = {"page": "1", "q_fork": "hurts"}
    assert browser.post("/triage/long", again).headers["location"] == "/triage/long?screen=2"
    assert browser.goes_to("/triage/long") == "/triage/long?screen=3"
    assert browser.goes_to("/triage/long?screen=9") == "/triage/long?screen=3"


@pytest.mark.parametrize(
    ("values", "longest"), [(STRAIN, 9), (TENDON, 9), (TIGHT, 7), (FINE, 5)],
    ids=["strain", "tendinopathy", "tightness", "prevention"],
)  # fmt: skip
def test_no_address_holds_an_answer_and_each_track_has_its_longest_way(
    house: House, values: dict[str, str | int], longest: int
) -> None:
    browser = consenting(house)
    for number in range(1, longest + 2):
        path = browser.goes_to("/triage/long")
        assert path == f"/triage/long?screen={number}"
        page = browser.get(path)
        fields = {"page": hidden(page, "page"), "draft": hidden(page, "draft")}
        answers = given_to(house.app, page, values)
        if browser.post("/triage/long", {**fields, **answers}).headers["location"] == "/outcome":
            break
    assert number <= longest
    assert len(PLAN) <= 3, "then three pages at most to the first Today"
    assert make_plan(browser) == "/"


def test_a_page_that_is_out_of_date_leads_on(house: House) -> None:
    browser = consenting(house)
    late = {"page": "1000", "q_fork": "hurts"}
    assert browser.post("/triage/long", late).headers["location"] == "/triage/long"
    browser.get("/triage/unknown", 404)


def test_a_restart_in_the_middle_loses_nothing(house: House) -> None:
    browser = consenting(house)
    at_emergency(browser)
    page = browser.get("/triage/long?screen=2")
    house.web.state.drafts.clear()
    fields = {"page": "2", "draft": hidden(page, "draft"), "q_emergency": "none"}
    assert browser.post("/triage/long", fields).headers["location"] == "/triage/long?screen=3"


def test_a_forged_draft_is_ignored(house: House) -> None:
    browser = consenting(house)
    fields = {"page": "2", "draft": "forged.forged", "q_emergency": "none"}
    assert browser.post("/triage/long", fields).headers["location"] == "/triage/long"


def test_strong_pain_asks_the_symptom_lists_alone(house: House, ready: Someone) -> None:
    browser = house.browser()
    ready.tell(PainNowAnswered("left", 5, new_limp=False))
    browser.get("/")
    assert browser.goes_to("/triage/signs") == "/triage/signs?screen=1"
    asked: set[str] = set()
    after = ""
    for number in range(1, 5):
        page = browser.get(f"/triage/signs?screen={number}")
        answers = given_to(house.app, page, TIGHT)
        asked |= answers.keys()
        fields = {"page": str(number), "draft": hidden(page, "draft"), **answers}
        after = browser.post("/triage/signs", fields).headers["location"]
    assert after == "/outcome"
    known = {"age", "limbs", "where", "onset", "health", "history", "cautions", "fork"}
    assert asked.isdisjoint({f"q_{name}" for name in known})


@pytest.mark.usefixtures("ready")
def test_a_new_start_confirms_what_is_known_and_asks_no_fact_twice(house: House) -> None:
    page = house.browser().get("/triage/long?screen=1")
    assert "You told us before" in page
    assert "Your age 40" in html.unescape(page)


def test_a_red_flag_by_mistake_is_taken_back_the_same_day(house: House, ready: Someone) -> None:
    browser = house.browser()
    ready.tell(FormAnswered("short", ("now_pain",), ()))
    browser.post("/triage/signs/begin", {"withdraws": "yes"})
    assert answer_form(browser, house.app, "signs", TIGHT) == "/"


def test_the_short_form_without_signs_goes_back_to_the_check_in(
    house: House, ready: Someone
) -> None:
    assert ready.today().plan_id is not None
    browser = house.browser()
    first = browser.post("/triage/short", {"page": "1", "q_short_check": "none"})
    assert first.headers["location"] == "/check-in"
    again = browser.post("/triage/short", {"page": "1", "q_short_check": "now_chest"})
    assert again.headers["location"] == "/outcome"
