"""The list, reporting a sign, a go-ahead, and a sign asked again when it runs out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hamstrong.engine.facts import FormAnswered
from tests.app.person import TIGHT, Someone
from tests.web.house import House
from tests.web.walking import answer_form, words


def test_the_list_is_there_before_anything_else(house: House) -> None:
    text = words(house.browser().get("/warning-signs"))
    assert "Chest pain or tightness, fainting" in text
    assert "Be seen today" in text
    assert house.browser().goes_to("/warning-signs/clearance") == "/warning-signs"


@pytest.mark.usefixtures("ready")
def test_reporting_a_sign_raises_it(house: House) -> None:
    browser = house.browser()
    go = browser.post("/triage/signs/begin", {"withdraws": "no"})
    assert go.headers["location"] == "/triage/signs"
    assert answer_form(browser, house.app, "signs", TIGHT, "chest_breath") == "/outcome"
    assert "Get help now" in browser.get("/outcome")


def test_a_go_ahead_is_recorded_and_asked_again_when_it_runs_out(
    ready: Someone, house: House
) -> None:
    ready.tell(FormAnswered("short", ("now_chest",), ()))
    browser = house.browser()
    day = ready.at.now.date()
    fields = {
        "who": "Dr Amsel",
        "dated": day.isoformat(),
        "expires": (day + timedelta(days=5)).isoformat(),
        "max_stage": "3",
        "told_safe": "yes",
    }
    assert (
        "seen first"
        in browser.post("/warning-signs/clearance", fields | {"told_safe": "no"}, 422).text
    )
    far = fields | {"expires": (day + timedelta(days=400)).isoformat()}
    assert "longest time" in browser.post("/warning-signs/clearance", far, 422).text
    wrong = fields | {"dated": "soon"}
    assert "day of the visit" in browser.post("/warning-signs/clearance", wrong, 422).text
    browser.post("/warning-signs/clearance", fields)
    assert "a go-ahead runs until" in browser.get("/warning-signs")
    assert browser.goes_to("/outcome") == "/"
    browser.post("/warning-signs/clearance", fields)  # another tab: nothing to clear any more

    ready.day += 6
    browser = house.restart(ready.at.now.date())
    assert "A go-ahead has run out" in browser.get("/warning-signs")
    assert "Answer one question" in browser.get("/")
    ask = {"flag": "chest:"}
    browser.post("/warning-signs/again", ask, 422)
    browser.post("/warning-signs/again", ask | {"present": "no"})
    browser.post("/warning-signs/again", ask | {"present": "no"})
    assert "A go-ahead has run out" not in browser.get("/warning-signs")
