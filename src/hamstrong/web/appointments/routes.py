"""Routes of appointments: make, move and cancel one; the one-page summary to bring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import InvalidFacts
from hamstrong.engine.facts import (
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    Fact,
)
from hamstrong.engine.facts.bounds import AppointmentWho
from hamstrong.web.shell import Form, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.notices import notices_of
from hamstrong.web.shell.pack_words import date_words, pack_words
from hamstrong.web.shell.visit import now_of

APPOINTMENTS = "/appointments"
_HOUR = 60
T = TypeVar("T")


async def show(request: Request) -> Response:
    """What is coming and what was, and a form for one more."""
    return _page(request) if _is_enrolled(request) else see("/")


def _is_enrolled(request: Request) -> bool:
    person, at = me(request), moment_of(request)
    return person.exists() and person.is_enrolled(at)


def _page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    data = {} if form is None else form.data
    return page(
        request,
        "appointments/show.html",
        status=status,
        appointments=me(request).appointments(moment_of(request)),
        when=lambda day: date_words(request, day),
        today=date.fromordinal(me(request).state(moment_of(request)).day).isoformat(),
        given={k: v for k, v in data.items() if isinstance(v, str)},
        faults={} if form is None else form.faults,
    )


def _moment(form: Form) -> tuple[int, int] | None:
    """The day as an ordinal and the minute of it; None with the faults noted."""
    day, clock = form.text("day", most=10), form.text("clock", most=8)
    on = _parsed(form, "day", day, date.fromisoformat, "appointments.bad_day")
    at = _parsed(form, "clock", clock, time.fromisoformat, "appointments.bad_clock")
    return None if on is None or at is None else (on.toordinal(), at.hour * _HOUR + at.minute)


def _parsed(
    form: Form, name: str, text: str | None, parse: Callable[[str], T], fault: str
) -> T | None:
    try:
        return None if text is None else parse(text)
    except ValueError:
        form.faults.setdefault(name, fault)
        return None


async def make(request: Request) -> Response:
    """Keep an appointment with what to ask, one question a line."""
    form = await read_form(request)
    who, asked = form.words("who", AppointmentWho), form.text("questions", optional=True) or ""
    found = _moment(form)
    questions = tuple(line.strip() for line in asked.splitlines() if line.strip())
    fact = (
        None if found is None or who is None else AppointmentMade(form.id, *found, who, questions)
    )
    return await _keep(request, form, fact, "appointments.saved")


async def move(request: Request) -> Response:
    """Give an appointment another day and time."""
    form = await read_form(request)
    ident, found = form.choice("appointment", _known(request)), _moment(form)
    fact = None if found is None or ident is None else AppointmentMoved(ident, *found)
    return await _keep(request, form, fact, "appointments.moved")


async def cancel(request: Request) -> Response:
    form = await read_form(request)
    ident = form.choice("appointment", _known(request))
    fact = None if ident is None else AppointmentCancelled(ident)
    return await _keep(request, form, fact, "appointments.cancelled")


def _known(request: Request) -> tuple[str, ...]:
    if not _is_enrolled(request):
        return ()
    return tuple(a.id for a in me(request).appointments(moment_of(request)))


async def _keep(request: Request, form: Form, fact: Fact | None, said: str) -> Response:
    async def save() -> Response:
        if not _is_enrolled(request):
            return see("/")
        if fact is None:
            return _page(request, status=422, form=form)
        try:
            me(request).tell(moment_of(request), form.id, fact)
        except InvalidFacts:
            form.faults["day"] = "appointments.bad_fact"
            return _page(request, status=422, form=form)
        flash(request, said)
        return see(APPOINTMENTS)

    return await once(request, form, save)


async def calendar(request: Request) -> Response:
    """One coming appointment for the person's own calendar: when and with whom, nothing else."""
    # A calendar is fetched now and then; its library would be a tenth of every start.
    from hamstrong.exchange.ics import CalendarAppointment, appointment_file  # noqa: PLC0415

    wanted, at = request.path_params["appointment"], moment_of(request)
    known = me(request).appointments(at) if _is_enrolled(request) else ()
    found = next((a for a in known if a.id == wanted and a.state == "coming"), None)
    if found is None:
        return see(APPOINTMENTS)
    entry = CalendarAppointment(
        id=found.id, day=found.day, minute=found.minute, zone=at.zone, summary=found.who
    )
    held = {"content-disposition": 'attachment; filename="appointment.ics"'}
    body = appointment_file(entry, made_at=now_of(request))
    return Response(body, media_type="text/calendar; charset=utf-8", headers=held)


async def summary(request: Request) -> Response:
    """The page to bring; the browser prints it."""
    if not _is_enrolled(request):
        return see("/")
    found, words = me(request).summary(moment_of(request)), pack_words(request)
    told: dict[str, Any] = {
        "summary": found,
        "notices": notices_of(request, found.decision),
        "words": words,
        "when": lambda day: date_words(request, day),
        "today": date_words(request, found.day),
    }
    return page(request, "appointments/summary.html", **told)


ROUTES = (
    Route(APPOINTMENTS, show),
    Route(APPOINTMENTS, make, methods=["POST"]),
    Route(f"{APPOINTMENTS}/move", move, methods=["POST"]),
    Route(f"{APPOINTMENTS}/cancel", cancel, methods=["POST"]),
    Route(f"{APPOINTMENTS}/summary", summary),
    Route(f"{APPOINTMENTS}/{{appointment}}/calendar.ics", calendar),
)
