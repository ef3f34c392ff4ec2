"""Routes of two pages for paper: today's sheet and the report for the clinic."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app.progress.report_lines import (
    happenings,
    limb_lines,
    limb_title,
    openings,
    painful_lines,
    week_row,
)
from hamstrong.body.figure import FigureLook, Side, figure_at, lasts_s, sequence_of
from hamstrong.body.kit import kit_of
from hamstrong.engine.decide.decisions import Item, Prescription, Refusal
from hamstrong.web.shell import app_of, me, moment_of, page
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.notices import notices_of
from hamstrong.web.shell.pack_words import date_words, pack_words
from hamstrong.words import Words
from hamstrong.words.notices import notice_texts

_STILL_AT = 0.45


async def choose(request: Request) -> Response:
    """What can be printed."""
    return page(request, "printing/choose.html")


async def sheet(request: Request) -> Response:
    """Today's plan with figures, doses, stop rules and boxes to fill in."""
    app, person, at = app_of(request), me(request), moment_of(request)
    words = Words(app.pack, pack_words(request))
    decision = person.today(at).decision if person.exists() else None
    plan = decision if isinstance(decision, Prescription) else None
    items = [] if plan is None else [*plan.items, *plan.adjuncts]
    stops = [a.id for a in app.pack.advice.values() if a.kind == "stop_rule"]
    return page(
        request,
        "printing/today.html",
        plan=plan,
        refusal=words.refusal(decision) if isinstance(decision, Refusal) else None,
        notices=notices_of(request, decision) if decision is not None else (),
        items=[_line(request, item, words) for item in items],
        stops=[words.advice(name) for name in stops],
        day=date_words(request, decision.day) if decision else "",
        emergency=words.texts.get("emergency_number"),
    )


def _line(request: Request, item: Item, words: Words) -> dict[str, Any]:
    """One exercise of the sheet."""
    exercise = app_of(request).pack.exercises[item.exercise]
    rung = exercise.rung_index(item.rung)
    side: Side = "left" if item.side == "left" else "right"
    said = words.item(item)
    look = FigureLook(side=side, scheme="light", title=said.name)
    owned = me(request).state(moment_of(request)).person.kit
    sequence = sequence_of(exercise, rung, kit_of(exercise, owned))
    moment = lasts_s(exercise, rung, sequence) * _STILL_AT
    return {
        "said": said,
        "cues": words.texts.get("exercises", item.exercise, "cues"),
        "figure": figure_at(exercise, rung, side, moment, look=look, sequence=sequence).svg,
        "sets": range(1, item.sets * item.bouts + 1),
    }


async def report(request: Request) -> Response:
    """One page for the clinic: the course so far, pain, work, warning signs, what opens next."""
    app, person, at = app_of(request), me(request), moment_of(request)
    words = Words(app.pack, pack_words(request))
    if not person.exists() or not person.is_enrolled(at):
        return page(request, "printing/report.html", enrolled=False)
    found = await in_background(request, person.report, at)
    return page(
        request,
        "printing/report.html",
        enrolled=True,
        report=found,
        said=words.texts.get("report_words"),
        day=date_words(request, found.day),
        began=date_words(request, found.first_day),
        goal=words.name("goals", found.goal),
        notices=notice_texts(words, found.notices, found.day),
        limbs=[(*limb_title(words, limb), limb_lines(words, limb)) for limb in found.limbs],
        sessions=words.say("report_words.sessions", done=found.sessions, of=found.planned),
        weeks=[week_row(words, week) for week in found.weeks],
        events=happenings(words, found),
        painful=painful_lines(words, found),
        painful_title=words.say("report_words.painful", n=app.pack.rules.pain.finish_at),
        gates=openings(words, found),
        pack=app.pack,
        not_reviewed=words.texts.get("not_reviewed"),
    )


ROUTES = (
    Route("/print", choose),
    Route("/print/today", sheet),
    Route("/print/report", report),
)
