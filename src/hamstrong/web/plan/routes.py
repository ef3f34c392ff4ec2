"""Routes of the plan. A preview is no promise, and says so."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import PlannedDay
from hamstrong.engine.decide.decisions import Decision, Item, Prescription
from hamstrong.web.shell import (
    app_of,
    me,
    moment_of,
    page,
    person_id,
    see,
)
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.web.shell.visit import now_of
from hamstrong.words.sentences import Words

PLAN = "/plan"
WEEK, MONTH = 7, 28
ALARM_HOURS = (7, 9, 12, 17, 20)  # of the day; what people choose from, no rule rests on them
_SESSIONS = ("hard", "light")


class PlannedDayLine(NamedTuple):
    """One coming day in words."""

    day: int
    when: str
    number: int
    kind: str
    minutes: int
    training: bool
    exercises: tuple[str, ...]
    extras: tuple[str, ...]
    stages: tuple[str, ...]
    moved: bool


async def show(request: Request) -> Response:
    """Seven or 28 days, as they would be if all goes well."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    days = MONTH if request.query_params.get("view") == "month" else WEEK
    ahead = await in_background(request, person.preview, at, days)
    lines = [_line(request, planned) for planned in ahead]
    first = date.fromordinal(ahead[0].day).weekday() if ahead else 0
    return page(
        request,
        "plan/show.html",
        lines=lines,
        month=days == MONTH,
        blanks=first,
        maintenance=_maintenance(request),
        nudge=_days_without_work(request),
        today=at.day,
        alarm_hours=ALARM_HOURS,
        can_move=bool(ahead) and not ahead[0].training_day,
    )


def _line(request: Request, planned: PlannedDay) -> PlannedDayLine:
    words = Words(app_of(request).pack, pack_words(request))
    decision = planned.decision
    items, beside = _work_and_extras(decision)
    stages = tuple(words.name("stages", number) for _, number in planned.stages)
    return PlannedDayLine(
        day=planned.day,
        when=words.date(planned.day),
        number=date.fromordinal(planned.day).day,
        kind=planned.kind,
        minutes=planned.minutes,
        training=planned.training_day,
        exercises=_names(words, items),
        extras=_names(words, beside),
        stages=tuple(dict.fromkeys(stages)),
        moved=planned.moved,
    )


def _work_and_extras(decision: Decision) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The work of a day; what goes beside it only where that stands alone."""
    if not isinstance(decision, Prescription):
        return (), ()
    return decision.items, () if decision.items else decision.adjuncts


def _names(words: Words, items: tuple[Item, ...]) -> tuple[str, ...]:
    """The exercises of these lines, each once."""
    return tuple(dict.fromkeys(words.name("exercises", item.exercise) for item in items))


def _maintenance(request: Request) -> dict[str, Any] | None:
    """The two days of maintenance in words with what was done, once a leg is in it."""
    cards = me(request).maintenance(moment_of(request))
    card = next((card for card in cards if card.maintains), None)
    if card is None:
        return None
    t = shell_of(request).texts
    return {"card": card, "days": [t(f"shell.date.weekday.{n}") for n in card.weekdays]}


def _days_without_work(request: Request) -> int | None:
    """Sessions done in the last seven days when they are fewer than two, else None."""
    at = moment_of(request)
    past = me(request).history(at)
    if len(past) < WEEK:
        return None
    done = sum(day.sets > 0 for day in past[-WEEK:])
    return done if done < 2 else None


async def calendar(request: Request) -> Response:
    """The coming sessions for the person's own calendar, with an alarm on each if asked for."""
    # A calendar is fetched now and then; its library would be a tenth of every start.
    from hamstrong.exchange.ics import CalendarEntry, calendar_file  # noqa: PLC0415

    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    t, alarm = shell_of(request).texts, _alarm_of(request)
    ahead = await in_background(request, person.preview, at, MONTH)
    entries = [
        CalendarEntry(
            day.day, t("plan.ics.session", minutes=day.minutes), t("plan.ics.note"), alarm
        )
        for day in ahead
        if day.kind in _SESSIONS and day.minutes > 0
    ]
    body = calendar_file(
        entries, person=person_id(request), name=t("plan.ics.name"), made_at=now_of(request)
    )
    held = {"content-disposition": 'attachment; filename="hamstrong.ics"'}
    return Response(body, media_type="text/calendar; charset=utf-8", headers=held)


def _alarm_of(request: Request) -> int | None:
    """The minute of the day at which an alarm is asked for.

    Raises:
        HTTPException: 404, it is none that the page offers.
    """
    asked = request.query_params.get("alarm")
    if asked is None:
        return None
    if asked not in map(str, ALARM_HOURS):
        raise HTTPException(404)
    return int(asked) * 60


ROUTES = (
    Route(PLAN, show),
    Route(f"{PLAN}/calendar.ics", calendar),
)
