# mypy: disable-error-code="union-attr"
# A None where a session or script should be fails the test by itself.
"""Settings: each form saved, refused with its reason, and closed to whoever has no plan."""

from __future__ import annotations

import html
import re

import pytest

from tests.app.person import CHOICES, Someone
from tests.web.house import House

PLAN = {
    "goal": "daily_life", "days": ["0", "3"], "minutes": "45", "kit": list(CHOICES.kit),
    "clinician": "no",
}  # fmt: skip


@pytest.mark.parametrize("page", ["plan", "clinician", "step-back"])
def test_without_a_plan_they_lead_back(house: House, page: str) -> None:
    browser = house.browser()
    assert "once you have a plan" in browser.get("/settings")
    assert browser.goes_to(f"/settings/{page}") == "/settings"
    for path in ("plan", "approval", "cap", "step-back", "zone"):
        fields = {"zone": "Europe/Berlin"} if path == "zone" else {}
        assert browser.post(f"/settings/{path}", fields).headers["location"] == "/settings"


def test_the_plan_is_changed(house: House, someone: Someone) -> None:
    browser = house.browser()
    assert "What do you train for?" in browser.get("/settings/plan")
    browser.post("/settings/plan", PLAN)
    assert someone.me.settings(someone.at).training_days == (0, 3)
    assert "Saved. Nothing else changes." in browser.get("/settings")


def test_what_leaves_no_room_is_refused_with_the_reason(house: House, someone: Someone) -> None:
    before = someone.me.settings(someone.at)
    answer = house.browser().post("/settings/plan", {**PLAN, "days": ["0"]}, 422)
    assert "On these days the exercises do not fit" in answer.text
    assert 'id="days-fault"' in answer.text, "at the field where it is mended"
    no_kit = house.browser().post("/settings/plan", {**PLAN, "kit": []}, 422)
    assert "This goal needs something that is not ticked here" in no_kit.text
    house.browser().post("/settings/plan", {"goal": "fly"}, 422)
    assert someone.me.settings(someone.at) == before


def test_a_limit_is_taken_down_with_name_and_date(house: House, someone: Someone) -> None:
    browser = house.browser()
    assert "limit" in browser.get("/settings/clinician")
    day = someone.at.now.date().isoformat()
    cap = {"who": "Dr Kim", "dated": day, "max_stage": "1", "max_sets": "2", "excluded": []}
    browser.post("/settings/cap", {**cap, "dated": "2999-01-01"}, 422)
    nameless = browser.post("/settings/cap", {**cap, "who": "", "excluded": "bridge"}, 422).text
    assert re.search(r'name="max_sets" value="2"', nameless), "what was typed is kept"
    assert re.search(r'value="bridge" checked', nameless)
    browser.post("/settings/cap", {**cap, "dated": "soon"}, 422)
    browser.post("/settings/cap", cap)
    now = someone.me.settings(someone.at)
    assert (now.cap_stage, now.cap_sets) == (1, 2)


def test_an_approval_nobody_waits_for_is_refused(house: House, someone: Someone) -> None:
    day = someone.at.now.date().isoformat()
    fields = {"limb": "left", "approved_by": "Dr Kim", "approved_on": day}
    assert house.browser().post("/settings/approval", fields, 422)


def test_a_step_back_is_always_free(house: House, ready: Someone) -> None:
    browser = house.browser()
    text = browser.get("/settings/step-back")
    found = re.search(r'name="step" value="([^"]+)"', text)
    assert found
    browser.post("/settings/step-back", {"step": "up"}, 422)
    browser.post("/settings/step-back", {"step": html.unescape(found.group(1))})
    facts = ready.me.why(ready.at).facts
    assert facts[-1].name == "StepBackChosen"


def test_the_zone_follows_the_traveller(house: House, someone: Someone) -> None:
    browser = house.browser()
    assert "Europe/Berlin" in browser.get("/settings/zone")
    browser.post("/settings/zone", {"zone": "Mars/Olympus"}, 422)
    browser.post("/settings/zone", {"zone": "Asia/Tokyo"})
    assert someone.me.current(someone.at).zone == "Asia/Tokyo"
    told = [f.payload for f in house.app.diary.read(someone.id) if f.name == "ZoneChanged"]
    assert told.count('{"zone":"Asia/Tokyo"}') == 1


def test_deep_bends_can_be_wished_for_with_a_new_goal(house: House, someone: Someone) -> None:
    browser = house.browser()
    assert "Deep bends (yoga, dance)" in browser.get("/settings/plan")
    wish = {"goal": "gym", "minutes": "45", "days": ["0", "2", "4"], "options": "end_range_bends"}
    browser.post("/settings/plan", PLAN | wish)
    assert someone.me.settings(someone.at).options == {"end_range_bends"}
    browser.post("/settings/plan", PLAN | wish | {"goal": "daily_life"})
    assert someone.me.settings(someone.at).options == set()


def test_running_is_refused_on_days_that_lie_close_and_taken_3_days_apart(
    house: House, someone: Someone
) -> None:
    """The refusal names days that work, and nothing is changed."""
    browser, before = house.browser(), someone.me.settings(someone.at)
    refused = browser.post("/settings/plan", PLAN | {"goal": "running", "days": ["0", "2"]}, 422)
    assert "3 or 4 days apart, such as Monday and Thursday" in refused.text
    assert someone.me.settings(someone.at) == before
    browser.post("/settings/plan", PLAN | {"goal": "running", "days": ["0", "3"]})
    assert someone.me.settings(someone.at).training_days == (0, 3)
