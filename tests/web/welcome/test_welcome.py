"""From the first page to a plan, and every refusal on the way."""

from __future__ import annotations

import pytest

from tests.app.person import STRAIN, TIGHT, WHOLE_KIT
from tests.web.house import House
from tests.web.walking import PLAN, answer_form, make_plan, words


def test_a_stranger_to_the_programme_is_welcomed_and_nothing_is_stored(house: House) -> None:
    browser = house.browser()
    assert browser.goes_to("/") == "/welcome"
    text = words(browser.get("/welcome"))
    assert "No doctor or physio has checked this plan yet" in text
    assert "not for emergencies" in text
    assert house.app.persons() == ()


def test_without_consent_nothing_begins(house: House) -> None:
    browser = house.browser()
    assert "Without it nothing is kept" in browser.post("/welcome", {}, 422).text
    assert browser.goes_to("/triage/long") == "/welcome"
    assert browser.goes_to("/welcome/goal") == "/welcome"
    assert browser.goes_to("/outcome") == "/welcome"
    assert house.app.persons() == ()


def test_strain_goes_from_consent_to_the_first_plan(house: House) -> None:
    browser = house.browser()
    assert browser.post("/welcome", {"consent": "yes"}).headers["location"] == "/triage/long"
    assert answer_form(browser, house.app, "long", STRAIN) == "/outcome"
    assert "You can start" in browser.get("/outcome")
    assert make_plan(browser) == "/"
    today = words(browser.get("/"))
    assert "One number first" in today
    asked = "Your usual morning pain, from your last 3 mornings"
    assert today.count(asked) == 1, "said once, on the card"


def test_refusals_of_the_choices_stand_in_their_place(house: House) -> None:
    browser = house.browser()
    browser.post("/welcome", {"consent": "yes"})
    answer_form(browser, house.app, "long", STRAIN)
    assert browser.goes_to("/welcome/kit") == "/welcome/goal"
    goal = {"goal": "daily_life"}
    too_few = browser.post("/welcome/goal", {**goal, "days": "0"}, 422).text
    assert "too few" in too_few
    assert "Some answers are missing" not in too_few
    near = {**goal, "days": ["0", "1"]}
    assert "rest day between" in browser.post("/welcome/goal", near, 422).text
    every = {**goal, "days": list("0123456")}
    assert "too many" in browser.post("/welcome/goal", every, 422).text
    browser.post("/welcome/goal", {**goal, "days": ["0", "3"]})
    kit = {"minutes": "7", "kit": "none"}
    assert "choose one" in browser.post("/welcome/kit", kit, 422).text
    assert "none of these" in browser.post("/welcome/kit", {"minutes": "45"}, 422).text
    browser.post("/welcome/kit", {"minutes": "45", "preset": "yacht", "kit": "none"}, 422)
    refused = words(browser.post("/welcome/kit", {"minutes": "45", "kit": "none"}, 422).text)
    assert "needs something that you do not have" in refused
    assert "What is missing: Chair" in refused
    assert "This goal needs one more thing" in refused
    assert "Some answers are missing" not in refused


def test_a_doubled_submit_and_a_second_tab_make_one_plan(house: House) -> None:
    browser = house.browser()
    browser.post("/welcome", {"consent": "yes"})
    answer_form(browser, house.app, "long", STRAIN)
    for step, fields in PLAN[:-1]:
        browser.post(f"/welcome/{step}", fields)
    step, fields = PLAN[-1]
    form_id = "0f0f0f0f-0000-4000-8000-000000000000"
    for _ in range(2):
        last = browser.post(f"/welcome/{step}", fields, form_id=form_id)
        assert last.headers["location"] == "/"
    assert browser.post(f"/welcome/{step}", fields).headers["location"] == "/"
    assert browser.goes_to("/welcome") == "/"
    facts = house.app.diary.read(house.app.persons()[0])
    assert sum(fact.name == "Enrolled" for fact in facts) == 1


def test_an_unknown_step_is_no_page(house: House) -> None:
    house.browser().get("/welcome/nothing", 404)


@pytest.mark.parametrize(("goal", "kept"), [("gym", {"end_range_bends"}), ("daily_life", set())])
def test_deep_bends_are_asked_beside_the_goal_that_has_them(
    house: House, goal: str, kept: set[str]
) -> None:
    browser = house.browser()
    browser.post("/welcome", {"consent": "yes"})
    answer_form(browser, house.app, "long", TIGHT)
    assert "Deep bends (yoga, dance)" in browser.get("/welcome/goal")
    days = ["0", "2", "4"]
    browser.post("/welcome/goal", {"goal": goal, "options": "end_range_bends", "days": days})
    browser.post("/welcome/kit", {"minutes": "45", "kit": list(WHOLE_KIT)})
    person = house.app.person(house.app.persons()[0])
    assert person.settings(house.someone().at).options == kept


@pytest.mark.parametrize(
    ("goal", "ticks", "said"),
    [
        ("field_sport", ("bone_weak",), ("as far as Power, and then on to Maintain", "Sprint")),
        ("field_sport", ("falls",), ("leads to Maintain without this: Sprint",)),
        ("daily_life", ("bone_weak", "falls"), ()),
        ("field_sport", (), ()),
    ],
)
def test_enrolment_says_what_a_caution_leaves_out(
    house: House, goal: str, ticks: tuple[str, ...], said: tuple[str, ...]
) -> None:
    browser = house.browser()
    browser.post("/welcome", {"consent": "yes"})
    answer_form(browser, house.app, "long", STRAIN, *ticks)
    browser.post("/welcome/goal", {"goal": goal, "days": ["0", "3"]})
    page = words(browser.get("/welcome/kit"))
    assert all(line in page for line in said)
    assert ("So your plan" in page) == bool(said)
