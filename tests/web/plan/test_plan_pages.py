# mypy: disable-error-code="union-attr"
# A None where a session or script should be fails the test by itself.
"""The coming days, a day moved within the rules, and the calendar file read back."""

from __future__ import annotations

from icalendar import Calendar

from tests.app.person import Someone
from tests.web.house import House


def test_without_a_plan_they_lead_to_the_start(house: House) -> None:
    browser = house.browser()
    for path in ("/plan", "/plan/move", "/plan/calendar.ics"):
        assert browser.goes_to(path) == "/"
    assert browser.post("/plan/move", {}).headers["location"] == "/"


def test_week_and_month_say_what_each_day_holds(house: House, ready: Someone) -> None:
    browser = house.browser()
    assert ready.today().plan_id
    assert "if all goes well" in browser.get("/plan")
    assert browser.get("/plan?view=month").count("plan-cell") == 28


def test_a_move_is_looked_at_without_saving_and_then_kept(house: House, ready: Someone) -> None:
    browser = house.browser()
    before = ready.today().seq
    assert "If you train today" in browser.get("/plan/move")
    assert ready.today().seq == before
    browser.post("/plan/move", {})
    assert ready.me.why(ready.at).facts[-1].name == "SessionRequested"


def test_the_calendar_can_be_read_by_others(house: House, ready: Someone) -> None:
    browser = house.browser()
    first = Calendar.from_ical(browser.client.get("/plan/calendar.ics").content)
    again = Calendar.from_ical(browser.client.get("/plan/calendar.ics").content)
    events = first.walk("VEVENT")
    assert events
    assert all(event["dtstart"].dt.toordinal() >= ready.day for event in events)
    ids = [str(event["uid"]) for event in events]
    assert len(set(ids)) == len(ids)
    assert ids == [str(event["uid"]) for event in again.walk("VEVENT")]
