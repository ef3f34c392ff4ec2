"""Reads FIT, the format of sports watches, by fitdecode. Its positions are never looked at."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import fitdecode

from hamstrong.diary import Fault
from hamstrong.exchange.run_errors import BrokenRunFile, NotARunFile
from hamstrong.exchange.run_intervals import MOST_POINTS, Track

_ON_FOOT = frozenset({"running", "walking", "hiking", "training", "generic", "all", "soccer",
                      "american_football", "rugby", "fitness_equipment"})  # fmt: skip
_FAULTS = (fitdecode.FitError, ValueError, KeyError, TypeError, IndexError, OverflowError)


def read_fit(data: bytes) -> Track:
    """Take instants and distances from a FIT file.

    Raises:
        NotARunFile: an activity of another sport.
        BrokenRunFile: cut off, damaged, or not FIT after its first bytes.
    """
    found = _Samples()
    try:
        with fitdecode.FitReader(
            io.BytesIO(data),
            check_crc=fitdecode.CrcCheck.RAISE,
            error_handling=fitdecode.ErrorHandling.RAISE,
        ) as reader:
            for frame in reader:
                if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                    found.take(frame)
    except fitdecode.FitEOFError:
        raise BrokenRunFile(_broken(found, "the whole file to its end")) from None
    except _FAULTS:
        raise BrokenRunFile(_broken(found, "an undamaged FIT file")) from None
    return Track("fit", found.times, found.metres)


def _broken(found: _Samples, rule: str) -> Fault:
    place = f"after sample {len(found.times)}"
    return Fault("damaged or cut off", place, rule, "copy the file from the watch again")


class _Samples:
    """Instants and metres of the samples read so far."""

    def __init__(self) -> None:
        self.times: list[datetime] = []
        self.metres: list[float] = []
        self._distance: float | None = None

    def take(self, frame: Any) -> None:
        """Take a record's time and distance; refuse a session of another sport."""
        if frame.name in ("session", "sport"):
            self._check_sport(frame)
        if frame.name != "record" or len(self.times) > MOST_POINTS:
            return
        time = frame.get_value("timestamp", fallback=None)
        if not isinstance(time, datetime):
            return
        time = time if time.tzinfo else time.replace(tzinfo=UTC)
        self.metres.append(self._moved(frame, time))
        self.times.append(time)

    def _moved(self, frame: Any, time: datetime) -> float:
        distance = frame.get_value("distance", fallback=None)
        if isinstance(distance, (int, float)):
            before, self._distance = self._distance, float(distance)
            return max(0.0, self._distance - before) if before is not None else 0.0
        speed = frame.get_value("enhanced_speed", fallback=frame.get_value("speed", fallback=None))
        if not isinstance(speed, (int, float)) or not self.times:
            return 0.0
        return max(0.0, float(speed) * (time - self.times[-1]).total_seconds())

    def _check_sport(self, frame: Any) -> None:
        sport = frame.get_value("sport", fallback=None)
        if isinstance(sport, str) and sport not in _ON_FOOT:
            step = "log it as sport outside of the plan"
            raise NotARunFile(Fault(f"{sport:.40}", f"message {frame.name}", "a run", step))
