"""A run from a file of a watch or phone: GPX or FIT to walking, running and sprinting intervals.

Where somebody ran is nobody's business: of a position only the distance to the one before it is
taken, and a FIT file's positions are not even read. What comes out has no place in it.
What a file leaves uncertain is a doubt that the person settles before anything else is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Literal

from hamstrong.diary import Fault
from hamstrong.engine.facts import RunInterval
from hamstrong.exchange.run_errors import AGAIN, EXPORT_ALONE, NotARunFile, RunFileTooLarge
from hamstrong.exchange.run_intervals import (
    MOST_INTERVALS,
    RawInterval,
    Speeds,
    fewer,
    intervals_of,
    stretches_of,
)
from hamstrong.exchange.run_recording import Lap, Recording, Source
from hamstrong.exchange.run_track import RunTrack, track_of

MOST_BYTES = 16 * 1024 * 1024
LONGEST_SPRINT_S = 120.0
"""Nobody keeps sprinting for longer; a file that says so is one of another sport."""
LONGEST_RUN_IN_WALK_S = 60.0
"""A walk with more running than this may be no walk."""

Activity = Literal["run", "walk"]
Answer = Literal["run", "walk", "other"]
Doubt = Literal["no_distance", "sport", "too_fast", "slow", "quick"]
"""What a file leaves open: whether there was any distance, which sport, whether anybody runs that
fast, whether a slow run was a walk, whether a quick walk was a run."""
Note = Literal["zone", "left_out", "joined"]
"""What was done to a file: the person's zone taken, points without a time left out, stretches
joined because there were too many."""


@dataclass(frozen=True, slots=True)
class ImportedRun:
    """A run or walk without a place: when it began (UTC), how long it moved, how far, in which
    stretches.

    Pauses are in neither `seconds` nor `intervals`.

    Args:
        metres: None where the device measured none.
        unbroken_s: seconds of the longest part without a pause of more than a minute.
        doubt: what only the person knows; None where the file says enough.
        laps: as the runner or the watch marked them.
        activity: what it is once there is no doubt.
    """

    source: Source
    started: datetime
    seconds: int
    metres: int | None
    intervals: tuple[RunInterval, ...]
    unbroken_s: int
    activity: Activity = "run"
    doubt: Doubt | None = None
    notes: tuple[Note, ...] = ()
    laps: tuple[Lap, ...] = ()

    def settled(self, answer: Activity, metres: int | None = None) -> ImportedRun:
        """The same after the person's answer.

        Args:
            answer: what it was. A run without any running in it becomes running all through.
            metres: how far, where the file has no distance and the person knows it.
        """
        intervals = self.intervals
        if answer == "run" and all(one.kind == "walk" for one in intervals):
            intervals = tuple(one._replace(kind="run") for one in intervals)
        if self.metres is not None or metres is None:
            return replace(self, intervals=intervals, activity=answer, doubt=None)
        intervals = _shared(intervals, metres)
        return replace(self, metres=metres, intervals=intervals, activity=answer, doubt=None)


def read_run(source: bytes | Path | BinaryIO, speeds: Speeds, zone: tzinfo = UTC) -> ImportedRun:
    """Read a GPX or FIT file, told apart by how it begins.

    Args:
        source: the file, its path or its bytes; at most `MOST_BYTES` of it are read.
        speeds: from which speed on a stretch is a run and a sprint, in metres a second.
        zone: of the person, for times that have none.

    Raises:
        RunFileError: one of its kinds, naming place, rule and next step; never a coordinate.
    """
    data = _bytes(source)
    if len(data) > MOST_BYTES:
        rule = f"at most {MOST_BYTES // (1024 * 1024)} MB"
        raise RunFileTooLarge(Fault(f"more than {MOST_BYTES} bytes", "file", rule, EXPORT_ALONE))
    recording = _recording(data, zone)
    return _imported(recording, track_of(recording), speeds)


def _bytes(source: bytes | Path | BinaryIO) -> bytes:
    """No more of it than is needed to see that it is too large."""
    if isinstance(source, bytes):
        return source
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    return source.read(MOST_BYTES + 1)


def _recording(data: bytes, zone: tzinfo) -> Recording:
    # Each reader brings a library along, so each is imported when its kind of file is there.
    if data[8:12] == b".FIT":
        from hamstrong.exchange.run_fit import read_fit  # noqa: PLC0415

        return read_fit(data)
    if b"<" in data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]:
        from hamstrong.exchange.run_gpx import read_gpx  # noqa: PLC0415

        return read_gpx(data, zone)
    raise NotARunFile(Fault(f"{len(data)} bytes", "file", "a GPX or a FIT file", AGAIN))


def _imported(recording: Recording, track: RunTrack, speeds: Speeds) -> ImportedRun:
    if track.has_distance:
        stretches = stretches_of(track.parts, speeds)
    else:  # nothing tells running from walking, so each part is one stretch
        stretches = [
            RawInterval("walk", sum(step.seconds for step in part), 0.0, number)
            for number, part in enumerate(track.parts)
        ]
    few = fewer(stretches, speeds, MOST_INTERVALS)
    intervals = intervals_of(few)
    if not track.has_distance:
        intervals = tuple(one._replace(metres=None) for one in intervals)
    return ImportedRun(
        source=recording.source,
        started=datetime.fromtimestamp(track.started, UTC),
        seconds=sum(one.seconds for one in intervals),
        metres=round(track.metres) if track.has_distance else None,
        intervals=intervals,
        unbroken_s=round(max(sum(step.seconds for step in part) for part in track.parts)),
        activity="walk" if recording.activity == "walk" else "run",
        doubt=_doubt(recording, track, stretches),
        notes=_notes(recording, track, joined=len(few) < len(stretches)),
        laps=tuple(recording.laps),
    )


def _notes(recording: Recording, track: RunTrack, *, joined: bool) -> tuple[Note, ...]:
    found: tuple[tuple[Note, bool], ...] = (
        ("zone", recording.zone_assumed),
        ("left_out", track.left_out > 0),
        ("joined", joined),
    )
    return tuple(note for note, holds in found if holds)


def _doubt(recording: Recording, track: RunTrack, stretches: Sequence[RawInterval]) -> Doubt | None:
    """What the person has to say first; the first of these that holds."""
    if recording.activity == "walk":
        running = sum(one.seconds for one in stretches if one.kind != "walk")
        return "quick" if running > LONGEST_RUN_IN_WALK_S else None
    if not track.has_distance:
        return "no_distance"
    if recording.activity == "unknown":
        return "sport"
    if any(one.kind == "sprint" and one.seconds > LONGEST_SPRINT_S for one in stretches):
        return "too_fast"
    return "slow" if all(one.kind == "walk" for one in stretches) else None


def _shared(intervals: Sequence[RunInterval], metres: int) -> tuple[RunInterval, ...]:
    """A distance shared out by the stretches' seconds, so that nothing of it is lost."""
    total, gone, ends = sum(one.seconds for one in intervals), 0, [0]
    for one in intervals:
        gone += one.seconds
        ends.append(round(metres * gone / total))
    return tuple(
        one._replace(metres=after - before)
        for one, (before, after) in zip(intervals, pairwise(ends), strict=True)
    )
