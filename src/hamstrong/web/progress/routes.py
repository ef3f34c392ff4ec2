"""Routes of the page of progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import HistoryDay
from hamstrong.engine.decide.decisions import GateAhead, Unlock
from hamstrong.web.progress import numbers
from hamstrong.web.progress.chart import Event, Point, Series, TimeLine, dashes, draw
from hamstrong.web.shell import app_of, me, moment_of, page
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import date_words, opening_words, pack_words
from hamstrong.words import Words

WEEKS = {"6": 6, "12": 12, "all": None}
_DEFAULT = "6"
_TICKS = 5


async def show(request: Request) -> Response:
    """Pain, mornings, dose and gates so far; what opens next; each exercise's history."""
    person, at, app = me(request), moment_of(request), app_of(request)
    words = Words(app.pack, pack_words(request))
    texts = shell_of(request).texts
    chosen = request.query_params.get("weeks", _DEFAULT)
    chosen = chosen if chosen in WEEKS else _DEFAULT
    enrolled = person.exists() and person.is_enrolled(at)
    whole = person.history(at) if person.exists() else ()
    days = numbers.window(whole, WEEKS[chosen])
    hurts_from = app.pack.rules.pain.finish_at
    seen = numbers.has_answers(whole)
    return page(
        request,
        "progress/show.html",
        enrolled=enrolled,
        seen=seen,
        chosen=chosen,
        ranges=[(key, texts(f"progress.range.{key}")) for key in WEEKS],
        chart=draw(_line(request, days, words)) if numbers.has_answers(days) else None,
        summary=numbers.summary(whole),
        legs=[(limb, words.leg(limb)) for limb in numbers.legs(whole)],
        rows=_rows(request, days, words),
        unlocks=_gates(request, person.unlocks(at), person.gates_ahead(at), words)
        if enrolled
        else [],
        exercises=[
            {"name": words.name("exercises", row.exercise), "row": row}
            for row in numbers.by_exercise(whole, hurts_from)
            if row.exercise in app.pack.exercises
        ],
        hurts_from=hurts_from,
        two_legs=enrolled and len(person.state(at).episodes) > 1,
        short=lambda day: _short(request, day),
    )


def _gates(
    request: Request, unlocks: Sequence[Unlock], ahead: Mapping[str, GateAhead], words: Words
) -> list[dict[str, Any]]:
    return [
        {
            "leg": words.leg(unlock.limb),
            "stage": words.name("stages", unlock.target),
            "said": words.unlock(unlock),
            "earliest": opening_words(request, unlock, ahead),
            "criteria": list(zip(unlock.criteria, words.unlock(unlock).criteria, strict=True)),
        }
        for unlock in unlocks
    ]


def _short(request: Request, day: int) -> str:
    found = date.fromordinal(day)
    t = shell_of(request).texts
    return t("progress.short_date", day=found.day, month=t(f"progress.month.{found.month}"))


def _line(request: Request, days: Sequence[HistoryDay], words: Words) -> TimeLine:
    texts = shell_of(request).texts
    legs = numbers.legs(days)
    dash = dashes(legs)
    series = [
        Series(
            texts("progress.chart.session"),
            "session",
            tuple(Point(d.day, d.worst_pain) for d in days if d.worst_pain is not None),
        )
    ]
    for limb in legs:
        answers = ((d.day, numbers.morning(d, limb)) for d in days)
        points = tuple(Point(day, pain) for day, pain in answers if pain is not None)
        name = texts("progress.chart.morning")
        if len(legs) > 1:
            name = texts("progress.chart.morning_leg", leg=words.leg(limb))
        series.append(Series(name, "morning", points, dash[limb]))
    first, last = days[0].day, days[-1].day
    step = max(1, (last - first) // (_TICKS - 1))
    ticks = tuple(dict.fromkeys(range(first, last + 1, step)))
    return TimeLine(
        first=first,
        last=last,
        series=tuple(series),
        sets={d.day: d.sets for d in days if d.sets},
        events=tuple(event for d in days for event in _events(request, d)),
        title=texts("progress.question"),
        pain=texts("progress.chart.pain"),
        dose=texts("progress.chart.dose"),
        ticks=tuple((day, _short(request, day)) for day in ticks),
    )


def _events(request: Request, day: HistoryDay) -> list[Event]:
    texts = shell_of(request).texts
    found = []
    for kind, detail in dict.fromkeys(day.events):
        if kind in numbers.MARKED:
            stage = day.stages.get(detail, 0) if kind == "stage" else 0
            found.append(Event(day.day, kind, texts(f"progress.event.{kind}", n=stage)))
    return list({event.kind: event for event in found}.values())


def _rows(request: Request, days: Sequence[HistoryDay], words: Words) -> list[dict[str, Any]]:
    """The table: every day on which something was said or done, the latest first."""
    rows = []
    for day in reversed(days):
        events = [event.text for event in _events(request, day)]
        if day.adjunct_sets:
            events.append(shell_of(request).texts("progress.event.adjunct"))
        mornings = [(words.leg(limb), numbers.morning(day, limb)) for limb in ("left", "right")]
        said = [(leg, pain) for leg, pain in mornings if pain is not None]
        if not (said or day.pain or day.sets or day.walk_minutes or events):
            continue
        rows.append({
            "date": date_words(request, day.day),
            "mornings": said,
            "worst": day.worst_pain,
            "sets": day.sets,
            "planned": day.planned_sets,
            "walk": day.walk_minutes,
            "stages": sorted(set(day.stages.values())),
            "events": events,
        })  # fmt: skip
    return rows


ROUTES = (Route("/progress", show),)
