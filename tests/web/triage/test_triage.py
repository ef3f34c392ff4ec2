"""The forms one screen at a time, and the page of each outcome."""

from __future__ import annotations

import pytest

from hamstrong.engine.facts import FormAnswered
from tests.app.person import STRAIN, TIGHT, Someone
from tests.web.house import Browser, House
from tests.web.walking import answer_form, hidden, words


def consenting(house: House) -> Browser:
    browser = house.browser()
    browser.post("/welcome", {"consent": "yes"})
    return browser


def test_an_emergency_ends_the_form_at_once(house: House) -> None:
    browser = consenting(house)
    assert answer_form(browser, house.app, "long", STRAIN, "chest_pain") == "/outcome"
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


def test_a_list_without_an_answer_is_not_none(house: House) -> None:
    browser = consenting(house)
    page = browser.get(browser.goes_to("/triage/long"))
    fields = {"screen": hidden(page, "screen"), "draft": hidden(page, "draft")}
    assert "none of these" in browser.post("/triage/long", fields, 422).text
    both = {**fields, "answer": ["none", "chest_pain"]}
    assert "keep one of them" in browser.post("/triage/long", both, 422).text
    assert browser.goes_to("/triage/long") == "/triage/long?screen=1"


def test_going_back_shows_the_answer_and_keeps_the_rest(house: House) -> None:
    browser = consenting(house)
    first = {"screen": "emergency_body", "answer": "none"}
    assert browser.post("/triage/long", first).headers["location"] == "/triage/long?screen=2"
    browser.post("/triage/long", {"screen": "emergency_nerves", "answer": "none"})
    assert "checked" in browser.get("/triage/long?screen=1")
    assert browser.post("/triage/long", first).headers["location"] == "/triage/long?screen=2"
    assert browser.goes_to("/triage/long") == "/triage/long?screen=3"
    assert browser.goes_to("/triage/long?screen=9") == "/triage/long?screen=3"


def test_no_address_holds_an_answer_and_a_path_has_at_most_fourteen_screens(house: House) -> None:
    browser = consenting(house)
    for number in range(1, 16):
        path = browser.goes_to("/triage/long")
        assert path == f"/triage/long?screen={number}"
        page = browser.get(path)
        name = hidden(page, "screen")
        answer = STRAIN.get(name, "none")
        fields = {"screen": name, "draft": hidden(page, "draft"), "answer": str(answer)}
        if browser.post("/triage/long", fields).headers["location"] == "/outcome":
            break
    assert number <= house.app.pack.triage.max_screens


def test_a_page_that_is_out_of_date_leads_on(house: House) -> None:
    browser = consenting(house)
    late = {"screen": "worse_sitting", "answer": "yes"}
    assert browser.post("/triage/long", late).headers["location"] == "/triage/long"
    browser.get("/triage/unknown", 404)


def test_a_restart_in_the_middle_loses_nothing(house: House) -> None:
    browser = consenting(house)
    browser.post("/triage/long", {"screen": "emergency_body", "answer": "none"})
    page = browser.get("/triage/long?screen=2")
    house.web.state.drafts.clear()
    fields = {"screen": "emergency_nerves", "answer": "none", "draft": hidden(page, "draft")}
    assert browser.post("/triage/long", fields).headers["location"] == "/triage/long?screen=3"


def test_a_forged_draft_is_ignored(house: House) -> None:
    browser = consenting(house)
    fields = {"screen": "emergency_nerves", "answer": "none", "draft": "forged.forged"}
    assert browser.post("/triage/long", fields).headers["location"] == "/triage/long?screen=1"


def test_a_red_flag_by_mistake_is_taken_back_the_same_day(house: House, ready: Someone) -> None:
    browser = house.browser()
    ready.tell(FormAnswered("short", ("now_pain",), ()))
    browser.post("/triage/long/begin", {"withdraws": "yes"})
    assert answer_form(browser, house.app, "long", TIGHT) == "/"


def test_the_short_form_without_signs_goes_back_to_the_check_in(
    house: House, ready: Someone
) -> None:
    assert ready.today().plan_id is not None
    browser = house.browser()
    first = browser.post("/triage/short", {"screen": "short_check", "answer": "none"})
    assert first.headers["location"] == "/check-in"
    again = browser.post("/triage/short", {"screen": "short_check", "answer": "now_chest"})
    assert again.headers["location"] == "/outcome"
