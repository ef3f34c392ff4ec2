"""Appointments: when, with whom, what to ask, when to be reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hamstrong.engine.facts import AppointmentCancelled, AppointmentMade, AppointmentMoved
from hamstrong.engine.fold import Recorded
from hamstrong.protocol.model import Pack


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment as it is now. `minute` is that of the day, 0 to 1439."""

    id: str
    day: int
    minute: int
    who: str
    questions: tuple[str, ...]
    state: Literal["coming", "past", "cancelled"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """An appointment that is near, with the days until it."""

    appointment: Appointment
    in_days: int


def appointments(entries: Sequence[Recorded], today: int) -> tuple[Appointment, ...]:
    """Every appointment, by day and time."""
    known: dict[str, Appointment] = {}
    for entry in entries:
        _put(known, entry, today)
    return tuple(sorted(known.values(), key=lambda a: (a.day, a.minute, a.id)))


def _put(known: dict[str, Appointment], entry: Recorded, today: int) -> None:
    fact = entry.fact
    if isinstance(fact, AppointmentMade):
        known[fact.appointment] = Appointment(
            id=fact.appointment,
            day=fact.on_day,
            minute=fact.minute,
            who=fact.who,
            questions=fact.questions,
            state=_state(fact.on_day, today),
        )
    elif isinstance(fact, AppointmentMoved) and fact.appointment in known:
        known[fact.appointment] = replace(
            known[fact.appointment],
            day=fact.on_day,
            minute=fact.minute,
            state=_state(fact.on_day, today),
        )
    elif isinstance(fact, AppointmentCancelled) and fact.appointment in known:
        known[fact.appointment] = replace(known[fact.appointment], state="cancelled")


def _state(day: int, today: int) -> Literal["coming", "past"]:
    return "coming" if day >= today else "past"


def reminders(pack: Pack, coming: Sequence[Appointment], today: int) -> tuple[Reminder, ...]:
    """Coming appointments on the days on which the pack reminds of them."""
    days = pack.way_back.remind_days
    near = (Reminder(a, a.day - today) for a in coming if a.state == "coming")
    return tuple(r for r in near if r.in_days in days)
