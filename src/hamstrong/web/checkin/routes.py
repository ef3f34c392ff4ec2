"""Routes of the check-in: the questions of today, one leg a page."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import Answers, FactIn, derived_id, form_fact
from hamstrong.app.today.todays_decision import is_lighter, work_of
from hamstrong.engine.decide.ask import SHORT_FORM, Ask, AskKind
from hamstrong.engine.decide.decisions import Item, Refusal
from hamstrong.engine.facts import Fact, FormAnswered, MorningAnswered
from hamstrong.web.checkin.ask_page import CHECK_IN, Start, ask_page, questions_of, short_form
from hamstrong.web.checkin.questions import read_answers
from hamstrong.web.checkin.screens import (
    asks_from_text,
    asks_on_screen,
    next_elsewhere,
)
from hamstrong.web.shell import Form, app_of, flash, me, moment_of, once, read_form, see
from hamstrong.web.shell.form_questions import take_answers

START = "start"
_URGENT = ("emergency", "same_day", "professional_first")
_SESSION = "/session?start=now"
_FIRST_RATINGS = "/activities/first"


async def show(request: Request) -> Response:
    """The next page of open questions, or back to Today when none is left."""
    if not me(request).exists():
        return see("/welcome")
    open_asks = me(request).today(moment_of(request)).open_asks
    starts = _read_start(request.query_params.get(START))
    asks = asks_on_screen(open_asks, starts=starts is not None)
    if asks == (SHORT_FORM,):
        return see("/triage/short")
    if asks:
        return ask_page(request, asks, starts=starts)
    elsewhere = next_elsewhere(open_asks)
    return see("/" if elsewhere is None else _page_of(elsewhere))


def _page_of(ask: Ask) -> str:
    """Where a question is asked that has pages of its own."""
    if ask.belongs_to_week:
        return "/check-in/weekly"
    if ask.kind is AskKind.FORM:
        return f"/triage/{ask.name}"
    return "/loads" if ask.kind is AskKind.LOADS else "/warning-signs"


async def save(request: Request) -> Response:
    """Take one page of answers and go on."""
    form = await read_form(request)
    shown = asks_from_text(form.text("ask", most=1000) or "")
    today = me(request).today(moment_of(request))
    asks = tuple(ask for ask in shown if ask in today.decision.asks and not ask.belongs_to_week)
    starts = _read_start(form.data.get(START))

    async def keep() -> Response:
        facts = read_answers(form, questions_of(request, asks))
        signs = _read_signs(request, form) if SHORT_FORM in shown else None
        urgent = signs is not None and bool(signs.symptoms)
        if not asks and not urgent:
            flash(request, "checkin.not_asked", tone="note")
            return see(CHECK_IN)
        if not urgent and SHORT_FORM not in asks:
            signs = None  # answered meanwhile, perhaps with a sign that "none" must not follow
        if form.faults and not urgent:
            return ask_page(request, asks, starts=starts, status=422, form=form)
        if not urgent and _leaves_open(request, facts):
            return ask_page(request, asks, starts=starts, form=form, follow_up=True)
        # A warning sign counts whatever else the page leaves open.
        told = [] if form.faults else facts
        before = _work(request)
        _record(request, form, [*told, *(() if signs is None else (signs,))])
        lighter = starts == "now" and is_lighter(app_of(request).pack, before, _work(request))
        return after_answer(request, starts="look" if lighter else starts)

    return await once(request, form, keep)


def _read_start(value: object) -> Start | None:
    return value if value in ("now", "look") else None


def _read_signs(request: Request, form: Form) -> FormAnswered | None:
    """The list of warning signs; None where something of it is left open."""
    answers = Answers()
    for asked in short_form(request, answers).pages:
        answers = take_answers(app_of(request).pack, form, asked, answers)
    complete = short_form(request, answers).screen is None
    return form_fact(answers, "short") if complete else None


def _leaves_open(request: Request, facts: Sequence[Fact]) -> bool:
    """Whether what a morning changes hangs on one more question."""
    person, at = me(request), moment_of(request)
    return any(isinstance(f, MorningAnswered) and person.asks_soreness(at, f) for f in facts)


def _work(request: Request) -> tuple[Item, ...]:
    return work_of(me(request).today(moment_of(request)).decision)


def _record(request: Request, form: Form, facts: Sequence[Fact]) -> None:
    """Store a page's facts at once; a repeat gives the same ids."""
    ids = [form.id, *(derived_id(form.id, str(n)) for n in range(1, len(facts)))]
    told = [FactIn.of(one, fact) for one, fact in zip(ids, facts, strict=True)]
    me(request).record(moment_of(request), told)


def after_answer(request: Request, *, starts: Start | None = None) -> Response:
    """The next question, the session that all this was for, or what the answer brought about."""
    today = me(request).today(moment_of(request))
    refused = isinstance(today.decision, Refusal)
    if isinstance(today.decision, Refusal) and today.decision.kind in _URGENT:
        return see("/outcome")
    open_asks = today.open_asks
    if starts is None:
        open_asks = tuple(ask for ask in open_asks if not ask.opens_session)
    if refused or open_asks:
        return see(CHECK_IN if starts is None else f"{CHECK_IN}?{START}={starts}")
    if starts == "now" and today.plan_id is not None:
        return see(_SESSION)
    asks_first = starts is None and me(request).first_ratings_due(moment_of(request))
    return see(_FIRST_RATINGS if asks_first else "/")


ROUTES = (Route(CHECK_IN, show), Route(CHECK_IN, save, methods=["POST"]))
