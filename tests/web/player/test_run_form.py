"""A run of the plan by plain forms: nothing is guessed, and what was really run is kept."""

from __future__ import annotations

import pytest

from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.facts import RunInterval, RunLogged
from tests.app.person import Someone
from tests.web.house import Browser, House
from tests.web.scenes import lives
from tests.web.walking import hidden, words

FELT = {"how": "whole", "talking": "yes", "level": "yes", "pain": "0"}


@pytest.fixture
def running(house: House) -> tuple[Browser, Someone]:
    someone = house.someone()
    lives.on_a_run(someone)
    return house.restart(someone.at.now.date()), someone


def runs(someone: Someone) -> list[RunLogged]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, RunLogged)]


def sent(browser: Browser, fields: dict[str, str], status: int = 303) -> str:
    wanted = hidden(browser.get("/session"), "set")
    return str(browser.post("/session/set", {"set": wanted, **fields}, status).text)


def planned(someone: Someone) -> Item:
    decision = someone.today().decision
    assert isinstance(decision, Prescription)
    return next(item for item in decision.items if item.run_s)


def test_a_run_is_one_form_with_nothing_chosen(running: tuple[Browser, Someone]) -> None:
    page = running[0].get("/session")
    assert "checked" not in page.split("<main")[1]
    said = words(page)
    assert "4 times: walk 2 minutes, run 3 minutes" in said
    assert "Could you speak in sentences all along?" in said
    assert "Was the ground level?" in said


def test_the_whole_run_is_kept_with_its_walks(running: tuple[Browser, Someone]) -> None:
    browser, someone = running
    item = planned(someone)
    sent(browser, FELT)
    (run,) = runs(someone)
    assert item.run_s is not None
    once = (RunInterval("walk", item.walk_s), RunInterval("run", item.run_s))
    assert run.intervals == once * item.sets
    assert (run.rung, run.talking, run.percent, run.level) == (item.rung, True, None, True)
    assert run.nprs == 0


def test_less_is_kept_as_what_it_was(running: tuple[Browser, Someone]) -> None:
    browser, someone = running
    sent(browser, {**FELT, "how": "less"}, 422)
    sent(browser, {**FELT, "how": "less", "count": "0"}, 422)
    assert runs(someone) == []
    sent(browser, {**FELT, "how": "less", "count": "2", "level": "no"})
    (run,) = runs(someone)
    assert [i.kind for i in run.intervals] == ["walk", "run"] * 2
    assert run.level is False


@pytest.mark.parametrize("missing", list(FELT))
def test_nothing_is_guessed(running: tuple[Browser, Someone], missing: str) -> None:
    browser, someone = running
    sent(browser, {name: value for name, value in FELT.items() if name != missing}, 422)
    assert runs(someone) == []
