"""Runs that were really done: by hand, from a file, and never for who does not run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import RunInterval, RunLogged
from hamstrong.exchange import runs as run_files
from tests.app.person import CHOICES, TIGHT, Someone
from tests.exchange.run_makers import fit, gpx, legs
from tests.web.house import DAY, Browser, House
from tests.web.scenes import lives

EARLY = datetime(DAY.year, DAY.month, DAY.day, 6, tzinfo=UTC)
THREE_MINUTES = legs((180, 3.0))
FELT = {"effort": "3", "percent": "50", "level": "yes", "pain": "0"}


@pytest.fixture
def runner(house: House) -> Someone:
    return house.someone().begin(TIGHT, replace(CHOICES, goal="running"))


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
    seen = sent(browser, gpx(THREE_MINUTES, start=EARLY), 200)
    assert "3 min" in seen
    assert "7.123" not in seen
    assert runs(runner) == []
    browser.post("/runs/file/keep", FELT)
    (run,) = runs(runner)
    assert run.source == "gpx"
    assert sum(i.seconds for i in run.intervals) == 180


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "not the file of a run"),
        (b"", "not the file of a run"),
        (gpx(THREE_MINUTES, start=EARLY)[:600], "cut off or damaged"),
        (fit(THREE_MINUTES, start=EARLY)[:-40], "cut off or damaged"),
        (gpx(THREE_MINUTES, start=EARLY, sport="cycling"), "not the file of a run"),
        (fit(THREE_MINUTES, start=EARLY, sport=2), "not the file of a run"),
        (gpx(THREE_MINUTES, times=False), "no times"),
        (gpx([], start=EARLY), "no times"),
    ],
)
def test_a_bad_file_gets_a_clear_word(
    house: House, runner: Someone, content: bytes, words: str
) -> None:
    assert words in sent(house.browser(), content, 422)
    assert runs(runner) == []


def test_a_form_without_a_file_says_so(house: House, runner: Someone) -> None:
    assert 'href="#file"' in str(house.browser().post("/runs/file", {}, 422).text)
    assert runs(runner) == []


def test_a_huge_file_is_refused_before_it_is_read(
    house: House, runner: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_files, "MOST_BYTES", 1000)
    content = gpx(THREE_MINUTES, start=EARLY)
    assert "larger than one run" in sent(house.browser(), content, 422)
    assert runs(runner) == []


def test_a_fit_file_is_shown_and_kept(house: House, runner: Someone) -> None:
    browser = house.browser()
    content = fit(legs((60, 1.4), (120, 3.0)), start=EARLY)
    assert "3 min, 0.4 km" in sent(browser, content, 200)
    browser.post("/runs/file/keep", {**FELT, "percent": "60"})
    (run,) = runs(runner)
    assert (run.source, run.percent) == ("fit", 60)
    assert [i.kind for i in run.intervals] == ["walk", "run"]


def test_a_file_from_another_time_zone_belongs_to_the_day_here(
    house: House, runner: Someone
) -> None:
    """Half past two in the night in Auckland is the afternoon of the day before in London."""
    away = timezone(timedelta(hours=13))
    start = datetime(DAY.year, DAY.month, DAY.day + 1, 2, 30, tzinfo=away)
    browser = house.browser()
    assert "Monday 3 March" in sent(browser, gpx(THREE_MINUTES, start=start), 200)
    browser.post("/runs/file/keep", FELT)
    assert len(runs(runner)) == 1


@pytest.mark.parametrize("days", [-40, 2])
def test_a_file_of_a_day_that_cannot_be_is_not_kept(
    house: House, runner: Someone, days: int
) -> None:
    """Long before the plan began, or from a watch whose clock is ahead."""
    browser = house.browser()
    sent(browser, gpx(THREE_MINUTES, start=EARLY + timedelta(days=days)), 200)
    browser.post("/runs/file/keep", FELT)
    assert "Nothing was saved" in browser.get("/runs")
    assert runs(runner) == []


def test_the_same_file_is_kept_once(house: House, runner: Someone) -> None:
    browser, content = house.browser(), gpx(THREE_MINUTES, start=EARLY)
    sent(browser, content, 200)
    browser.post("/runs/file/keep", FELT)
    again = sent(browser, content, 200)
    assert "in your diary already" in again
    assert "Save this run" not in again
    browser.post("/runs/file/keep", FELT)
    assert len(runs(runner)) == 1


def test_another_run_of_the_day_is_pointed_out(house: House, runner: Someone) -> None:
    """The player may have logged what the watch recorded."""
    browser = house.browser()
    browser.post("/runs", {"minutes": "3", **FELT})
    page = sent(browser, gpx(THREE_MINUTES, start=EARLY), 200)
    assert "Save this one only if it is another" in page
    browser.post("/runs/file/keep", FELT)
    assert len(runs(runner)) == 2


def test_how_fast_may_be_left_to_the_effort_and_is_never_made_up(
    house: House, runner: Someone
) -> None:
    house.browser().post("/runs", {"minutes": "12", **FELT, "percent": "unknown"})
    (run,) = runs(runner)
    assert (run.effort, run.percent) == (3, None)


@pytest.fixture
def run_day(house: House) -> tuple[Browser, Someone]:
    """A day whose plan has a run of walking and running."""
    someone = house.someone()
    lives.running(someone)
    return house.restart(someone.at.now.date()), someone


def test_the_plans_run_may_be_told_afterwards(run_day: tuple[Browser, Someone]) -> None:
    browser, someone = run_day
    decision = someone.today().decision
    assert isinstance(decision, Prescription)
    item = next(i for i in decision.items if i.run_s)
    page = browser.get("/runs")
    assert "Was it the run of today&#39;s plan?" in page
    browser.post("/runs", FELT, 422)  # whether it was must be said
    browser.post("/runs", {**FELT, "planned": "part"}, 422)  # and how long, if not all of it
    browser.post("/runs", {**FELT, "planned": "whole"})
    (run,) = runs(someone)
    assert (run.exercise, run.rung) == (item.exercise, item.rung)
    assert [i.kind for i in run.intervals] == ["walk", "run"] * item.sets
    session = someone.me.session(someone.at)
    assert session is not None
    assert run.plan_id == session.plan_id
    assert "Was it the run" not in browser.get("/runs")  # it is logged


def test_a_file_may_be_the_plans_run_or_another(run_day: tuple[Browser, Someone]) -> None:
    browser, someone = run_day
    start = datetime.combine(someone.at.now.date(), EARLY.timetz())
    content = gpx(legs((120, 1.4), (180, 3.0)) * 4, start=start)
    sent(browser, content, 200)
    browser.post("/runs/file/keep", FELT, 422)
    browser.post("/runs/file/keep", {**FELT, "planned": "yes"})
    (run,) = runs(someone)
    assert run.plan_id is not None
    assert run.rung is not None
    assert run.source == "gpx"


def test_another_run_leaves_the_plan_as_it_is(run_day: tuple[Browser, Someone]) -> None:
    browser, someone = run_day
    browser.post("/runs", {**FELT, "minutes": "10", "planned": "no"})
    (run,) = runs(someone)
    assert (run.plan_id, run.rung) == (None, None)
    assert someone.me.session(someone.at) is None
