"""A runner: from a strain over the walk and run table to 30 minutes in one go."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from hamstrong.engine.facts import RunLogged
from tests.app.person import CHOICES, STRAIN
from tests.web.browsers import PHONE, opened, overflows
from tests.web.room.living import goes_to_today, is_free, mornings, run_of_today, stage
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]
STEPS = {
    "run-on-spot-5x20s": "5 times: walk 20 seconds, run 20 seconds",
    "run-8x30m": "8 times: walk 20 metres, jog 30 metres",
    "run-walk-2-3": "walk 2 minutes, run 3",
    "run-walk-2-4": "walk 2 minutes, run 4",
    "run-walk-1-4": "walk 1 minute, run 4",
    "run-10min": "10 minutes of easy running",
    "run-20min": "20 minutes of easy running",
    "run-25min": "25 minutes of easy running",
    "run-30min": "30 minutes of easy running",
}
STRENGTHEN, POWER = 2, 4


@pytest.fixture
def runner(room: Room, visitor: Visitor) -> Visitor:
    """After a strain, with running as the goal; walks are told by hand."""
    room.someone.begin(STRAIN, replace(CHOICES, goal="running"))
    room.someone.walks = False
    visitor.comes_in("/plan")
    return visitor


def test_a_runner_goes_from_a_strain_to_thirty_minutes(
    runner: Visitor, room: Room, page: Page
) -> None:
    """E33, E156, E120, E151, R-B6, S3, S8."""
    _jogging_opens_in_stage_2(room, runner)
    done = _the_table(room, runner)
    assert set(done) == set(STEPS)
    days = sorted(day for those in done.values() for day in those)
    assert min(b - a for a, b in pairwise(days)) >= 2, "at most every other day"
    _thirty_minutes(room, runner)
    assert not overflows(page)


def _jogging_opens_in_stage_2(room: Room, visitor: Visitor) -> None:
    """No walk is asked for: bridges on one leg, good mornings and normal walking open it."""
    for _ in mornings(room):
        if run_of_today(room):
            break
        assert stage(room) <= STRENGTHEN
    goes_to_today(room, visitor)
    assert STEPS["run-on-spot-5x20s"] in _lines(visitor)


def _lines(visitor: Visitor) -> str:
    """The exercises of today's card."""
    lines = visitor.page.locator(".today-lines")
    return re.sub(r"\s+%", " percent", lines.text_content() or "") if lines.count() else ""


def _the_table(room: Room, visitor: Visitor) -> dict[str, list[int]]:
    """Every step's first day is read on Today, the first run is done by hand, one run hurts and
    goes two steps back, and a run of the watch is brought in between; on until the power stage."""
    done: dict[str, list[int]] = {}
    hurt, brought, back = False, False, ""
    for day in mornings(room):
        step = run_of_today(room)
        if step not in STEPS:
            step = ""
        if stage(room) >= POWER and len(done) == len(STEPS):
            assert brought
            return done
        if back and step:
            assert step == back, "two steps back after pain"
            goes_to_today(room, visitor)
            assert STEPS[back] in _lines(visitor)
            back = ""
        if step == "run-walk-2-4" and not hurt:
            hurt, back = True, "run-8x30m"
            _runs_by_hand(room, visitor, step, pain=4)
        elif step == "run-walk-2-3" and not done:
            _runs_by_hand(room, visitor, step, pain=0)
        elif step and step not in done:
            goes_to_today(room, visitor)
            assert STEPS[step] in _lines(visitor)
        if step and (step != "run-walk-2-4" or not back):
            done.setdefault(step, []).append(day)
        if hurt and not back and not brought and is_free(room) and _is_sunday(day):
            brought = _brings_a_run_from_the_watch(room, visitor)
    raise AssertionError("no power stage")


def _runs_by_hand(room: Room, visitor: Visitor, step: str, pain: int) -> None:
    """The run of the day on the plain page of the session; it comes before all strength work."""
    goes_to_today(room, visitor)
    assert STEPS[step] in _lines(visitor)
    visitor.begins_the_session()
    assert visitor.is_at_a_run
    visitor.logs_a_run(pain=pain)
    visitor.does_the_session(pain=0)


