"""Second decoders beside ours: Garmin's own for FIT, gpxpy for GPX.

They read times, distances, sports and events on their own; nothing of ours is in between. What
agreement does not prove: how pauses, wrong clocks and overlaps are cleaned, which is ours alone.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import gpxpy
import gpxpy.geo
import pytest
from garmin_fit_sdk import Decoder, Stream
from hypothesis import given, settings
from hypothesis import strategies as st
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

from hamstrong.exchange.run_fit import read_fit
from hamstrong.exchange.run_gpx import read_gpx

SPEEDS = st.lists(st.floats(0.0, 9.0), min_size=1, max_size=40)


def garmin(data: bytes) -> Mapping[str, Any]:
    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read()
    assert not errors
    return messages


def same_samples(data: bytes) -> None:
    records = garmin(data)["record_mesgs"]
    recording = read_fit(data)
    instants = [t for segment in recording.segments for t in segment.instants]
    assert instants == [record["timestamp"].timestamp() for record in records]
    if all("distance" in record for record in records):
        metres = [m for segment in recording.segments for m in segment.metres]
        first = records[0]["distance"]
        assert metres == pytest.approx([record["distance"] - first for record in records])


@settings(max_examples=50, deadline=None)
@given(speeds=SPEEDS)
def test_garmin_reads_the_same_samples(speeds: list[float]) -> None:
    same_samples(fit(speeds))


def test_garmin_reads_the_same_events_and_sport() -> None:
    file = FitFile()
    file.timer(0, TIMER_START)
    file.records(legs((60, 3.0)))
    for second, kind in ((20, TIMER_STOP_ALL), (30, TIMER_START), (60, TIMER_STOP_ALL)):
        file.timer(second, kind)
    file.session(4, 45)
    messages = garmin(file.data())
    stops = [
        event["timestamp"].timestamp()
        for event in messages["event_mesgs"]
        if event["event"] == "timer" and event["event_type"] == "stop_all"
    ]
    assert [stop.begin for stop in read_fit(file.data()).stops] == stops
    assert messages["session_mesgs"][0]["sub_sport"] == "indoor_running"
    assert read_fit(file.data()).activity == "run"


def test_garmin_reads_speed_as_we_do() -> None:
    file = FitFile()
    for second in range(61):
        file.record(second, speed=2.5)
    records = garmin(file.data())["record_mesgs"]
    assert {record["enhanced_speed"] for record in records} == {2.5}
    assert read_fit(file.data()).segments[0].metres[-1] == pytest.approx(150)


def of_gpxpy(text: str) -> tuple[list[float], list[float]]:
    """Instants, and metres between neighbours of one segment by gpxpy's haversine."""
    instants, steps = [], []
    for track in gpxpy.parse(text).tracks:
        for segment in track.segments:
            found = segment.points
            instants += [_instant(point.time) for point in found]
            steps += [
                gpxpy.geo.haversine_distance(a.latitude, a.longitude, b.latitude, b.longitude)
                for a, b in pairwise(found)
            ]
    return instants, steps


def _instant(time: datetime | None) -> float:
    assert time is not None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def same_points(text: str) -> None:
    instants, steps = of_gpxpy(text)
    segments = read_gpx(text.encode(), UTC).segments
    assert [t for segment in segments for t in segment.instants] == instants
    ours = [b - a for segment in segments for a, b in pairwise(segment.metres)]
    # gpxpy takes the earth's equatorial radius, which is 0.11 % longer than the mean one.
    assert ours == pytest.approx(steps, rel=0.002, abs=0.02)


@settings(max_examples=50, deadline=None)
@given(speeds=SPEEDS, cut=st.integers(0, 40))
def test_gpxpy_reads_the_same_points(speeds: list[float], cut: int) -> None:
    first = points(speeds[:cut])
    second = points(speeds[cut:], first=500, north=first[-1][1])
    same_points(gpx_text(first, second, start=START))


UNREAD = {
    "fit_course.fit", "fit_elliptical.fit", "fit_indoor_rowing.fit", "fit_never_closed.fit",
    "fit_session_without_records.fit",
}  # fmt: skip
NOT_FOR_GPXPY = {"gpx_lower_z_and_spaces.gpx", "gpx_prefix_not_declared.gpx"}
"""gpxpy takes the first for times that are missing and refuses the second."""


def files(folder: Path, suffix: str, without: set[str]) -> Sequence[Path]:
    return sorted(p for p in (folder / "runs").glob(f"*{suffix}") if p.name not in without)


def test_garmin_reads_the_same_samples_of_every_made_up_file(data_dir: Path) -> None:
    for path in files(data_dir, ".fit", UNREAD):
        same_samples(path.read_bytes())


def test_gpxpy_reads_the_same_points_of_every_made_up_file(data_dir: Path) -> None:
    others = {path.name for path in files(data_dir, ".gpx", set()) if "_type_" in path.name}
    for path in files(data_dir, ".gpx", NOT_FOR_GPXPY | others | {"gpx_utf16.gpx"}):
        text = path.read_text(encoding="utf-8")
        if path.name != "gpx_one_point_without_time.gpx":
            same_points(text)


def test_gpx_and_fit_of_one_run_agree() -> None:
    speeds = legs((100, 1.3), (100, 3.1))
    (ours,), (theirs,) = read_gpx(gpx(speeds), UTC).segments, read_fit(fit(speeds)).segments
    assert list(ours.instants) == list(theirs.instants)
    assert list(ours.metres) == pytest.approx(list(theirs.metres), abs=0.02)
