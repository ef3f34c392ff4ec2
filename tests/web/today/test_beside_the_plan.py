"""Beside the plan on Today: minutes of sitting, easy running, and who never sees which."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from hamstrong.engine.facts import MorningAnswered, SittingLogged
from tests.app.person import CHOICES, STRAIN, TENDON, TIGHT, Someone
from tests.web.house import Browser, House
from tests.web.scenes import lives
from tests.web.walking import answer_form, words

ADDRESSES = (
    "/", "/plan", "/progress", "/library", "/learn", "/more", "/tests", "/sport", "/activities",
    "/exercise-pain", "/appointments", "/appointments/summary", "/print/report", "/print/today",
    "/settings", "/settings/plan", "/check-in/answers", "/session", "/library/run",
)  # fmt: skip


@pytest.fixture
def sore_tendon(house: House) -> Someone:
    someone = house.someone()
    lives.runner(someone)
    house.restart(someone.at.now.date())
    return someone


def test_minutes_of_sitting_are_one_tap_and_add_up(house: House, sore_tendon: Someone) -> None:
    browser = house.browser()
    first, *_, last = sore_tendon.app.pack.way_back.sitting.taps_min
    assert f'name="minutes" value="{first}"' in browser.get("/")
    for minutes in (first, last):
        browser.post("/sitting", {"minutes": str(minutes)})
    card = sore_tendon.me.sitting(sore_tendon.at)
    assert card is not None
    assert card.today_min == first + last
    assert f"{first + last} minutes sat today" in words(browser.get("/"))


@pytest.mark.parametrize("minutes", ["", "7", "-15", "many"])
def test_only_what_is_offered_is_kept(house: House, sore_tendon: Someone, minutes: str) -> None:
    house.browser().post("/sitting", {"minutes": minutes}, 422)
    card = sore_tendon.me.sitting(sore_tendon.at)
    assert card is not None
    assert card.today_min == 0


def test_sitting_stands_beside_the_next_morning_and_claims_no_cause(
    house: House, sore_tendon: Someone
) -> None:
    sore_tendon.tell(SittingLogged(60))
    sore_tendon.day += 1
    sore_tendon.tell(MorningAnswered("left", 2, new_limp=False))
    page = words(house.restart(sore_tendon.at.now.date()).get("/"))
    assert "60 minutes, pain 2 the next morning" in page
    assert "One need not have caused the other" in page


def test_a_track_without_a_sitting_budget_has_none(house: House, someone: Someone) -> None:
    browser = house.browser()
    assert "/sitting" not in browser.get("/")
    browser.post("/sitting", {"minutes": "30"})
    facts = someone.me.current(someone.at).fold.live.facts
    assert not any(isinstance(fact, SittingLogged) for fact in facts)


def test_easy_running_that_goes_on_is_said_with_its_limits(
    house: House, sore_tendon: Someone
) -> None:
    assert sore_tendon.today().plan_id is not None
    assert "20 minutes" in words(house.browser().get("/"))


def welcomed(house: House, values: dict[str, str | int], goal: str) -> Browser:
    """Up to the step that asks for minutes."""
    browser = house.browser()
    browser.post("/welcome", {"consent": "yes"})
    answer_form(browser, house.app, "long", values)
    browser.post("/welcome/goal", {"goal": goal, "days": ["0", "2", "4"]})
    return browser


def test_whoever_may_run_on_is_asked_how_long_they_run(house: House) -> None:
    """A sore tendon may go on with easy running, at most as long as so far (R-C)."""
    browser = welcomed(house, TENDON, "running")
    assert 'name="easy_run_minutes"' in browser.get("/welcome/kit")
    chosen = {"minutes": "45", "kit": list(CHOICES.kit)}
    browser.post("/welcome/kit", {**chosen, "easy_run_minutes": "soon"}, 422)
    browser.post("/welcome/kit", {**chosen, "easy_run_minutes": "900"}, 422)
    finish = browser.post("/welcome/kit", {**chosen, "easy_run_minutes": "25"})
    assert finish.headers["location"] == "/"
    (person,) = house.app.persons()
    at = house.someone().at
    easy = house.app.person(person).current(at).fold.live.episodes[0].easy
    assert easy.minutes == 25


@pytest.mark.parametrize(
    ("values", "goal"), [(TENDON, "daily_life"), (STRAIN, "running"), (TIGHT, "daily_life")]
)
def test_nobody_else_is_asked_about_easy_runs(
    house: House, values: dict[str, str | int], goal: str
) -> None:
    """A strain runs only from stage 3 on, and goals without running have no runs."""
    assert "easy_run_minutes" not in welcomed(house, values, goal).get("/welcome/kit")


@pytest.mark.parametrize("values", [STRAIN, TENDON, TIGHT])
@pytest.mark.parametrize("goal", ["daily_life", "gym"])
def test_goals_without_running_see_it_on_no_page(
    house: House, values: dict[str, str | int], goal: str
) -> None:
    someone = house.someone().begin(values, replace(CHOICES, goal=goal))
    someone.day += 1
    someone.answer_all()
    browser = house.restart(someone.at.now.date())
    seen = {path: offers_a_run(browser, path) for path in ADDRESSES}
    assert {path: found for path, found in seen.items() if found} == {}


def offers_a_run(browser: Browser, path: str) -> list[str]:
    """What a page links to or asks of running; that a warning sign came on a run is no offer."""
    answer = browser.client.get(path)
    if answer.status_code in (303, 404):
        return []
    assert answer.status_code == 200, path
    said = words(answer.text)
    links = re.findall(r'(?:href|action)="(/runs[^"]*|/library/(?:run|sprint))"', answer.text)
    return links + re.findall(r"\b(?:[Rr]uns? at|[Ss]prints? at|[Ll]og a run)\b[^.]*", said)
