"""Runs that were really done: by hand, from a file, and never for who does not run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hamstrong.engine.facts import RunInterval, RunLogged
from tests.app.person import CHOICES, TIGHT, Someone
from tests.web.house import DAY, Browser, House

FELT = {"effort": "3", "level": "yes", "pain": "0"}


@pytest.fixture
def runner(house: House) -> Someone:
    return house.someone().begin(TIGHT, replace(CHOICES, goal="running"))


def gpx(day: date) -> bytes:
    """Three minutes at about three metres a second, a point every ten seconds."""
    points = "".join(
        f'<trkpt lat="{52 + n * 0.00027:.5f}" lon="13"><time>{day}T06:{n // 6:02}:{n % 6 * 10:02}Z'
        "</time></trkpt>"
        for n in range(19)
    )
    head = '<?xml version="1.0"?><gpx version="1.1" creator="x" '
    head += 'xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>'
    return f"{head}{points}</trkseg></trk></gpx>".encode()


def runs(someone: Someone) -> list[RunLogged]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, RunLogged)]


def sent(browser: Browser, content: bytes, status: int) -> str:
    files = {"file": ("a.gpx", content, "application/gpx+xml")}
    return str(browser.post("/runs/file", {}, status, files=files).text)


def test_goals_without_running_never_see_it(house: House) -> None:
    house.someone().begin()
    browser = house.browser()
    assert browser.goes_to("/runs") == "/"
    assert "/runs" not in browser.get("/")
    assert browser.post("/runs", {"minutes": "10", **FELT}).headers["location"] == "/"


def test_a_run_is_kept_as_it_was_told(house: House, runner: Someone) -> None:
    browser = house.browser()
    assert "checked" not in browser.get("/runs")
    browser.post("/runs", {"minutes": "12", **FELT})
    (run,) = runs(runner)
    assert run.intervals == (RunInterval("run", 720),)
    assert (run.effort, run.level, run.nprs, run.source) == (3, True, 0, "entered")


@pytest.mark.parametrize("missing", ["minutes", *FELT])
def test_nothing_is_guessed(house: House, runner: Someone, missing: str) -> None:
    fields = {"minutes": "12", **FELT}
    del fields[missing]
    house.browser().post("/runs", fields, 422)
    assert runs(runner) == []


def test_a_file_is_shown_before_it_is_kept_and_brings_no_place(
    house: House, runner: Someone
) -> None:
    browser = house.browser()
    seen = sent(browser, gpx(DAY), 200)
    assert "3 min" in seen
    assert "52.0" not in seen
    assert runs(runner) == []
    browser.post("/runs/file/keep", FELT)
    (run,) = runs(runner)
    assert run.source == "gpx"
    assert sum(i.seconds for i in run.intervals) == 180


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"hello", "not the file of a run"), (gpx(DAY)[:600], "cut off or damaged")],
)
def test_a_bad_file_gets_a_clear_word(
    house: House, runner: Someone, content: bytes, words: str
) -> None:
    assert words in sent(house.browser(), content, 422)
    assert runs(runner) == []
