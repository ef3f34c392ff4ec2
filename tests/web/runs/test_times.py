"""Times of a timed run are entered by hand after it; what is left open stays open."""

from __future__ import annotations

import re
from datetime import date

import pytest

from hamstrong.engine.facts import RunLogged, RunTimed
from tests.app.person import Someone
from tests.web.house import House
from tests.web.scenes.lives import ran_untimed


def timed(someone: Someone) -> list[RunTimed]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, RunTimed)]


HALF = "run_through-40-20-40-half"


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


def change_of(house: House) -> str:
    """The address at which the newest times are changed."""
    found = re.search(r'href="(/runs/times/\d+)"', house.browser().get("/runs/times"))
    assert found is not None
    return found[1]


def test_times_are_changed_and_what_was_said_first_counts_too(house: House, ran: Someone) -> None:
    """S18: a correction lowers at once and raises nothing."""
    browser = house.browser()
    browser.post("/runs/times", {"run_through": "7.2"})
    assert 'href="/runs/times"' in browser.get("/runs")
    assert 'href="/runs/times"' in browser.get("/check-in/answers")
    address = change_of(house)
    assert 'value="7.2"' in browser.get(address)
    assert browser.post(address, {"times": "7,4"}, 422).text.count("7,4") > 0
    assert browser.post(address, {"times": ""}, 422)
    said = browser.post(address, {"times": "3.7"})
    assert timed(ran) == [RunTimed("run_through", (37,), ((72,),))]
    assert "It counts as one" in browser.get(said.headers["location"])
    browser.post(address, {"times": "7.2"})
    assert timed(ran) == [RunTimed("run_through", (72,), ((72,), (37,)))]


def test_times_are_taken_back_and_asked_again(house: House, ran: Someone) -> None:
    """S9: without a time the run is no clean one."""
    browser = house.browser()
    browser.post("/runs/times", {"run_through": "7.2"})
    said = browser.post(change_of(house), {"take": "back"})
    assert timed(ran) == [RunTimed("run_through", (), ((72,),))]
    page = browser.get(said.headers["location"])
    assert "Without a measured time" in page
    assert 'name="run_through"' in page
    assert 'href="/runs/times"' in browser.get("/")


@pytest.mark.usefixtures("ran")
def test_unknown_times_lead_back_to_the_list(house: House) -> None:
    browser = house.browser()
    assert browser.goes_to("/runs/times/999") == "/runs/times"
    browser.post("/runs/times", {"run_through": "7.2"})
    assert browser.goes_to("/runs/times/999") == "/runs/times"


def test_a_later_correction_leaves_the_slower_time(house: House, ran: Someone) -> None:
    """S18: on a later day as well, and a time that is taken back is not known any more."""
    browser = house.browser()
    browser.post("/runs/times", {"run_through": "7.2"})
    ran.day += 1
    ran.answer_all()
    house.restart(date.fromordinal(ran.day))
    known = {}
    for said in ({"times": "7.0"}, {"times": "7.4"}, {"take": "back"}):
        house.browser().post(change_of(house), said)
        opened = house.app.engine.open(ran.me.state(ran.at)).episodes
        known[str(said)] = [dict(one.episode.times.clean) for one in opened]
    assert list(known.values()) == [[{HALF: 72}], [{HALF: 74}], [{}]]
