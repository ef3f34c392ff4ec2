"""What goes on paper: today's sheet and the page for the clinic, in every state."""

from __future__ import annotations

import pytest

from tests.app.person import Someone
from tests.web.house import House


def test_before_the_first_day_both_pages_lead_to_today(house: House) -> None:
    browser = house.browser()
    browser.get("/print")
    assert "There is no plan yet" in browser.get("/print/report")
    assert "When to stop" in browser.get("/print/today")


@pytest.mark.usefixtures("someone")
def test_on_the_first_day_there_is_a_report(house: House) -> None:
    text = house.browser().get("/print/report")
    assert "Tightness, stage Activate" in text
    assert "No doctor or physio has checked this plan yet." in text


def test_the_sheet_has_figures_doses_boxes_and_stop_rules(house: House, ready: Someone) -> None:
    items = getattr(ready.today().decision, "items", ())
    text = house.browser().get("/print/today")
    assert text.count('class="paper-figure"') >= len(items) > 0
    assert "paper-box" in text
    assert "Sharp or strong pain" in text
    assert "112" in text


def test_the_report_sums_up_the_weeks(house: House, someone: Someone) -> None:
    someone.live(1)
    someone.pain = 4
    someone.live(1)
    someone.day += 6
    text = house.restart(someone.at.now.date()).get("/print/report")
    assert "The last weeks" in text
    assert "at most 4" in text


def test_a_baseline_that_was_never_given_is_said(house: House, someone: Someone) -> None:
    someone.live(8)
    text = house.restart(someone.at.now.date()).get("/print/report")
    assert "not rated in the first days, so there is no baseline to compare with" in text
