"""Run recording as a decoder gives it: samples of time and distance, and what was recorded.

The decoders of FIT and GPX return it; `run_track` cleans it. It holds no place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Source = Literal["gpx", "fit"]
Activity = Literal["run", "walk", "unknown"]

MOST_POINTS = 200_000
"""Samples of one recording: two days at one a second, and more than any run has."""


class RecordedSegment(NamedTuple):
    """Samples that a device recorded without a break, in the order of the file.

    Args:
        instants: seconds since 1970 (UTC); None where a sample has no usable time.
        metres: as many; gone since the first sample, never falling.
    """

    instants: Sequence[float | None]
    metres: Sequence[float]


class Stop(NamedTuple):
    """The device's timer was stopped, between two instants in seconds since 1970."""

    begin: float
    end: float


class Lap(NamedTuple):
    """A lap that the runner or the device marked: its moving time in seconds, and its metres."""

    seconds: float
    metres: float


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording as a file has it.

    Args:
        activity: what the file says that was done; `unknown` where it does not say.
        stops: when the timer was stopped, in order; empty where the format has none.
        laps: as marked, in order; empty where the format has none.
        zone_assumed: the file's times have no zone, and the person's was taken.
    """

    source: Source
    activity: Activity
    segments: Sequence[RecordedSegment]
    stops: Sequence[Stop] = ()
    zone_assumed: bool = False
    laps: Sequence[Lap] = ()
