"""Days of training: which one an instant belongs to. A day ends at 04:00 in the person's zone.

Reads no clock: the edge passes a `Moment`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from hamstrong.app.errors import ClockBehind, Fault, InvalidMoment
from hamstrong.engine.facts.bounds import FIRST_RECORDED_DAY, LAST_DAY

DAY_ENDS_AT_HOUR = 4
_FIRST_YEAR = date.fromordinal(FIRST_RECORDED_DAY).year + 1  # no zone is a year behind
_LAST_YEAR = date.fromordinal(LAST_DAY).year - 1
_FARTHEST_EAST = timezone(timedelta(hours=14))


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name.

    Raises:
        InvalidMoment: no such zone is known.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        step = "send a name such as Europe/Berlin"
        fault = Fault(f"{name!r:.60}", "zone", "must be a time zone of the IANA list", step)
    raise InvalidMoment(fault)


def day_of(instant: datetime, zone: ZoneInfo | str) -> int:
    """Ordinal of the training day that an aware instant belongs to.

    Raises:
        InvalidMoment: the instant has no zone or leaves the calendar, or the zone is unknown.
    """
    if instant.utcoffset() is None:
        rule = "must say its zone or offset"
        raise InvalidMoment(Fault(f"{instant!s:.60}", "instant", rule, "send it in UTC"))
    try:
        local = instant.astimezone(zone_of(zone) if isinstance(zone, str) else zone)
    except OverflowError:
        rule = "must be an instant that the calendar has in this zone too"
        raise InvalidMoment(
            Fault(f"the year {instant.year}", "instant", rule, "check it")
        ) from None
    before_the_end = local.hour < DAY_ENDS_AT_HOUR
    return local.toordinal() - before_the_end


def end_of(day: int, zone: str) -> datetime:
    """The instant at which a training day ends in a zone.

    Raises:
        InvalidMoment: the zone is unknown.
    """
    ends = datetime.combine(date.fromordinal(day) + timedelta(days=1), time(DAY_ENDS_AT_HOUR))
    return ends.replace(tzinfo=zone_of(zone))


def latest_day(instant: datetime) -> int:
    """The latest date that any time zone has at that instant; a later day is impossible."""
    return instant.astimezone(_FARTHEST_EAST).toordinal()


def date_text(day: int) -> str:
    """A day as people and files write it: 2025-03-09."""
    return date.fromordinal(day).isoformat()


@dataclass(frozen=True, slots=True)
class Moment:
    """When, where and on which device something is done; read once at the edge.

    Args:
        now: aware instant.
        zone: the person's time zone, such as `Europe/Berlin`.
        device: id of the device, 1 to 128 printable characters.
    """

    now: datetime
    zone: str
    device: str

    def __post_init__(self) -> None:
        """Refuse a moment that is on no day, or on one on which nobody can keep a diary.

        Raises:
            InvalidMoment: see `day_of`; or the clock has lost its time.
        """
        if not _FIRST_YEAR <= self.now.year <= _LAST_YEAR:
            rule = f"must lie in the years {_FIRST_YEAR} to {_LAST_YEAR}"
            raise InvalidMoment(Fault(f"the year {self.now.year}", "clock", rule, "set the clock"))
        day_of(self.now, self.zone)

    @property
    def day(self) -> int:
        """The training day by this clock and zone; the diary's open day may be later."""
        return day_of(self.now, self.zone)

    def require_reached(self, day: int) -> None:
        """Refuse a day of the diary that no zone has reached yet.

        Raises:
            ClockBehind: this clock, or the one that recorded that day, is off.
        """
        if day <= latest_day(self.now):
            return
        raise ClockBehind(
            Fault(
                f"clock on {date_text(self.day)}",
                f"diary on {date_text(day)}",
                "days never go back",
                "set the clock right; if the diary is ahead by mistake, restore a backup",
            )
        )
