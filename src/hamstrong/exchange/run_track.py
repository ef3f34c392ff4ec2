"""Run track: one cleaned sequence of timer seconds and metres from a recording.

Samples without a usable time are left out, clocks that were wrong among them; segments are put in
order and what two of them cover is counted once; what the timer did not run for, a jump of the
satellites' fix and a pause count for nothing. Each step is looked at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hamstrong.diary import Fault
from hamstrong.exchange.run_errors import EXPORT_ALONE, RunFileTooLarge, RunWithoutTimes
from hamstrong.exchange.run_recording import RecordedSegment, Recording, Stop

PAUSE_S = 60.0
"""A longer pause ends a stretch; a shorter one, as at a traffic light, does not."""
STILL_M_S = 0.3
"""Slower is no movement: satellites' fixes wander as fast as this when nobody moves."""
IMPOSSIBLE_M_S = 12.5
"""Nobody has run faster; a faster step is a jump of the fix."""
SHORTEST_STEP_S = 0.5
"""Samples closer than this are taken together, so that a stamp that repeats loses nothing."""
LONGEST_S = 86_400.0
WRONG_CLOCK_S = 43_200.0
"""A sample so far from the middle one of its segment has the time of a clock not yet set."""
MOST_LEFT_OUT = 0.1
"""Share of samples that may lack a usable time; with more of them the distance is a guess."""

_RECORDED = "export the recorded activity, not a planned route"


class Step(NamedTuple):
    """Seconds and metres between two samples."""

    seconds: float
    metres: float


@dataclass(frozen=True, slots=True)
class RunTrack:
    """Steps of a recording, without pauses.

    Args:
        started: seconds since 1970 of the first sample that counts.
        parts: steps between pauses of more than `PAUSE_S`.
        left_out: samples without a usable time.
    """

    started: float
    parts: Sequence[Sequence[Step]]
    left_out: int = 0

    @property
    def seconds(self) -> float:
        """Timer seconds of all steps."""
        return sum(step.seconds for part in self.parts for step in part)

    @property
    def metres(self) -> float:
        """Metres of all steps."""
        return sum(step.metres for part in self.parts for step in part)

    @property
    def has_distance(self) -> bool:
        """Whether the device measured any movement."""
        return self.metres >= STILL_M_S * self.seconds


class _Samples(NamedTuple):
    """Samples with a time that never falls."""

    instants: Sequence[float]
    metres: Sequence[float]


def track_of(recording: Recording) -> RunTrack:
    """Clean a recording.

    Raises:
        RunWithoutTimes: fewer than two samples at different times, or too many without a time.
        RunFileTooLarge: more than a day.
    """
    segments = [_usable(segment) for segment in recording.segments]
    total = sum(len(segment.instants) for segment in recording.segments)
    left_out = total - sum(len(one.instants) for one in segments)
    if left_out > MOST_LEFT_OUT * total:
        place = f"point {_first_without_time(recording.segments)} of {total}"
        raise RunWithoutTimes(Fault("no usable time", place, "every point has a time", _RECORDED))
    ordered = sorted((one for one in segments if len(one.instants) > 1), key=_order)
    parts: Sequence[Sequence[Step]] = ()
    started = ended = 0.0
    if ordered:
        started, ended = ordered[0].instants[0], max(one.instants[-1] for one in ordered)
    if ended - started > LONGEST_S:
        raise RunFileTooLarge(Fault("several days", "file", "at most a day", EXPORT_ALONE))
    if ended > started:
        moved = any(one.metres[-1] > one.metres[0] for one in ordered)
        cleaner = _Cleaner(_believable(recording.stops, started, ended), pauses=moved)
        for one in _counted_once(ordered):
            cleaner.take(one)
        parts = cleaner.finish()
    if not parts:
        rule = "two points at different times"
        raise RunWithoutTimes(Fault(f"{total} points", "file", rule, _RECORDED))
    return RunTrack(started, parts, left_out)


def _order(one: _Samples) -> tuple[float, float, Sequence[float], Sequence[float]]:
    """By start, the longer first; by content where that is equal, never by place in the file."""
    return one.instants[0], -one.instants[-1], one.instants, one.metres


def _first_without_time(segments: Iterable[RecordedSegment]) -> int:
    times = [instant for segment in segments for instant in segment.instants]
    return next((n for n, time in enumerate(times, start=1) if time is None), 1)


