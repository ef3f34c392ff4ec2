"""Times of a timed run are entered by hand after it; what is left open stays open."""

from __future__ import annotations

from datetime import date

import pytest

from hamstrong.engine.facts import RunLogged, RunTimed
from tests.app.person import Someone
from tests.web.house import House
from tests.web.scenes.lives import ran_untimed


def timed(someone: Someone) -> list[RunTimed]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, RunTimed)]


@pytest.fixture
def ran(house: House) -> Someone:
    """After a session with an easy run-through, of which nobody said the time."""
    someone = house.someone()
    ran_untimed(someone)
    house.restart(date.fromordinal(someone.day))
    return someone


def test_who_has_no_plan_is_sent_to_today(house: House) -> None:
    assert house.browser().goes_to("/runs/times") == "/"


def test_today_leads_to_the_times_until_they_were_told(house: House, ran: Someone) -> None:
    """S9, E150: without a time brisk running stays closed, so Today asks for it."""
    browser = house.browser()
    assert 'href="/runs/times"' in browser.get("/")
    form = browser.get("/runs/times")
    assert "4 easy runs over 40-20-40 metres, the 20 timed" in form
    assert browser.post("/runs/times", {"run_through": "7.2 quick"}, 422).text.count("quick") > 0
    assert browser.post("/runs/times", {"run_through": "7,2"}, 422).text.count("7,2") > 0
    browser.post("/runs/times", {"run_through": ""})
    assert timed(ran) == []
    browser.post("/runs/times", {"run_through": "7.2 7"})
    assert timed(ran) == [RunTimed("run_through", (72, 70))]
    assert 'href="/runs/times"' not in browser.get("/")
    own = {"planned": "no", "minutes": "2", "times": "3.7", "exercise": "run_through",
           "effort": "9", "percent": "unknown", "level": "yes", "talking": "no",
           "pain": "0"}  # fmt: skip
    browser.post("/runs", own)
    assert timed(ran)[-1] == RunTimed("run_through", (37,))
    facts = ran.me.current(ran.at).fold.live.facts
    assert [f.plan_id for f in facts if isinstance(f, RunLogged)][-1] is None
