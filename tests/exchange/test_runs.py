"""Runs from files of watches and phones: what comes out, what stays open, and what is never kept.

The files are made by `run_makers`, so that every figure has hand arithmetic behind it.
"""

import io
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.exchange.run_makers import (
    START,
    TIMER_START,
    TIMER_STOP_ALL,
    FitFile,
    fit,
    gpx,
    gpx_text,
    legs,
    points,
)

from hamstrong.engine.facts import RunInterval
from hamstrong.exchange import runs
from hamstrong.exchange.run_errors import (
    NotARunFile,
    RunFileError,
    RunFileTooLarge,
    RunWithoutTimes,
)
from hamstrong.exchange.run_intervals import Speeds
from hamstrong.exchange.runs import ImportedRun, read_run

SPEEDS = Speeds(2.0, 6.5)

Maker = Callable[..., bytes]
EACH = pytest.mark.parametrize("make", [gpx, fit])


def read(data: bytes) -> ImportedRun:
    return read_run(data, SPEEDS)


def kinds(run: ImportedRun) -> list[str]:
    return [interval.kind for interval in run.intervals]


WALK_RUN = legs((60, 1.4), (120, 3.0), (60, 1.4))


@pytest.mark.parametrize(("make", "source"), [(gpx, "gpx"), (fit, "fit")])
def test_walk_run_walk_comes_out_as_three_stretches(make: Maker, source: str) -> None:
    """60 x 1.4 + 120 x 3 + 60 x 1.4 = 528 m in 240 s."""
    run = read(make(WALK_RUN))
    assert (run.source, run.started, run.doubt) == (source, START, None)
    assert kinds(run) == ["walk", "run", "walk"]
    assert run.seconds == 240
    assert run.metres == pytest.approx(528, abs=1)
    assert [i.seconds for i in run.intervals] == pytest.approx([60, 120, 60], abs=3)


def test_a_file_is_read_from_bytes_a_path_or_a_stream(tmp_path: Path) -> None:
    data = fit(WALK_RUN)
    (tmp_path / "run.fit").write_bytes(data)
    assert read_run(tmp_path / "run.fit", SPEEDS) == read(data)
    assert read_run(io.BytesIO(data), SPEEDS) == read(data)


def test_no_place_is_kept() -> None:
    """Neither the result nor any message holds a coordinate."""
    assert "7.12" not in repr(read(gpx(WALK_RUN)))
    for data in (gpx(WALK_RUN)[:-40], gpx(WALK_RUN, times=False), gpx(WALK_RUN, sport="cycling")):
        with pytest.raises(RunFileError) as caught:
            read(data)
        assert "7.12" not in str(caught.value)
        assert "51.0" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG\r\n\x1a\n" + bytes(40), b"PK\x03\x04"])
def test_another_kind_of_file_is_refused(data: bytes) -> None:
    with pytest.raises(NotARunFile, match="GPX or a FIT"):
        read(data)


def test_a_track_without_times_is_refused_with_the_first_point() -> None:
    with pytest.raises(RunWithoutTimes, match="point 1 of 241"):
        read(gpx(WALK_RUN, times=False))


@pytest.mark.parametrize("data", [gpx([]), gpx_text().encode(), gpx_text([]).encode()])
def test_a_file_without_points_is_refused(data: bytes) -> None:
    with pytest.raises(RunWithoutTimes, match="two points"):
        read(data)


def test_too_many_bytes_are_not_even_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(runs, "MOST_BYTES", 1000)
    stream = io.BytesIO(gpx(WALK_RUN))
    (tmp_path / "run.gpx").write_bytes(gpx(WALK_RUN))
    for source in (stream, tmp_path / "run.gpx", gpx(WALK_RUN)):
        with pytest.raises(RunFileTooLarge):
            read_run(source, SPEEDS)
    assert stream.tell() == 1001


def test_segments_in_any_order_with_repeats_are_one_run() -> None:
    """Ten minutes at 3 m/s, in two segments that share a point: the later one first, then again."""
    first, second = points(legs((300, 3.0))), points(legs((300, 3.0)), first=300, north=900)
    run = read(gpx_text(second, first, second, first).encode())
    assert run.intervals == (RunInterval("run", 600, 1800),)
    assert run.started == START


def test_a_pause_is_in_neither_seconds_nor_stretches() -> None:
    """The timer stood still from 300 to 350 s; records stop likewise: 600 s, 1800 m, one run."""
    file = FitFile()
    file.timer(0, TIMER_START)
    file.records(legs((300, 3.0)))
    file.timer(300, TIMER_STOP_ALL)
    file.timer(350, TIMER_START)
    file.records(legs((300, 3.0)), first=350, gone=900.0)
    file.timer(650, TIMER_STOP_ALL)
    file.session(1)
    run = read(file.data())
    assert run.intervals == (RunInterval("run", 600, 1800),)


def test_a_longer_pause_ends_the_stretch_but_not_the_run() -> None:
    """Five minutes of running, a coffee of ten minutes, five more: no run of ten minutes."""
    first = points(legs((300, 3.0)))
    second = points(legs((300, 3.0)), first=900, north=900)
    run = read(gpx_text(first, second).encode())
    assert run.intervals == (RunInterval("run", 300, 900),) * 2
    assert (run.seconds, run.unbroken_s) == (600, 300)


