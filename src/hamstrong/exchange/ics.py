"""ICS calendar file (RFC 5545) of coming sessions, or of one appointment, for the own calendar.

Says when; what to do and what to ask stays in the app, for a calendar is often shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

_HOUR = 60


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One day of the plan: its ordinal and what the calendar shows.

    Args:
        alarm_minute: the minute of the day, 0 to 1439, at which the calendar sounds an alarm; None
            for no alarm.
    """

    day: int
    summary: str
    description: str = ""
    alarm_minute: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarAppointment:
    """One appointment. `day` is an ordinal and `minute` one of the day, both in `zone`."""

    id: str
    day: int
    minute: int
    zone: str
    summary: str


def calendar_file(
    entries: Iterable[CalendarEntry], *, person: str, name: str, made_at: datetime
) -> bytes:
    """Write whole-day entries; the same day of the same person keeps its id.

    Args:
        person: a UUID; the ids in the file follow from it and do not show it.
        made_at: aware instant.
    """
    calendar = _calendar()
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, person, made_at))
    return bytes(calendar.to_ical())


def appointment_file(appointment: CalendarAppointment, *, made_at: datetime) -> bytes:
    """Write one appointment as an instant; moved, it keeps its id and takes the old one's place.

    How long it lasts nobody said, so it has no end.
    """
    from icalendar import Event  # noqa: PLC0415 - see below

    day, (hour, minute) = date.fromordinal(appointment.day), divmod(appointment.minute, _HOUR)
    starts = datetime.combine(day, time(hour, minute), ZoneInfo(appointment.zone))
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'urn:hamstrong:{appointment.id}')}@hamstrong")
    event.add("dtstamp", made_at)
    event.add("dtstart", starts.astimezone(UTC))
    event.add("summary", appointment.summary)
    calendar = _calendar()
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    # Slow to import and rarely asked for: every start would wait for it.
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", "-//Hamstrong//Plan//EN")
    calendar.add("version", "2.0")
    return calendar


def _event(entry: CalendarEntry, person: str, made_at: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 - see above

    day = date.fromordinal(entry.day)
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'urn:hamstrong:{person}:{entry.day}')}@hamstrong")
    event.add("dtstamp", made_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", entry.summary)
    if entry.description:
        event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    if entry.alarm_minute is not None:
        event.add_component(_alarm(entry.summary, entry.alarm_minute))
    return event


def _alarm(summary: str, minute: int) -> Alarm:
    """An alarm so long after the day began, by the clock of whoever looks at the calendar."""
    from icalendar import Alarm  # noqa: PLC0415 - see above

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(minutes=minute))
    return alarm
