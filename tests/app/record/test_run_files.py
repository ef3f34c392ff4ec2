"""A run from a file in a diary: its day in the person's zone, and which days are possible."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.app.person import CHOICES, TIGHT, Someone
from tests.exchange.run_makers import START, fit, gpx, legs

from hamstrong.app import App
from hamstrong.app.record import run_files
from hamstrong.app.record.run_files import ReadRun, RunOnImpossibleDay
from hamstrong.engine.facts import WalkLogged
from hamstrong.protocol.loader import load_pack

THREE_MINUTES = legs((180, 3.0))
BERLIN = ZoneInfo("Europe/Berlin")


def read(data: bytes, zone: str = "UTC") -> ReadRun:
    return run_files.read(load_pack(), zone, data)


def test_a_run_after_midnight_belongs_to_the_day_before_in_the_zone_of_the_person() -> None:
    """A day ends at 04:00; 17:30 UTC is 02:30 the next day in Tokyo."""
    data = gpx(THREE_MINUTES)
    here, there, far = (read(data, zone) for zone in ("UTC", "Asia/Tokyo", "Pacific/Auckland"))
    assert here.day == there.day == START.date().toordinal()
    assert far.day == here.day + 1


@pytest.mark.parametrize(("minute", "day"), [((3, 57), 29), ((4, 0), 30)])
def test_a_day_ends_at_four_on_the_night_of_the_clock_change(
    minute: tuple[int, int], day: int
) -> None:
    """30 March 2025 in Berlin: 03:57 is still the day before, 04:00 is not."""
    start = datetime(2025, 3, 30, *minute, tzinfo=BERLIN)
    assert (
        read(gpx(THREE_MINUTES, start=start), "Europe/Berlin").day
        == start.replace(day=day).toordinal()
    )


def test_a_time_without_a_zone_is_on_the_persons_day() -> None:
    """Half past three in the night, wherever the person is, is the day before."""
    naive = datetime(2025, 3, 10, 3, 30)  # noqa: DTZ001  what the file has
    for zone in ("Asia/Tokyo", "America/Lima"):
        found = read(gpx(THREE_MINUTES, start=naive), zone)
        assert found.day == naive.toordinal() - 1
        assert found.run.notes == ("zone",)


def test_the_fact_holds_where_it_comes_from_and_what_was_felt() -> None:
    found = read(fit(THREE_MINUTES))
    fact = found.fact("run", effort=3, nprs=0)
    assert (fact.source, fact.nprs, fact.effort, fact.percent) == ("fit", 0, 3, None)
    assert fact.intervals == found.run.intervals


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(20, 1), (1769, 29), (1790, 30), (1800, 30), (1829, 30)]
)
def test_a_walk_has_whole_minutes(seconds: int, minutes: int) -> None:
    walk = read(fit(legs((seconds, 1.4)), sport=11)).walk(brisk=True, stairs=False, nprs=0)
    assert walk == WalkLogged(minutes, brisk=True, stairs=False, nprs=0)


@pytest.fixture
def runner(app: App) -> Someone:
    return Someone(app).begin(TIGHT, replace(CHOICES, goal="running"))


def look(someone: Someone, days: int, *, after: int = 0) -> ReadRun:
    """A file of so many days after enrolment, looked at on another one."""
    first = someone.at.now
    someone.day += after
    data = gpx(THREE_MINUTES, start=first.replace(hour=6) + timedelta(days=days))
    return someone.me.read_run(someone.at, data)


@pytest.mark.parametrize(("days", "after"), [(0, 0), (0, 28), (20, 20)])
def test_a_day_since_enrolment_is_possible(runner: Someone, days: int, after: int) -> None:
    assert look(runner, days, after=after).day == runner.day - after + days


@pytest.mark.parametrize(("days", "after"), [(-1, 0), (1, 0), (0, 29), (-9000, 0)])
def test_another_day_is_refused_by_its_date_before_anything_is_asked(
    runner: Someone, days: int, after: int
) -> None:
    enrolled = runner.day
    with pytest.raises(RunOnImpossibleDay) as caught:
        look(runner, days, after=after)
    refused = caught.value
    assert refused.day == enrolled + days
    assert (refused.oldest, refused.latest) == (max(enrolled, runner.day - 28), runner.day)


def test_the_same_run_is_known_and_another_walk_only_pointed_out(runner: Someone) -> None:
    person = runner.me
    first = runner.at.now.replace(hour=6)
    run = person.read_run(runner.at, gpx(THREE_MINUTES, start=first))
    walk = person.read_run(runner.at, fit(legs((600, 1.4)), sport=11, start=first))
    assert (person.known_run(run), person.known_run(walk)) == (None, None)
    runner.tell(run.fact("run", nprs=0))
    runner.tell(walk.walk(brisk=True, stairs=False, nprs=0))
    assert (person.known_run(run), person.known_run(walk)) == ("same", "another")
