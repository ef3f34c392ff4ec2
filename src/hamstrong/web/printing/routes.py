"""Routes of two pages for paper: today's sheet and the report for the clinic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import HistoryDay
from hamstrong.body.figure import FigureLook, Side, figure_at, lasts_s, sequence_of
from hamstrong.body.kit import kit_of
from hamstrong.engine.decide.decisions import GateAhead, Item, Prescription, Refusal, Unlock
from hamstrong.web.shell import app_of, me, moment_of, page
from hamstrong.web.shell.notices import notices_of
from hamstrong.web.shell.pack_words import date_words, pack_words
from hamstrong.words import CriterionText, UnlockText, Words

_STILL_AT = 0.45
_WEEKS = 6
_EVENTS = ("stage", "flare", "flag", "flag_lifted", "stopped")
_LAST_EVENTS = 8


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
    live = person.state(at)
    days = person.history(at)
    unlocks, ahead = person.unlocks(at), person.gates_ahead(at)
    decision = person.today(at).decision
    return page(
        request,
        "printing/report.html",
        enrolled=True,
        day=date_words(request, live.day),
        began=date_words(request, days[0].day),
        days=len(days),
        goal=words.name("goals", live.person.goal),
        notices=notices_of(request, decision),
        courses=[_course(request, episode, words) for episode in live.episodes],
        weeks=_weeks(request, days),
        events=_events(request, days, words),
        hurt=_hurt(days, words, app.pack.rules.pain.finish_at),
        hurts_from=app.pack.rules.pain.finish_at,
        gates=[_opening(words, unlock, ahead) for unlock in unlocks],
        pack=app.pack,
        not_reviewed=words.texts.get("not_reviewed"),
    )


def _opening(
    words: Words, unlock: Unlock, ahead: Mapping[str, GateAhead]
) -> tuple[UnlockText, list[CriterionText]]:
    said = words.unlock(unlock, ahead.get(unlock.limb))
    return said, list(said.criteria)


def _course(request: Request, episode: Any, words: Words) -> dict[str, str]:
    live = me(request).settings(moment_of(request))
    path = app_of(request).engine.course(episode.kind, live).path
    return {
        "leg": words.leg(episode.kind.limb),
        "track": words.name("tracks", episode.kind.track),
        "stage": words.name("stages", path[episode.gate.place]),
    }


def _span(values: Sequence[int]) -> str:
    """Least to most, or a dash where nothing was answered."""
    if not values:
        return "–"
    low, high = min(values), max(values)
    return str(low) if low == high else f"{low}–{high}"


def _weeks(request: Request, days: Sequence[HistoryDay]) -> list[dict[str, Any]]:
    """The last weeks, the latest first."""
    rows = []
    for end in range(len(days), max(0, len(days) - 7 * _WEEKS), -7):
        week = days[max(0, end - 7) : end]
        mornings = [v for d in week for v in (*d.mornings.values(), *d.taps.values())]
        sessions = [d.worst_pain for d in week if d.worst_pain is not None]
        rows.append({
            "from": date_words(request, week[0].day),
            "mornings": _span(mornings),
            "answered": len(mornings),
            "session": _span(sessions),
            "worked": sum(1 for d in week if d.sets),
            "sets": sum(d.sets for d in week),
            "planned": sum(d.planned_sets for d in week),
            "walk": sum(d.walk_minutes for d in week),
        })  # fmt: skip
    return rows


def _events(request: Request, days: Sequence[HistoryDay], words: Words) -> list[tuple[str, str]]:
    """The latest happenings, in the pack's words."""
    found = []
    for day in days:
        for kind, detail in dict.fromkeys(day.events):
            if kind not in _EVENTS:
                continue
            limb = words.leg(detail) if kind in ("stage", "flare") else ""
            name = ""
            if kind in ("flag", "flag_lifted"):
                name = words.name("flags", detail, "title")
            elif kind == "stopped" and detail:
                name = words.name("stop_reasons", detail)
            found.append(
                (date_words(request, day.day), words.say(f"events.{kind}", limb=limb, name=name))
            )
    return found[-_LAST_EVENTS:][::-1]


def _hurt(days: Sequence[HistoryDay], words: Words, hurts_from: int) -> list[tuple[str, int, int]]:
    """Exercises during which pain reached the mark: name, on how many days, the most."""
    found: dict[str, list[int]] = {}
    for day in days:
        for exercise, pain in day.pain.items():
            if pain >= hurts_from:
                found.setdefault(exercise, []).append(pain)
    return [(words.name("exercises", e), len(p), max(p)) for e, p in sorted(found.items())]


ROUTES = (
    Route("/print", choose),
    Route("/print/today", sheet),
    Route("/print/report", report),
)
