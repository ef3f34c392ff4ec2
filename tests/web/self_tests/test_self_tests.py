"""Self-tests on their sheets: what is open, both sides, and what a change means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hamstrong.engine.facts import TestLogged
from tests.app.person import CHOICES, FINE, STRAIN, Someone
from tests.web.house import Browser, House

SHEET = "/tests/balance_time/left"
WELL = {"side": "left", "value_0": "20", "stopped": "no", "pain": "0"}
_LONGEST = 60


@pytest.fixture
def open_test(someone: Someone, house: House) -> Browser:
    """A day on which balance may be tested."""
    for _ in range(_LONGEST):
        someone.answer_all()
        if any(c.open and c.test.id == "balance_time" for c in someone.me.tests(someone.at)):
            return house.restart(someone.at.now.date())
        someone.work()
        someone.day += 1
    raise AssertionError("the test never opens")


def logged(someone: Someone) -> list[TestLogged]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, TestLogged)]


def test_a_sheet_shows_how_with_nothing_chosen(open_test: Browser) -> None:
    page = open_test.get(SHEET)
    assert "Lift one foot off the floor" in page
    assert "Stop at any pain of 3 or more." in page
    assert "checked" not in page


def test_both_sides_are_kept_and_compared(open_test: Browser, someone: Someone) -> None:
    open_test.post(SHEET, WELL)
    open_test.post(SHEET, {**WELL, "side": "right", "value_0": "21"})
    assert [(f.side, f.values) for f in logged(someone)] == [("left", (20.0,)), ("right", (21.0,))]
    page = open_test.get(SHEET)
    assert "95 percent" in page
    assert "do not differ by more than measuring can tell" in page
    assert 'class="test-band"' in page
    open_test.post(SHEET, WELL)
    assert len(logged(someone)) == 2  # each side once a day


@pytest.mark.parametrize("missing", ["side", "value_0", "stopped", "pain"])
def test_nothing_is_guessed(open_test: Browser, someone: Someone, missing: str) -> None:
    open_test.post(SHEET, {k: v for k, v in WELL.items() if k != missing}, 422)
    assert logged(someone) == []


def test_a_closed_test_has_no_form_and_keeps_nothing(someone: Someone, house: House) -> None:
    browser = house.browser()
    assert "Save this leg" not in browser.get("/tests/hop_comfort/left")
    fields = {"side": "left", "comfortable": "yes", "stopped": "no", "pain": "0"}
    browser.post("/tests/hop_comfort/left", fields)
    assert logged(someone) == []


def test_a_test_without_an_interval_is_open_again_another_day(
    open_test: Browser, someone: Someone, house: House
) -> None:
    for side in ("left", "right"):
        open_test.post(SHEET, {**WELL, "side": side})
    someone.day += 3
    someone.answer_all()
    page = house.restart(someone.at.now.date()).get(SHEET)
    assert "Save this leg" in page


def test_the_sides_are_told_apart_only_beyond_what_measuring_can_do(open_test: Browser) -> None:
    open_test.post(SHEET, WELL)
    open_test.post(SHEET, {**WELL, "side": "right", "value_0": "31"})
    assert "The sides differ by 11. That is more than measuring alone." in open_test.get(SHEET)


def test_a_page_may_read_how_the_phone_is_held(open_test: Browser) -> None:
    """The knee test takes its angle from the phone; the browser asks the policy first."""
    policy = open_test.client.get(SHEET).headers["permissions-policy"]
    assert "accelerometer=(self)" in policy
    assert "gyroscope=(self)" in policy
    assert "geolocation=()" in policy


KNEE = "/tests/active_knee_extension/left"


@pytest.fixture
def closed_by_walking(house: House) -> Browser:
    """A day after a strain on which no gate asks how one walks, and the knee test wants to know."""
    runner = house.someone().begin(STRAIN, replace(CHOICES, goal="running"))
    for _ in range(_LONGEST):
        runner.answer_all()
        cards = runner.me.tests(runner.at)
        if any(c.test.id == "active_knee_extension" and c.asks_walking for c in cards):
            return house.restart(runner.at.now.date())
        runner.work()
        runner.day += 1
    raise AssertionError("nothing but walking is never what is missing")


def test_a_test_that_waits_for_walking_alone_asks_and_opens(closed_by_walking: Browser) -> None:
    assert "Do you walk today with no limp" in closed_by_walking.get(KNEE)
    closed_by_walking.post(f"{KNEE}/walking", {}, 422)
    assert "Your result" not in closed_by_walking.get(KNEE)
    closed_by_walking.post(f"{KNEE}/walking", {"normal": "yes"})
    page = closed_by_walking.get(KNEE)
    assert "Do you walk today" not in page
    assert "Your result" in page


def test_a_limp_keeps_the_test_closed_for_the_day(closed_by_walking: Browser) -> None:
    closed_by_walking.post(f"{KNEE}/walking", {"normal": "no"})
    closed_by_walking.post(f"{KNEE}/walking", {"normal": "yes"})
    page = closed_by_walking.get(KNEE)
    assert "Do you walk today" not in page
    assert "Your result" not in page


@pytest.fixture
def older(house: House) -> Someone:
    """Somebody of 70 who prevents, and so may do the tests of stage 3 on the first day."""
    return house.someone().begin({**FINE, "age": 70})


@pytest.mark.parametrize("typed", ["21,5", "21.5"])
@pytest.mark.usefixtures("older")
def test_a_pull_is_typed_in_kilograms(house: House, typed: str) -> None:
    browser, sheet = house.browser(), "/tests/pull_on_scale/left"
    page = browser.get(sheet)
    assert "Nobody has tested whether people alone at home measure" in page
    pulls = {"value_0": "20", "value_1": typed, "value_2": "19", "stopped": "no", "pain": "0"}
    browser.post(sheet, {"side": "left", **pulls, "value_2": "heavy"}, 422)
    browser.post(sheet, {"side": "left", **pulls})
    page = browser.get(sheet)
    assert "21.5 kg" in page
    assert "Only 15 percent or more is a change" in page


def test_chair_rises_ask_for_no_leg_and_show_the_norm(house: House, older: Someone) -> None:
    browser, sheet = house.browser(), "/tests/chair_rises/left"
    page = browser.get(sheet)
    assert "From 70 on, fewer than 10 (women) or 12 (men) is called low." in page
    assert 'type="radio" name="side"' not in page
    browser.post(sheet, {"side": "left", "value_0": "13", "stopped": "no", "pain": "0"})
    assert [(f.side, f.values) for f in logged(older)] == [("left", (13.0,))]
    assert "Both legs" in browser.get(sheet)
