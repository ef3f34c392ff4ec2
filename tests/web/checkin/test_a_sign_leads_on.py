"""R-B5: a sign in the weeks after the return leads from the check-in to the symptom lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hamstrong.app import App
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import ReturnedToSport, WatchAnswered
from tests.app.person import CHOICES, STRAIN, Someone
from tests.web.house import House
from tests.web.walking import last_page

_LONGEST = 200


def _returned_in_stage_3(house: House) -> Someone:
    someone = house.someone().begin(STRAIN, replace(CHOICES, goal="field_sport"))
    for _ in range(_LONGEST):
        someone.answer_all()
        decision = someone.today().decision
        if isinstance(decision, Prescription) and dict(decision.stages)["left"] == 3:
            someone.tell(ReturnedToSport("left"))
            return someone
        someone.work()
        someone.day += 1
    raise AssertionError("stage 3 does not come")


def test_a_sign_after_the_return_leads_to_the_symptom_lists(house: House, app: App) -> None:
    someone = _returned_in_stage_3(house)
    someone.day += 1
    browser = house.restart(date.fromordinal(someone.day))
    assert not last_page(browser, "/check-in")[0].startswith("/triage/signs")
    signs = tuple((name, name == "same_spot") for name in app.pack.way_back.watch.signs)
    someone.tell(WatchAnswered("left", signs))
    browser = house.restart(date.fromordinal(someone.day))
    assert last_page(browser, "/check-in")[0].startswith("/triage/signs")
