"""Times of a timed run are entered by hand after it; what is left open stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.work_as_planned import work_as_planned
from hamstrong.engine.facts import RunLogged, RunTimed, SessionFinished
from tests.app.person import CHOICES, FINE, Someone
from tests.web.house import House
from tests.web.scenes.lives import until_a_session

LONGEST = 60


def timed(someone: Someone) -> list[RunTimed]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, RunTimed)]


def until_a_timed_run(someone: Someone) -> str:
    """Live on to the first session with a timed run; its plan."""
    for _ in range(LONGEST):
        until_a_session(someone)
        today = someone.today()
        items = today.decision.items if isinstance(today.decision, Prescription) else ()
        if today.plan_id is not None and any(item.steady_m is not None for item in items):
            return today.plan_id
        someone.work()
        someone.day += 1
    raise AssertionError("no timed run comes")


@pytest.fixture
def ran(house: House) -> Someone:
    """After a session with an easy run-through, of which nobody said the time."""
    someone = house.someone()
    someone.begin(FINE, replace(CHOICES, goal="running"))
    plan_id = until_a_timed_run(someone)
    for line in someone.me.start_session(someone.at, someone.new_id(), plan_id).lines:
        done = work_as_planned(line.item, plan_id, 0)
        someone.tell_all(*(fact for fact in done if not isinstance(fact, RunTimed)))
    someone.tell(SessionFinished(plan_id))
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
