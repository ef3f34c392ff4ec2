"""A run from a file of a watch or phone: GPX or FIT to walking, running and sprinting intervals.

Where somebody ran is nobody's business: of a position only the distance to the one before it is
taken, and a FIT file's positions are not even read. What comes out has no place in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Literal

from hamstrong.diary import Fault
from hamstrong.engine.facts import RunInterval
from hamstrong.exchange.run_errors import (
    AGAIN,
    NotARunFile,
    RunFileTooLarge,
    RunWithoutTimes,
)
from hamstrong.exchange.run_intervals import MOST_POINTS, Speeds, Step, Track, intervals_of

MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportedRun:
    """A run without a place: when it began (UTC), how long it moved, how far, in which stretches.

    Pauses are in neither `seconds` nor `intervals`.
    """

    source: Literal["gpx", "fit"]
    started: datetime
    seconds: int
    metres: int
    intervals: tuple[RunInterval, ...]


def read_run(stream: BinaryIO, speeds: Speeds) -> ImportedRun:
    """Read a GPX or FIT file, told apart by how it begins.

    Args:
        stream: the file's bytes; at most `MOST_BYTES` of it are read.
        speeds: from which speed on a stretch is a run and a sprint, in metres a second.

    Raises:
        RunFileError: one of its kinds, naming place, rule and next step; never a coordinate.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        rule = f"at most {MOST_BYTES // (1024 * 1024)} MB"
        step = "export that one run alone from your watch or app"
        raise RunFileTooLarge(Fault(f"more than {MOST_BYTES} bytes", "file", rule, step))
    return _made(_track(data), speeds)


def _track(data: bytes) -> Track:
    # Each reader brings a library along, so each is imported when its kind of file is there.
    if data[8:12] == b".FIT":
        from hamstrong.exchange.run_fit import read_fit  # noqa: PLC0415

        return read_fit(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from hamstrong.exchange.run_gpx import read_gpx  # noqa: PLC0415

        return read_gpx(data)
    raise NotARunFile(Fault(f"{len(data)} bytes", "file", "a GPX or a FIT file", AGAIN))


def _made(track: Track, speeds: Speeds) -> ImportedRun:
    if len(track.times) > MOST_POINTS:
        rule = f"at most {MOST_POINTS} points"
        step = "export that one run alone from your watch or app"
        raise RunFileTooLarge(Fault(f"{len(track.times)} points", "file", rule, step))
    steps = _steps(track)
    if not steps:
        rule = "two points at different times"
        step = "export the recorded activity, not a planned route"
        raise RunWithoutTimes(Fault(f"{len(track.times)} points", "file", rule, step))
    found = intervals_of(steps, speeds)
    return ImportedRun(
        source=track.source,
        started=track.times[0].astimezone(UTC),
        seconds=sum(i.seconds for i in found),
        metres=sum(i.metres or 0 for i in found),
        intervals=found,
    )


def _steps(track: Track) -> list[Step]:
    """Seconds and metres between neighbours; a clock that stands or goes back makes none."""
    steps = []
    last = track.times[0] if track.times else None
    for time, metres in zip(track.times[1:], track.metres[1:], strict=True):
        if last is None or time <= last:
            continue
        steps.append(Step((time - last).total_seconds(), metres))
        last = time
    return steps