def test_a_sprint_is_told_from_a_run() -> None:
    run = read(fit(legs((60, 3.0), (8, 8.0), (60, 1.2))))
    assert kinds(run) == ["run", "sprint", "walk"]
    assert run.intervals[1].seconds == pytest.approx(8, abs=3)


def test_more_stretches_than_a_run_may_have_are_joined_and_noted() -> None:
    """101 minutes of 30 s running and 30 s walking are 202 stretches."""
    run = read(gpx(legs((30, 3.0), (30, 1.3)) * 101))
    assert 198 <= len(run.intervals) <= 200
    assert (run.seconds, run.metres) == pytest.approx((6060, 13_029), abs=1)
    assert run.notes == ("joined",)


def test_a_run_around_the_border_of_walking_has_few_enough_stretches() -> None:
    """An hour that changes every 11 s, so that no stretch is too short on its own."""
    run = read(fit(legs((11, 2.4), (11, 1.6)) * 330))
    assert len(run.intervals) <= 200
    assert run.metres == pytest.approx(330 * 11 * 4, abs=1)


# --- what only the person knows


@EACH
def test_a_run_without_distance_leaves_open_what_it_was(make: Maker) -> None:
    run = read(make(legs((1200, 0.0))))
    assert (run.doubt, run.seconds, run.metres) == ("no_distance", 1200, None)
    assert run.intervals == (RunInterval("walk", 1200),)


def test_fixes_that_wander_are_no_distance() -> None:
    """A phone on a treadmill: a fix that moves a metre every five seconds."""
    assert read(gpx(legs((4, 0.0), (1, 1.0)) * 240)).doubt == "no_distance"


def test_a_treadmill_run_takes_the_distance_that_the_person_knows() -> None:
    run = read(fit(legs((1200, 0.0)), sub_sport=1)).settled("run", 3000)
    assert (run.doubt, run.activity, run.metres) == (None, "run", 3000)
    assert run.intervals == (RunInterval("run", 1200, 3000),)


def test_a_treadmill_run_may_leave_its_distance_open() -> None:
    run = read(fit(legs((1200, 0.0)))).settled("run")
    assert (run.metres, run.intervals) == (None, (RunInterval("run", 1200),))


def test_a_distance_is_shared_by_seconds_and_none_of_it_lost() -> None:
    """100 s and 200 s with a pause between: 333 m and 667 m of 1000."""
    first, second = points(legs((100, 0.0))), points(legs((200, 0.0)), first=300)
    run = read(gpx_text(first, second).encode()).settled("run", 1000)
    assert run.intervals == (RunInterval("run", 100, 333), RunInterval("run", 200, 667))


@EACH
def test_a_sport_that_the_file_does_not_name_is_open(make: Maker) -> None:
    assert read(make(legs((600, 3.0)), sport=None)).doubt == "sport"


def test_a_sport_that_no_profile_knows_is_open() -> None:
    run = read(fit(legs((600, 5.0)), sport=200))
    assert (run.doubt, run.seconds, run.metres) == ("sport", 600, 3000)


@EACH
def test_a_run_slower_than_the_limit_is_asked_about(make: Maker) -> None:
    """20 minutes at 1.9 m/s: 2280 m. Jogged, it is a run of 1200 s."""
    run = read(make(legs((1200, 1.9))))
    assert (run.doubt, run.seconds, run.metres) == ("slow", 1200, 2280)
    jogged = run.settled("run")
    assert jogged.intervals == (RunInterval("run", 1200, 2280),)
    walked = run.settled("walk")
    assert (walked.activity, walked.intervals) == ("walk", run.intervals)


def test_a_run_with_running_in_it_is_not_asked_about_its_walks() -> None:
    run = read(fit(WALK_RUN))
    assert run.doubt is None
    assert kinds(run.settled("run")) == ["walk", "run", "walk"]


def test_nobody_sprints_for_minutes() -> None:
    assert read(fit(legs((100, 8.0)))).doubt is None
    assert read(fit(legs((130, 8.0)))).doubt == "too_fast"


@pytest.mark.parametrize("speed", [0.0, 1.4])
def test_a_walk_is_a_walk(speed: float) -> None:
    """With a distance or without."""
    run = read(fit(legs((1800, speed)), sport=11))
    assert (run.activity, run.doubt, run.unbroken_s) == ("walk", None, 1800)


def test_a_walk_with_minutes_of_running_is_asked_about() -> None:
    assert read(fit(legs((600, 1.4), (50, 3.0)), sport=11)).doubt is None
    assert read(fit(legs((600, 1.4), (90, 3.0)), sport=11)).doubt == "quick"


# --- what is said of a file


def test_points_left_out_are_noted() -> None:
    segment = points(legs((600, 3.0)))
    segment[300] = (None, segment[300][1])
    run = read(gpx_text(segment).encode())
    assert (run.seconds, run.metres, run.notes) == (600, 1800, ("left_out",))


def test_times_without_a_zone_are_the_persons_and_noted() -> None:
    data = gpx(legs((60, 3.0)), start=START.replace(tzinfo=None))
    run = read_run(data, SPEEDS, ZoneInfo("Asia/Tokyo"))
    assert run.notes == ("zone",)
    assert run.started == START.replace(tzinfo=ZoneInfo("Asia/Tokyo")).astimezone(UTC)
