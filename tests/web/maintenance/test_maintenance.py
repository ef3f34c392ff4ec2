"""Staying well: what was kept is counted, the ramp is told, and a relapse finds its rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.facts import PainNowAnswered, Stopped, WatchAnswered
from tests.app.person import STRAIN, Someone
from tests.web.house import Browser, House
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives
from tests.web.walking import words

BACK = "/staying-well/back"
AGAIN = {"limb": "left", "how": "again", "asked": "yes"}


def facts_of(someone: Someone) -> tuple[object, ...]:
    return someone.me.current(someone.at).fold.live.facts


@pytest.fixture
def signs(house: House) -> Callable[..., dict[str, str]]:
    """An answer to every sign; those that are named are there."""
    known = house.app.pack.way_back.watch.signs
    return lambda *there: {f"sign_{n}": "yes" if n in there else "no" for n in known}


def test_before_the_last_stage_the_page_says_what_will_come(house: House, someone: Someone) -> None:
    assert someone.me.is_enrolled(someone.at)
    browser = house.browser()
    said = words(browser.get("/staying-well"))
    assert "When you reach the last stage" in said
    assert "2 sets of 3 in a short range, once a week You are here" in said
    assert 'href="/staying-well/back"' not in browser.get("/")
    assert 'href="/staying-well"' not in browser.get("/plan")


def test_in_the_last_stage_today_and_plan_show_what_was_kept(house: House) -> None:
    """R-G5: two days a week, counted and never blamed."""
    someone = house.someone()
    lives.maintaining(someone)
    browser = house.restart(someone.at.now.date())
    (card,) = someone.me.maintenance(someone.at)
    assert card.maintains
    weeks = card.weeks
    assert weeks.this_month > 0
    assert weeks.weeks_in_row > 0
    today = words(browser.get("/"))
    told = f"{weeks.this_week} of 2 sessions this week. This month: {weeks.this_month}."
    assert told in today
    assert "It is back" in today
    assert "Your days: Monday, Friday." in words(browser.get("/plan"))
    page = words(browser.get("/staying-well"))
    assert "Two short sessions a week keep what you have built." in page
    assert "Your days: Monday, Friday." in page
    assert card.ramp is not None
    assert page.index("You are here") > page.index("2 sets of 3 in a short range, once a week")
    assert "Next: " in page
    assert "C19" in page
    assert "Our careful choice; no source gives it." in page


def test_a_pop_is_kept_at_once_and_leads_to_help(house: House, someone: Someone) -> None:
    """S17."""
    browser = house.browser()
    assert "checked" not in browser.get(BACK)
    answer = browser.post(BACK, {"limb": "left", "how": "sudden"})
    assert answer.headers["location"] == "/outcome"
    assert facts_of(someone)[-1] == Stopped("pop_or_pull", None, "left")
    someone.day += 1
    house.restart(someone.at.now.date())
    assert someone.me.episodes(someone.at)[0].ended == "pop_or_pull"
    assert house.browser().goes_to(BACK) == "/"


def test_strong_pain_leads_to_the_long_form_and_the_easy_days(
    house: House, someone: Someone, signs: Callable[..., dict[str, str]]
) -> None:
    """S4: triage first, then the flare-up path."""
    browser = house.browser()
    asked = browser.post(BACK, {"limb": "left", "how": "again"}, 200).text
    assert "checked" not in asked
    assert facts_of(someone) == facts_of(someone)
    fields = {**AGAIN, "pain": "6", "limp": "no", **signs()}
    assert browser.post(BACK, fields).headers["location"] == "/triage/long"
    assert PainNowAnswered("left", 6, new_limp=False) in facts_of(someone)
    assert someone.me.flare(someone.at)[0].waits_for_form


def test_a_sign_leads_one_stage_back_and_zero_is_an_answer(
    house: House, someone: Someone, signs: Callable[..., dict[str, str]]
) -> None:
    """E24, decision 38."""
    fields = {**AGAIN, "pain": "0", "limp": "no", **signs("same_spot")}
    house.browser().post(BACK, fields)
    facts = facts_of(someone)
    assert PainNowAnswered("left", 0, new_limp=False) in facts
    told = next(fact for fact in facts if isinstance(fact, WatchAnswered))
    assert dict(told.signs)["same_spot"]
    decision = someone.today().decision
    assert isinstance(decision, Refusal)
    assert decision.kind == "triage_due"


def test_what_is_left_open_is_asked_again(house: House, someone: Someone) -> None:
    before = len(facts_of(someone))
    browser: Browser = house.browser()
    browser.post(BACK, {"limb": "left"}, 422)
    browser.post(BACK, {"how": "again"}, 422)
    half = browser.post(BACK, {**AGAIN, "pain": "2"}, 422).text
    assert half.count(" checked") == 1
    assert len(facts_of(someone)) == before


def test_with_two_legs_the_leg_is_asked(house: House) -> None:
    someone = house.someone().begin({**STRAIN, "limbs": "both"})
    browser = house.browser()
    assert 'value="right"' in browser.get(BACK)
    browser.post(BACK, {"limb": "right", "how": "sudden"})
    assert facts_of(someone)[-1] == Stopped("pop_or_pull", None, "right")


def test_whoever_has_no_plan_is_led_to_the_start(house: House) -> None:
    browser = house.browser()
    assert browser.goes_to("/staying-well") == "/"
    assert browser.goes_to(BACK) == "/"
    assert browser.post(BACK, {"limb": "left", "how": "sudden"}).headers["location"] == "/"


@pytest.mark.browser
def test_it_is_back_is_said_with_a_thumb(visitor: Visitor) -> None:
    visitor.room.someone.begin()
    visitor.comes_in()
    visitor.goes_to("/staying-well")
    visitor.follows("It is back")
    visitor.chooses("It hurts again")
    visitor.presses("Next")
    for name in visitor.asked():
        visitor.gives(name, "7" if name == "pain" else "no")
    visitor.presses("Save")
    assert visitor.path.startswith("/triage/long")
