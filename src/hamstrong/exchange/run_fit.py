"""Reads FIT, the format of sports watches, by fitdecode. Its positions are never looked at."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from typing import Any

import fitdecode

from hamstrong.diary import Fault
from hamstrong.exchange.run_errors import (
    EXPORT_ALONE,
    AnotherSport,
    BrokenRunFile,
    NotARunFile,
    PlannedRoute,
    RunFileTooLarge,
    TotalsOnly,
)
from hamstrong.exchange.run_recording import (
    MOST_POINTS,
    Activity,
    Lap,
    RecordedSegment,
    Recording,
    Stop,
)
from hamstrong.exchange.run_sports import fit_activity
from hamstrong.exchange.run_track import IMPOSSIBLE_M_S

MOST_MESSAGES = 400_000
"""Messages of one file: each sample is one, and a watch writes some more for laps and pulse."""

_EPOCH_S = 631_065_600  # 31 December 1989, from which FIT counts its seconds
_HEADER = struct.Struct("<BBHI4s")
_CHECKSUM_BYTES = 2
_FILE_ID, _SPORT, _SESSION, _LAP, _RECORD, _EVENT = 0, 12, 18, 19, 20, 21
_PLANNED = frozenset({"course", "workout", "segment"})
_TIMER_STOPS = frozenset({"stop", "stop_all", "stop_disable", "stop_disable_all"})
_COPY = "copy the file from the watch again"


def read_fit(data: bytes) -> Recording:
    """Take times and distances from a FIT file.

    Bytes after the end that its header announces are left unread: some apps add a few.

    Raises:
        AnotherSport: an activity that is neither a run nor a walk.
        PlannedRoute: a course or a workout.
        NotARunFile: a FIT file of another kind, such as settings.
        TotalsOnly: an activity without a sample.
        BrokenRunFile: cut off, damaged, or never closed by the watch.
        RunFileTooLarge: more messages than a run has.
    """
    found = _Messages()
    try:
        with fitdecode.FitReader(
            io.BytesIO(data[: _end(data)]),
            # Without a processor instants stay plain numbers, and decoding takes less time.
            processor=None,
            check_crc=fitdecode.CrcCheck.RAISE,
            # Watches write fields whose size or developer type is not to the letter.
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as reader:
            for frame in reader:
                found.take(frame)
    except (BrokenRunFile, NotARunFile, PlannedRoute, RunFileTooLarge):
        raise
    except Exception:  # noqa: BLE001  the library raises many kinds on damaged messages
        raise _broken(f"after sample {found.count}", "an undamaged FIT file") from None
    return found.recording()


def _broken(place: str, rule: str) -> BrokenRunFile:
    return BrokenRunFile(Fault("damaged or cut off", place, rule, _COPY))


def _end(data: bytes) -> int:
    """Where the last whole file of a chain ends, by the sizes in their headers."""
    end = 0
    while data[end + 8 : end + 12] == b".FIT":
        header_size, _, _, data_size, _ = _HEADER.unpack_from(data, end)
        if data_size == 0:
            raise _broken(f"byte {end + 4}", "a file that the watch has closed with its size")
        end += header_size + data_size + _CHECKSUM_BYTES
        if end > len(data):
            raise _broken(f"byte {len(data)} of {end}", "the whole file to its end")
    return end


class _FilePart:
    """Samples of one file of a chain; its distance counts from its own zero."""

    def __init__(self) -> None:
        self.instants: list[float | None] = []
        self.distances: list[float | None] = []
        self.speeds: list[float | None] = []

    def add(self, frame: Any) -> None:
        instant = distance = speed = None
        for field in frame.fields:
            name = field.name
            if name == "timestamp":
                instant = field.value
            elif name == "distance":
                distance = field.value
            elif name in ("enhanced_speed", "speed"):
                speed = field.value if speed is None else speed
        seconds = _number(instant)
        self.instants.append(None if seconds is None else _EPOCH_S + seconds)
        self.distances.append(_number(distance))
        self.speeds.append(_number(speed))

    def segment(self) -> RecordedSegment:
        return RecordedSegment(self.instants, _gone(self.instants, self.distances, self.speeds))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


class _Messages:
    """What the messages read so far say."""

    def __init__(self) -> None:
        self.count = 0
        self._messages = 0
        self._parts: list[_FilePart] = []
        self._timer: list[tuple[float, bool]] = []
        self._sports: list[tuple[object, object]] = []
        self._laps: list[Lap] = []
        self._has_session = False

    def take(self, frame: Any) -> None:
        if frame.frame_type == fitdecode.FIT_FRAME_HEADER:
            self._parts.append(_FilePart())
        if frame.frame_type != fitdecode.FIT_FRAME_DATA:
            return
        self._messages += 1
        number = frame.global_mesg_num
        if number == _RECORD:
            self.count += 1
            self._parts[-1].add(frame)
        elif number == _EVENT:
            self._take_event(frame)
        elif number == _LAP:
            self._take_lap(frame)
        elif number == _FILE_ID:
            _check_type(frame)
        elif number in (_SESSION, _SPORT):
            self._take_sport(frame, is_session=number == _SESSION)
        if self._messages > MOST_MESSAGES or self.count > MOST_POINTS:
            rule = f"at most {MOST_POINTS} samples"
            raise RunFileTooLarge(Fault("more messages", "file", rule, EXPORT_ALONE))

    def _take_event(self, frame: Any) -> None:
        if _value(frame, "event") != "timer":
            return
        instant, kind = _number(_value(frame, "timestamp")), _value(frame, "event_type")
        if instant is not None and (kind == "start" or kind in _TIMER_STOPS):
            self._timer.append((_EPOCH_S + instant, kind == "start"))

    def _take_lap(self, frame: Any) -> None:
        seconds = _number(_value(frame, "total_timer_time"))
        metres = _number(_value(frame, "total_distance"))
        if seconds is not None and metres is not None:
            self._laps.append(Lap(seconds, metres))

    def _take_sport(self, frame: Any, *, is_session: bool) -> None:
        """A session says what was done; the sport message, what the watch was set to."""
        pair = (_value(frame, "sport"), _value(frame, "sub_sport"))
        if is_session and not self._has_session:
            self._has_session = True
            self._sports.clear()
        if is_session or not self._has_session:
            self._sports.append(pair)

    def recording(self) -> Recording:
        activity = self._activity()
        if not self.count:
            rule = "a recording with samples of time"
            step = "log the run by hand, with the minutes of running"
            raise TotalsOnly(Fault("no sample", "file", rule, step))
        segments = [part.segment() for part in self._parts if part.instants]
        return Recording("fit", activity, segments, _stops(self._timer), laps=self._laps)

    def _activity(self) -> Activity:
        found: set[Activity] = set()
        for nth, (sport, sub_sport) in enumerate(self._sports, start=1):
            one = fit_activity(sport, sub_sport)
            if one is None:
                name = sub_sport if sport in ("fitness_equipment", "training") else sport
                raise AnotherSport(f"{name}".replace("_", " "), f"session {nth}")
            found.add(one)
        return found.pop() if len(found) == 1 else "unknown"


def _value(frame: Any, name: str) -> object:
    return frame.get_value(name, fallback=None)


def _check_type(frame: Any) -> None:
    kind = _value(frame, "type")
    if kind in _PLANNED:
        step = "choose the activity that the watch recorded"
        raise PlannedRoute(Fault(f"{kind}", "message file_id", "a recorded activity", step))
    if kind not in (None, "activity"):
        step = "choose the activity that the watch recorded"
        raise NotARunFile(Fault(f"{kind!s:.40}", "message file_id", "a recorded activity", step))


def _stops(timer: Sequence[tuple[float, bool]]) -> tuple[Stop, ...]:
    """The times between a stop of the timer and its next start; the last stop never ends."""
    stops: list[Stop] = []
    stopped: float | None = None
    for instant, starts in sorted(timer):
        if not starts and stopped is None:
            stopped = instant
        elif starts and stopped is not None:
            stops.append(Stop(stopped, instant))
            stopped = None
    if stopped is not None:
        stops.append(Stop(stopped, float("inf")))
    return tuple(stops)


def _gone(
    instants: Sequence[float | None],
    distances: Sequence[float | None],
    speeds: Sequence[float | None],
) -> list[float]:
    """Metres since the first sample, from the distance that the watch counts.

    Between two counted distances they grow evenly with the samples' times; speed is used only
    where no distance follows (or none is there at all), so that nothing is counted twice.
    """
    known = [index for index, distance in enumerate(distances) if distance is not None]
    if not known:
        return list(_by_speed(0.0, instants, speeds))
    metres = [0.0] * len(distances)
    before, gone = 0, 0.0
    last = _first_distance(instants, distances, known[0])
    for index in known:
        now = distances[index] or 0.0
        step = max(0.0, now - last)
        _spread(metres, instants, (before, index), (gone, gone + step))
        gone, before, last = gone + step, index, now
    metres[before:] = _by_speed(gone, instants[before:], speeds[before:])
    return metres


def _first_distance(
    instants: Sequence[float | None], distances: Sequence[float | None], first: int
) -> float:
    """The distance at the first sample: none gone yet, where the first count may come from this."""
    counted, begin, end = distances[first] or 0.0, instants[0], instants[first]
    known = begin is not None and end is not None and first > 0
    if known and counted <= IMPOSSIBLE_M_S * ((end or 0.0) - (begin or 0.0)):
        return 0.0
    return counted


def _spread(
    metres: list[float],
    instants: Sequence[float | None],
    between: tuple[int, int],
    ends: tuple[float, float],
) -> None:
    """Fill metres from one index up to another, evenly by time."""
    (first, last), (low, high) = between, ends
    begin, end = instants[first], instants[last]
    for index in range(first, last):
        now = instants[index]
        share = 0.0
        if begin is not None and end is not None and now is not None and end > begin:
            share = min(1.0, max(0.0, (now - begin) / (end - begin)))
        metres[index] = low + share * (high - low)
    metres[last] = high


def _by_speed(
    gone: float, instants: Sequence[float | None], speeds: Sequence[float | None]
) -> Iterator[float]:
    """Metres from speed and time, going on from those that are known."""
    last: float | None = None
    for now, speed in zip(instants, speeds, strict=True):
        if last is not None and now is not None and now > last:
            gone += max(0.0, speed or 0.0) * (now - last)
        last = now if now is not None else last
        yield gone
