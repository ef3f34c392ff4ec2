"""What a use case refuses is never a fault of ours: a page says what is wrong, and what is next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from tests.app.person import Someone
from tests.web.house import House

_FORMS: Mapping[str, Mapping[str, str]] = {
    "/how-is-it": {"limb": "left", "pain": "1"},
    "/session/start": {"plan_id": "0" * 32},
    "/session/set": {"set": "bridge.both.1.work.1", "how": "whole", "pain": "1"},
    "/sitting": {"minutes": "30"},
    "/check-in": {"ask": "morning:left", "pain": "0"},
}


@pytest.mark.parametrize("path", sorted(_FORMS))
def test_a_form_of_whoever_has_no_diary_leads_to_its_beginning(house: House, path: str) -> None:
    """Sent from a page that stayed open while the diary was erased, or for another person."""
    answer = house.browser().post(path, _FORMS[path])
    assert answer.headers["location"] in ("/", "/welcome", "/check-in", "/session")


def test_a_computer_whose_clock_is_behind_its_diary_is_told_so(
    house: House, ready: Someone
) -> None:
    house.restart((ready.at.now - timedelta(days=3)).date())
    said = house.browser().get("/", status=409)
    assert "The clock of this computer is off" in said
    answer = house.browser().post("/how-is-it", _FORMS["/how-is-it"], status=409)
    assert "Nothing was saved" in answer.text
