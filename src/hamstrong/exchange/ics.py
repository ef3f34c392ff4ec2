"""The coming sessions as a calendar file (RFC 5545), for the person's own calendar.

Says when and how long; what to do stays in the app, for a calendar is often shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of the plan: its ordinal and what the calendar shows."""

    day: int
    summary: str
    description: str = ""


def calendar_file(entries: Iterable[Entry], *, person: str, name: str, made_at: datetime) -> bytes:
    """Write whole-day entries; the same day of the same person keeps its id.

    Args:
        person: a UUID; the ids in the file follow from it and do not show it.
        made_at: aware instant.
    """
    # Slow to import and rarely asked for: every start would wait for it.
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", "-//Hamstrong//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, person, made_at))
    return bytes(calendar.to_ical())


def _event(entry: Entry, person: str, made_at: datetime) -> Event:
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
    return event
