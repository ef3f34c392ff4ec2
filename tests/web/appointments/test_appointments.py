"""Appointments: made, moved, cancelled, and the page to bring."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from hamstrong.web.shell.system_zone import system_zone
from tests.app.person import Someone
from tests.web.house import House

MADE = {"who": "Physio", "day": "2025-03-20", "clock": "09:30", "questions": "May I run?\n\nWhen?"}


def test_an_appointment_is_made_moved_and_cancelled(house: House, someone: Someone) -> None:
    browser = house.browser()
    browser.post("/appointments", MADE)
    (one,) = someone.me.appointments(someone.at)
    assert (one.minute, one.who, one.questions) == (570, "Physio", ("May I run?", "When?"))
    assert "May I run?" in browser.get("/appointments/summary")
    ident = {"appointment": one.id}
    browser.post("/appointments/move", {**ident, "day": "2025-03-21", "clock": "10:00"})
    (moved,) = someone.me.appointments(someone.at)
    assert (moved.day - one.day, moved.minute) == (1, 600)
    browser.post("/appointments/cancel", ident)
    assert someone.me.appointments(someone.at)[0].state == "cancelled"


def test_a_day_that_cannot_be_is_refused(house: House, someone: Someone) -> None:
    browser = house.browser()
    for wrong in ({"day": "soon"}, {"clock": "late"}, {"who": ""}, {"day": "1999-01-01"}):
        browser.post("/appointments", {**MADE, **wrong}, 422)
    assert someone.me.appointments(someone.at) == ()


@pytest.mark.usefixtures("someone")
def test_today_reminds_of_an_appointment_that_is_near(house: House) -> None:
    browser = house.browser()
    assert "Physio" not in browser.get("/")
    browser.post("/appointments", {**MADE, "day": house.day.isoformat()})
    page = browser.get("/")
    assert 'Appointment today, <time data-clock datetime="09:30">09:30</time>' in page
    assert "<bdi>Physio</bdi>" in page
    assert 'href="/appointments/summary"' in page


def test_the_calendar_file_says_when_and_with_whom_and_nothing_of_health(
    house: House, someone: Someone
) -> None:
    browser = house.browser()
    browser.post("/appointments", MADE)
    (one,) = someone.me.appointments(someone.at)
    address = f"/appointments/{one.id}/calendar.ics"
    assert address in browser.get("/appointments")
    first = Calendar.from_ical(browser.get(address))
    (event,) = first.walk("VEVENT")
    zone = ZoneInfo(system_zone())
    assert event.decoded("dtstart") == datetime(2025, 3, 20, 9, 30, tzinfo=zone)
    assert str(event["summary"]) == "Physio"
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY"}
    browser.post(
        "/appointments/move", {"appointment": one.id, "day": "2025-03-31", "clock": "09:30"}
    )
    (moved,) = Calendar.from_ical(browser.get(address)).walk("VEVENT")
    assert moved["uid"] == event["uid"]
    # The clock changed between the two days in many zones; the wall shows the same time.
    assert moved.decoded("dtstart").astimezone(zone).time() == time(9, 30)
    browser.post("/appointments/cancel", {"appointment": one.id})
    assert browser.goes_to(address) == "/appointments"


def test_an_unknown_appointment_has_no_file(house: House, someone: Someone) -> None:
    assert someone.me.appointments(someone.at) == ()
    assert house.browser().goes_to("/appointments/nobody/calendar.ics") == "/appointments"
