"""Laps of a watch file are offered as times of a timed run, and taken only where one says so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hamstrong.engine.facts import RunTimed
from tests.app.person import Someone
from tests.exchange.run_makers import FitFile, legs
from tests.web.house import Browser, House
from tests.web.scenes import lives

OFFER = "Your watch marked 2 laps of 20 metres: 7.2 7.0 seconds."
FELT = {"planned": "yes", "effort": "3", "percent": "50", "level": "yes", "pain": "0"}


def file_of(someone: Someone, *laps: tuple[float, float]) -> bytes:
    now = someone.at.now
    file = FitFile(start=datetime(now.year, now.month, now.day, 6, tzinfo=UTC))
    file.records(legs((120, 3.0)))
    for seconds, metres in laps:
        file.lap(seconds, metres)
    file.session(1)
    return file.data()


@pytest.fixture
def timed_day(house: House) -> tuple[Browser, Someone]:
    """The morning of a day whose plan has a timed run."""
    someone = house.someone()
    lives.untimed(someone)
    return house.restart(someone.at.now.date()), someone


def looked_at(browser: Browser, content: bytes) -> str:
    files = {"file": ("a.fit", content, "application/octet-stream")}
    return str(browser.post("/runs/file", {}, 200, files=files).text)


def timed(someone: Someone) -> list[tuple[int, ...]]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact.tenths for fact in facts if isinstance(fact, RunTimed)]


@pytest.mark.parametrize(("said", "kept"), [("yes", [(72, 70)]), ("no", [])])
def test_laps_are_taken_only_where_one_says_so(
    timed_day: tuple[Browser, Someone], said: str, kept: list[tuple[int, ...]]
) -> None:
    browser, someone = timed_day
    content = file_of(someone, (15, 40), (7.2, 20), (15, 40), (7.0, 20.4), (30, 60))
    page = looked_at(browser, content)
    assert OFFER in page
    assert 'name="laps" value="yes" checked' not in page
    browser.post("/runs/file/keep", FELT, 422)
    assert timed(someone) == []
    browser.post("/runs/file/keep", {**FELT, "laps": said})
    assert timed(someone) == kept


def test_without_laps_of_that_length_nothing_is_asked(timed_day: tuple[Browser, Someone]) -> None:
    browser, someone = timed_day
    assert "Your watch marked" not in looked_at(browser, file_of(someone, (15, 40), (75, 100)))
    browser.post("/runs/file/keep", FELT)
    assert timed(someone) == []


def test_on_a_day_without_a_timed_run_nothing_is_asked(run_day: tuple[Browser, Someone]) -> None:
    browser, someone = run_day
    assert "Your watch marked" not in looked_at(browser, file_of(someone, (7.2, 20)))
