"""Today's page, "what would change it?" without saving, and the one-tap "how is it?"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hamstrong.app import NotAllowed, WhatIf
from hamstrong.app.today.maintenance import UpkeepCard
from hamstrong.app.today.todays_decision import work_of
from hamstrong.engine.decide.ask import AskKind
from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal
from hamstrong.engine.decide.notices import FreezeNotice, Notice, NudgeNotice
from hamstrong.engine.facts import (
    Fact,
    HowIsItAnswered,
    MorningAnswered,
    PainNowAnswered,
    SittingLogged,
)
from hamstrong.web.shell import (
    app_of,
    flash,
    kept_page,
    me,
    moment_of,
    once,
    page,
    read_form,
    see,
)
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.notices import notices_of
from hamstrong.web.shell.pack_words import date_words, pack_words, when_words
from hamstrong.web.today.card import card_of, lines_of, openings_of, reasons_in_words
from hamstrong.words.sentences import Words

_LAST_STAGE = 6


async def show(request: Request) -> Response:
    """The one card of the day; whoever has no plan yet is led to the next step towards one."""

    def make(gaps: Mapping[str, Any]) -> Response:
        elsewhere = _not_begun(request)
        return see(elsewhere) if elsewhere else _page(request, gaps=gaps)

    return kept_page(request, make)


async def what_if(request: Request) -> Response:
    """Today and tomorrow under another pain; nothing is saved."""
    elsewhere = _not_begun(request)
    if elsewhere:
        return see(elsewhere)
    form = await read_form(request)
    pain = form.nprs("pain")
    if form.faults or pain is None:
        return _page(request, status=422, faults=form.faults)
    return _page(request, asked=_asked(request, pain))


async def what_if_all(request: Request) -> Response:
    """The same for every pain from 0 to 10, in words, for the slider."""
    if _not_begun(request):
        raise HTTPException(404)
    found = await in_background(request, _asked_for_all, request)
    return JSONResponse(found)


def _asked_for_all(request: Request) -> list[dict[str, Any]]:
    t = shell_of(request).texts
    answers = [_asked(request, pain) for pain in range(11)]
    return [
        {
            "title": t("today.change.chosen", pain=answer["pain"]),
            "lines": [
                (t(f"today.change.{when}"), t(f"today.brief.{kind}", n=minutes))
                for when, (kind, minutes) in answer["lines"]
            ],
        }
        for answer in answers
    ]


async def how_is_it(request: Request) -> Response:
    """Keep the optional one-tap answer of a leg."""
    form = await read_form(request)
    limb, pain = form.choice("limb", ("left", "right")), form.nprs("pain")
    if form.faults or limb is None or pain is None:
        return _page(request, status=422, faults=form.faults)

    async def save() -> Response:
        me(request).tell(moment_of(request), form.id, HowIsItAnswered(limb, pain))
        flash(request, "today.how.saved")
        return see("/")

    return await once(request, form, save)


async def sat(request: Request) -> Response:
    """Keep minutes of sitting, with one tap."""
    form = await read_form(request)
    person, at = me(request), moment_of(request)
    card = person.sitting(at) if person.exists() and person.is_enrolled(at) else None
    if card is None:
        return see("/")
    minutes = form.choice("minutes", tuple(str(n) for n in card.taps_min))
    if minutes is None:
        return _page(request, status=422, faults=form.faults)

    async def save() -> Response:
        person.tell(at, form.id, SittingLogged(int(minutes)))
        flash(request, "today.sitting.saved")
        return see("/")

    return await once(request, form, save)


def _not_begun(request: Request) -> str | None:
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.has_consented(at):
        return "/welcome"
    if person.is_enrolled(at):
        return None
    decision = person.today(at).decision
    kind = decision.kind if isinstance(decision, Refusal) else ""
    return "/welcome" if kind in ("not_enrolled", "pack_withdrawn") else "/outcome"


def _limbs(request: Request) -> tuple[str, ...]:
    live = me(request).state(moment_of(request))
    return tuple(episode.kind.limb for episode in live.episodes)


def _asked(request: Request, pain: int) -> dict[str, Any]:
    person, at = me(request), moment_of(request)
    now: list[Fact] = [PainNowAnswered(limb, pain, new_limp=False) for limb in _limbs(request)]
    try:
        before: WhatIf = person.what_if(at, now)
        during: WhatIf = person.what_if(at, [], pain)
    except NotAllowed:
        return {"pain": pain, "lines": ()}
    lines = [("now", _brief(before.today))]
    if work_of(during.today):
        lines.append(("tomorrow", _brief(during.tomorrow)))
    return {"pain": pain, "lines": lines}


def _brief(decision: Decision) -> tuple[str, int]:
    """One key and the minutes for a decision that is only imagined."""
    if isinstance(decision, Refusal):
        known = ("emergency", "same_day", "professional_first", "hold", "triage_due")
        return (decision.kind if decision.kind in known else "refused"), 0
    if decision.flare_day:
        return "flare", decision.minutes
    return ("session" if decision.items else "rest"), decision.minutes


def _page(
    request: Request,
    *,
    status: int = 200,
    asked: dict[str, Any] | None = None,
    faults: dict[str, str] | None = None,
    gaps: Mapping[str, Any] = MappingProxyType({}),
) -> Response:
    person, at, words = me(request), moment_of(request), pack_words(request)
    today, session = person.today(at), person.session(at)
    decision = today.decision
    plan = decision if isinstance(decision, Prescription) else None
    texts, spoken = shell_of(request).texts, Words(app_of(request).pack, words)

    def own(key: str) -> str | None:
        return texts(key) if key in texts.words else None

    stages = [] if plan is None else [words["stages"][n]["name"] for _, n in plan.stages]
    return page(
        request,
        "today/show.html",
        status=status,
        card=card_of(today, session, asked=session is None or person.asks_tomorrow(at)),
        plan=plan,
        stages=list(dict.fromkeys(stages)),
        maintains=plan is not None and all(n == _LAST_STAGE for _, n in plan.stages),
        lines=lines_of(decision, spoken),
        easy_run=spoken.easy_run(plan.easy_run) if plan and plan.easy_run else None,
        runs=_runs(request),
        upkeep=_upkeep(request),
        warm_up=bool(plan and person.warm_up(at)),
        weekly_due=any(ask.belongs_to_week for ask in decision.asks),
        reminders=person.reminders(at) if person.is_enrolled(at) else (),
        flares=person.flare(at) if person.is_enrolled(at) else (),
        sitting=person.sitting(at) if plan else None,
        words=words,
        reasons=reasons_in_words(decision, app_of(request).pack, words, own),
        openings=openings_of(person.unlocks(at) if plan else (), words),
        notices=notices_of(request, decision),
        go_ahead=plan is not None and any(map(_asks_for_go_ahead, decision.notices)),
        limbs=_limbs(request),
        how_limb=_how_limb(request, decision),
        first_day=plan is not None and not plan.started and not person.current(at).stages,
        asked=asked,
        faults=faults or {},
        day_name=date_words(request, today.day),
        date_of=lambda day: date_words(request, day),
        when=lambda day: when_words(request, day, today.day),
        emergency_number=words["emergency_number"],
        **gaps,
    )


def _asks_for_go_ahead(notice: Notice) -> bool:
    """A freeze that a go-ahead would lift, or a go-ahead that ends."""
    return isinstance(notice, FreezeNotice) or (
        isinstance(notice, NudgeNotice) and notice.name == "clearance_ends"
    )


def _upkeep(request: Request) -> UpkeepCard | None:
    """What keeps the person well, once a leg is in its last stage."""
    person, at = me(request), moment_of(request)
    engine, live = app_of(request).engine, person.state(at)
    opened = engine.open(live).episodes
    if not any(o.course.path[o.episode.gate.place] == _LAST_STAGE for o in opened):
        return None
    return next((card for card in person.upkeep(at) if card.maintains), None)


def _runs(request: Request) -> bool:
    """Whether running belongs to this person's goal."""
    live = me(request).state(moment_of(request))
    return any(opened.course.runs for opened in app_of(request).engine.open(live).episodes)


def _how_limb(request: Request, decision: Decision) -> str | None:
    """The leg whose optional answer is still open today, on days that ask for no morning."""
    asks = decision.asks
    if isinstance(decision, Refusal) and decision.kind in ("emergency", "same_day"):
        return None
    if any(ask.kind in (AskKind.MORNING, AskKind.BASELINE) for ask in asks):
        return None
    facts = me(request).state(moment_of(request)).facts
    done = {fact.limb for fact in facts if isinstance(fact, HowIsItAnswered)}
    answered = {fact.limb for fact in facts if isinstance(fact, MorningAnswered)}
    return next((limb for limb in _limbs(request) if limb not in done | answered), None)


ROUTES = (
    Route("/", show),
    Route("/sitting", sat, methods=["POST"]),
    Route("/what-if", what_if, methods=["POST"]),
    Route("/what-if/all", what_if_all),
    Route("/how-is-it", how_is_it, methods=["POST"]),
)