def _usable(segment: RecordedSegment) -> _Samples:
    """Samples whose clock is set and runs forward."""
    pairs = [(t, m) for t, m in zip(segment.instants, segment.metres, strict=True) if t is not None]
    instants = [t for t, _ in pairs]
    in_order = sorted(instants)
    middle = in_order[len(in_order) // 2] if in_order else 0.0
    near = [abs(end - middle) <= WRONG_CLOCK_S for end in (*in_order[:1], *in_order[-1:])]
    if in_order != instants or not all(near):
        pairs = [(t, m) for t, m in pairs if abs(t - middle) <= WRONG_CLOCK_S]
        pairs = [pairs[index] for index in _forward([t for t, _ in pairs])]
    return _Samples([t for t, _ in pairs], [m for _, m in pairs])


def _forward(instants: Sequence[float]) -> list[int]:
    """Indices of the longest part of the samples whose times never fall."""
    tails: list[float] = []
    ends: list[int] = []
    before: list[int] = []
    for index, instant in enumerate(instants):
        length = bisect_right(tails, instant)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [instant]
        ends[length : length + 1] = [index]
    found: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]


def _counted_once(ordered: Iterable[_Samples]) -> Iterator[_Samples]:
    """Each segment from where those before it end."""
    covered = float("-inf")
    for one in ordered:
        instants, metres = one
        if instants[-1] <= covered:
            continue
        if instants[0] < covered:
            first = bisect_right(instants, covered)
            low, high = instants[first - 1], instants[first]
            share = (covered - low) / (high - low)
            between = metres[first - 1] + share * (metres[first] - metres[first - 1])
            instants, metres = [covered, *instants[first:]], [between, *metres[first:]]
        covered = instants[-1]
        yield _Samples(instants, metres)


def _believable(stops: Sequence[Stop], started: float, ended: float) -> Sequence[Stop]:
    """The timer's stops; none if it ran at no time of the recording."""
    stopped = sum(max(0.0, min(s.end, ended) - max(s.begin, started)) for s in stops)
    return stops if stopped < ended - started else ()


class _Cleaner:
    """Takes segments in order of time and keeps the steps that count."""

    def __init__(self, stops: Sequence[Stop], *, pauses: bool) -> None:
        self._stops = stops
        self._next_stop = 0
        self._pauses = pauses
        self._parts: list[list[Step]] = [[]]
        self._last: float | None = None
        self._seconds = self._metres = 0.0

    def take(self, one: _Samples) -> None:
        instants, metres = one
        if self._last is not None and instants[0] - self._last > PAUSE_S:
            self._break()
        before, gone = instants[0], metres[0]
        for now, reached in zip(instants[1:], metres[1:], strict=True):
            self._step(before, now, reached - gone)
            before, gone = now, reached
        self._last = before

    def _step(self, begin: float, end: float, metres: float) -> None:
        if self._next_stop < len(self._stops) and self._stops[self._next_stop].begin < end:
            seconds, metres = self._timed(begin, end, metres)
        else:
            seconds = end - begin
        if seconds > PAUSE_S and self._pauses and metres < STILL_M_S * seconds:
            self._break()
            return
        self._seconds += seconds
        self._metres += metres
        if self._seconds >= SHORTEST_STEP_S:
            self._keep()

    def _timed(self, begin: float, end: float, metres: float) -> tuple[float, float]:
        """Seconds and metres of a step for which the timer ran."""
        stopped, inside = 0.0, False
        while self._next_stop < len(self._stops):
            stop = self._stops[self._next_stop]
            if stop.begin >= end:
                break
            stopped += max(0.0, min(stop.end, end) - max(stop.begin, begin))
            inside = inside or (stop.begin < begin < stop.end) or stop.begin < end < stop.end
            if stop.end - stop.begin > PAUSE_S and stop.begin >= begin:
                self._break()
            if stop.end > end:
                break
            self._next_stop += 1
        ran = max(0.0, end - begin - stopped)
        # Without a sample inside the pause its metres were run while the timer ran, if they can be.
        if inside or metres > IMPOSSIBLE_M_S * ran:
            metres *= ran / (end - begin) if end > begin else 0.0
        return ran, metres

    def _keep(self) -> None:
        if self._metres <= IMPOSSIBLE_M_S * self._seconds:
            self._parts[-1].append(Step(self._seconds, self._metres))
        elif self._seconds > PAUSE_S and self._parts[-1]:
            self._parts.append([])
        self._seconds = self._metres = 0.0

    def _break(self) -> None:
        self._flush()
        if self._parts[-1]:
            self._parts.append([])

    def _flush(self) -> None:
        """Give what is shorter than a step to the step before it."""
        part = self._parts[-1]
        if part and (self._seconds or self._metres):
            last = Step(part[-1].seconds + self._seconds, part[-1].metres + self._metres)
            if last.metres <= IMPOSSIBLE_M_S * last.seconds:
                part[-1] = last
        self._seconds = self._metres = 0.0

    def finish(self) -> list[list[Step]]:
        """The steps, in parts between longer pauses."""
        self._flush()
        return [part for part in self._parts if part]
