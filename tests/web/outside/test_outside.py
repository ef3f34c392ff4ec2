"""What is done beside the plan: a walk is told in full, sport is one tap (R-A4, E125, R-H3)."""

from __future__ import annotations

import pytest

from hamstrong.engine.facts import Fact, SportLogged, WalkLogged
from tests.app.person import Someone
from tests.web.house import House

WALK = {"minutes": "30", "brisk": "yes", "stairs": "no", "pain": "1"}


def kept(someone: Someone, kind: type[Fact]) -> list[Fact]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, kind)]


def test_who_has_no_plan_is_sent_to_today(house: House) -> None:
    browser = house.browser()
    assert browser.goes_to("/outside") == "/"
    assert browser.post("/outside/walk", WALK).headers["location"] == "/"


def test_today_leads_to_the_page_and_nothing_is_chosen(house: House, ready: Someone) -> None:
    browser = house.restart(ready.at.now.date())
    assert 'href="/outside"' in browser.get("/")
    assert "checked" not in browser.get("/outside")


def test_a_walk_is_kept_as_it_was_told(house: House, someone: Someone) -> None:
    house.browser().post("/outside/walk", {**WALK, "step_ups": "2"})
    assert kept(someone, WalkLogged) == [
        WalkLogged(30, brisk=True, stairs=False, nprs=1, step_ups=2)
    ]


@pytest.mark.parametrize("missing", list(WALK))
def test_nothing_about_a_walk_is_guessed(house: House, someone: Someone, missing: str) -> None:
    fields = {name: value for name, value in WALK.items() if name != missing}
    house.browser().post("/outside/walk", fields, 422)
    assert kept(someone, WalkLogged) == []


@pytest.mark.parametrize(("tap", "loaded"), [("loaded", True), ("light", False)])
def test_sport_is_one_tap(house: House, someone: Someone, tap: str, *, loaded: bool) -> None:
    house.browser().post("/outside/sport", {"loaded": tap})
    assert kept(someone, SportLogged) == [SportLogged(loaded)]


def test_sport_without_the_tap_is_nothing(house: House, someone: Someone) -> None:
    house.browser().post("/outside/sport", {}, 422)
    assert kept(someone, SportLogged) == []
