# mypy: disable-error-code="union-attr"
# A None where a session or script should be fails the test by itself.
"""The coming days, a day moved within the rules, and the calendar file read back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from hamstrong.engine.facts import Stopped
from hamstrong.words.sentences import Words
from tests.app.person import FINE, Someone
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
    assert not [event for event in events if " 0 minutes" in str(event["summary"])]
    ids = [str(event["uid"]) for event in events]
    assert len(set(ids)) == len(ids)
    assert ids == [str(event["uid"]) for event in again.walk("VEVENT")]


def test_the_calendar_sounds_an_alarm_at_the_chosen_hour_of_each_day(
    house: House, ready: Someone
) -> None:
    assert ready.today().plan_id
    browser = house.browser()
    assert 'href="/plan/calendar.ics?alarm=17"' in browser.get("/plan")
    found = Calendar.from_ical(browser.client.get("/plan/calendar.ics?alarm=17").content)
    events = found.walk("VEVENT")
    alarms = [alarm for event in events for alarm in event.walk("VALARM")]
    assert len(alarms) == len(events) > 0
    assert {alarm["trigger"].dt for alarm in alarms} == {timedelta(hours=17)}
    plain = Calendar.from_ical(browser.client.get("/plan/calendar.ics").content)
    assert plain.walk("VALARM") == []


@pytest.mark.parametrize("asked", ["", "3", "-1", "25", "seven", "7.0", "\u0667"])
def test_an_hour_that_the_page_does_not_offer_is_no_calendar(
    house: House, ready: Someone, asked: str
) -> None:
    assert ready.today().plan_id
    client = house.browser().client
    assert client.get("/plan/calendar.ics", params={"alarm": asked}).status_code == 404


def _movable(someone: Someone) -> tuple[int, int]:
    """A training day of the shown week and a free day of its own calendar week."""
    ahead = someone.me.preview(someone.at, 7)
    for planned in ahead:
        week = [d for d in ahead if (d.day - 1) // 7 == (planned.day - 1) // 7]
        free = [d.day for d in week if not d.training_day]
        if planned.training_day and free:
            return planned.day, free[-1]
    raise AssertionError("no training day of this week can be moved")


def test_a_training_day_goes_to_another_day_of_its_week(house: House, ready: Someone) -> None:
    browser = house.browser()
    before, (day, to) = ready.me.tip(), _movable(ready)
    assert f"/plan/move?from={day}" in browser.get("/plan")
    page = browser.get(f"/plan/move?from={day}")
    assert f'value="{to}"' in page
    assert "checked" not in page
    assert "minutes" in page
    assert ready.me.tip() == before
    browser.post("/plan/move", {"from": str(day), "to": str(to)})
    assert "Moved here by you" in browser.get("/plan")
    days = {planned.day: planned for planned in ready.me.preview(ready.at, 7)}
    assert days[to].training_day
    assert not days[day].training_day


def test_a_move_that_the_rules_refuse_says_why_and_changes_nothing(
    house: House, ready: Someone
) -> None:
    browser = house.browser()
    day, _ = _movable(ready)
    before = ready.me.tip()
    browser.post("/plan/move", {"from": str(day)}, 422)
    browser.post("/plan/move", {"from": str(day), "to": "9999999"}, 422)
    other_week = next(n for n in range(ready.day, ready.day + 8) if (n - 1) // 7 != (day - 1) // 7)
    refused = browser.post("/plan/move", {"from": str(day), "to": str(other_week)}, 422).text
    assert "a later day of its own week" in refused
    assert "no other day" in browser.get("/plan/move?from=1")
    assert ready.me.tip() == before


@pytest.fixture
def tuesday(house: House) -> Someone:
    """Somebody whose Monday was hard, with Wednesday and Friday to come."""
    someone = house.someone().begin(FINE)
    someone.live(1)
    house.restart(someone.at.now.date())
    return someone


def test_only_days_on_which_hard_work_is_possible_can_be_chosen(
    house: House, tuesday: Someone
) -> None:
    """R-H3: beside a hard Monday there is no Tuesday, beside a planned Friday no Saturday; each
    says why, and Thursday says what it costs."""
    wednesday = tuesday.day + 1
    page = house.browser().get(f"/plan/move?from={wednesday}")
    offered = [int(n) - tuesday.day for n in re.findall(r'name="to" value="(\d+)"', page)]
    assert offered == [2, 5]
    beside = "A hard day needs a day of rest beside it."
    assert f"Tuesday, 4 March: {beside}" in page
    assert f"Saturday, 8 March: {beside}" in page
    assert f"Then Friday, 7 March has no hard work. {beside}" in page


def test_a_day_that_is_impossible_by_now_is_refused_with_the_nearest_possible(
    house: House, tuesday: Someone
) -> None:
    """R-H3: a page opened before Monday was done still offered Tuesday."""
    browser, before = house.browser(), tuesday.me.tip()
    asked = {"from": str(tuesday.day + 1), "to": str(tuesday.day)}
    page = browser.post("/plan/move", asked, 422).text
    assert "No hard work can be done on Tuesday, 4 March." in page
    assert "The nearest day of that week that can have it is Thursday, 6 March." in page
    assert tuesday.me.tip() == before


def test_training_today_is_refused_beside_a_hard_day(house: House, tuesday: Someone) -> None:
    """R-H3, R-H2: no fourth session fits into a week of three; the page says so before anything is
    pressed, and the press is refused likewise."""
    browser, before = house.browser(), tuesday.me.tip()
    for page in (browser.get("/plan/move"), browser.post("/plan/move", {}, 422).text):
        assert "No hard work can be done on Tuesday, 4 March." in page
        assert "A hard day needs a day of rest beside it." in page
        assert "No other day of that week can have it" in page
        assert 'action="/plan/move"' not in page
    assert tuesday.me.tip() == before


def test_a_reason_that_bars_the_whole_week_is_said_once(house: House, tuesday: Someone) -> None:
    """S1: what bars every day alike is one sentence; equal lines would hide what there is to do."""
    wednesday = tuesday.day + 1
    tuesday.tell(Stopped("chest_breath_or_faint"))
    targets = tuesday.me.move_targets(tuesday.at, wednesday)
    first, *others = [target.refusal for target in targets if target.refusal is not None]
    assert others
    page = house.browser().get(f"/plan/move?from={wednesday}")
    why = Words(house.app.pack, house.app.texts()).rule(first)
    assert page.count(why) == 1
