"""No page and no program hands over leave that names nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hamstrong.engine.facts import FormAnswered
from tests.app.person import CHOICES, TIGHT, Someone
from tests.app.record.test_unnamed_leave import NOBODY
from tests.web.house import ORIGIN, House, fact


@pytest.mark.parametrize("who", NOBODY)
@pytest.mark.parametrize("name", ["ApprovalRecorded", "ClearanceRecorded", "CapRecorded"])
def test_the_interface_for_programs_stores_no_leave_by_nobody(
    house: House, someone: Someone, name: str, who: str
) -> None:
    day = someone.day
    payloads: dict[str, dict[str, Any]] = {
        "ApprovalRecorded": {"limb": "left", "stage": 2, "dated": day},
        "ClearanceRecorded": {"flags": [], "dated": day, "expires": day + 9, "max_stage": 3},
        "CapRecorded": {"dated": day, "max_stage": 1},
    }
    browser, before = house.browser(), someone.me.tip()
    headers = {"origin": ORIGIN, "x-csrf-token": browser.csrf()}
    sent = [fact(name, payloads[name] | {"who": who})]
    answer = browser.client.post("/api/v1/facts", json=sent, headers=headers)
    assert '.who"' in answer.text, answer.text
    assert someone.me.tip() == before


@pytest.fixture
def waiting(house: House) -> Someone:
    """Somebody whose next stage waits for a clinician's approval."""
    someone = house.someone().begin(TIGHT, replace(CHOICES, ask_clinician=True))
    while not someone.me.unlocks(someone.at)[0].waits_for_approval:
        someone.live(1)
    house.restart(someone.at.now.date())
    return someone


@pytest.mark.parametrize(("path", "field"), [("approval", "approved_by"), ("cap", "who")])
def test_the_page_of_the_clinician_asks_for_a_name(
    house: House, waiting: Someone, path: str, field: str
) -> None:
    browser, before = house.browser(), waiting.me.tip()
    day = date.fromordinal(waiting.day).isoformat()
    form = {"limb": "left", "approved_on": day, "dated": day, "max_stage": "1"}
    for who in NOBODY:
        page = browser.post(f"/settings/{path}", form | {field: who}, 422).text
        assert f'id="{field}-fault"' in page, repr(who)
        assert waiting.me.tip() == before
    browser.post(f"/settings/{path}", form | {field: "Dr Kim"})
    assert waiting.me.tip() != before


@pytest.mark.parametrize("who", NOBODY)
def test_the_page_of_a_clearance_asks_for_a_name(house: House, someone: Someone, who: str) -> None:
    someone.tell(FormAnswered("short", ("now_chest",), ()))
    day = date.fromordinal(someone.day)
    form = {
        "who": who, "dated": day.isoformat(), "expires": (day + timedelta(days=9)).isoformat(),
        "max_stage": "1", "told_safe": "yes",
    }  # fmt: skip
    browser, before = house.browser(), someone.me.tip()
    page = browser.post("/warning-signs/clearance", form, 422).text
    assert 'id="who-fault"' in page
    assert someone.me.tip() == before