def _is_sunday(day: int) -> bool:
    return date.fromordinal(day).weekday() == 6


def _brings_a_run_from_the_watch(room: Room, visitor: Visitor) -> bool:
    """A free Sunday's run comes as a file; the day after is left without hard work (S3)."""
    goes_to_today(room, visitor, "/runs")
    content = gpx(room.day, minutes=10)
    visitor.page.get_by_label("A GPX or FIT file").set_input_files(
        {"name": "run.gpx", "mimeType": "application/gpx+xml", "buffer": content}
    )
    visitor.presses("Look at the file")
    assert visitor.heading == "This is what the file says"
    visitor.sees("10 min, 1.8 km")
    visitor.sees("Where you ran is not kept.")
    _says_how_it_felt(visitor)
    room.someone.day += 1
    room.someone.answer_all()
    goes_to_today(room, visitor)
    assert visitor.heading != "Your session" or "Easy running" not in _lines(visitor)
    visitor.sees("Hard days need a rest day between them.")
    return True


def gpx(day: date, minutes: int) -> bytes:
    """A run at three metres a second, a point every ten seconds."""
    points = "".join(
        f'<trkpt lat="{52 + n * 0.00027:.5f}" lon="13"><time>'
        f"{day}T06:{n // 6:02}:{n % 6 * 10:02}Z</time></trkpt>"
        for n in range(minutes * 6 + 1)
    )
    head = '<?xml version="1.0"?><gpx version="1.1" creator="watch" '
    head += 'xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>'
    return f"{head}{points}</trkseg></trk></gpx>".encode()


def _says_how_it_felt(visitor: Visitor) -> None:
    answers: dict[str, str | int] = {
        "exercise": "run",
        "effort": 4,
        "percent": 50,
        "level": "yes",
        "pain": 0,
    }
    for name, value in answers.items():
        visitor.gives(name, value)
    visitor.presses("Save this run")
    visitor.is_answered()


def _runs(room: Room) -> list[RunLogged]:
    """What the diary holds of today's runs."""
    facts = room.someone.me.current(room.someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, RunLogged)]


def _thirty_minutes(room: Room, visitor: Visitor) -> None:
    """In Maintain running goes on beside the plan: half an hour in one go, told by hand, and a
    morning after it that is asked and fine."""
    room.someone.walks = True
    for _ in mornings(room):
        if stage(room) == 6 and is_free(room):
            break
    goes_to_today(room, visitor, "/runs")
    visitor.fills("Minutes of running", 30)
    _says_how_it_felt(visitor)
    assert [sum(i.seconds for i in run.intervals) for run in _runs(room)] == [30 * 60]
    room.tomorrow()
    visitor.goes_to("/")
    assert visitor.heading == "First, how is your leg?", "the morning after a run is asked"
    visitor.checks_in(pain=0)
    visitor.goes_to("/")
    visitor.sees("Maintain")


def test_a_run_by_plain_forms_alone(browser: Browser, room: Room) -> None:
    """E120, S9: without scripts the walk and run of the day is told, and nothing is guessed."""
    lives.running(room.someone)
    room.restart()
    with opened(browser, PHONE, java_script_enabled=False) as page:
        visitor = Visitor(room, page)
        visitor.comes_in("/")
        assert STEPS["run-walk-2-3"] in _lines(visitor)
        visitor.begins_the_session()
        visitor.gives("how", "whole")
        visitor.presses("Save this run")
        assert _runs(room) == [], "how it felt is not guessed"
        visitor.logs_a_run(pain=1)
        (run,) = _runs(room)
        assert (run.talking, run.nprs, run.level, run.rung) == (True, 1, True, "run-walk-2-3")
        assert [i.seconds for i in run.intervals] == [120, 180] * 4
        visitor.does_the_session(pain=0)
        visitor.goes_to("/runs")
        visitor.fills("Minutes of running", 12)
        _says_how_it_felt(visitor)
        assert sum(i.seconds for i in _runs(room)[-1].intervals) == 12 * 60
