"""Routes of the check-in: the questions of today, one after the other."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.facts import MorningAnswered
from hamstrong.web.checkin.questions import (
    question_of,
    read_answer,
    read_ask,
)
from hamstrong.web.shell import (
    Form,
    flash,
    me,
    moment_of,
    once,
    page,
    read_form,
    see,
)
from hamstrong.web.shell.pack_words import pack_words

_URGENT = ("emergency", "same_day", "professional_first")


async def show(request: Request) -> Response:
    """The next open question, or back to Today when none is left."""
    if not me(request).exists():
        return see("/welcome")
    ask = _next_ask(request)
    if ask is None:
        return see("/")
    if ask.belongs_to_week:
        return see("/check-in/weekly")
    if ask.kind is AskKind.FORM:
        return see(f"/triage/{ask.name}")
    if ask.kind is AskKind.LOADS:
        return see("/loads")
    if ask.kind is AskKind.FLAG:
        return see("/warning-signs")
    return ask_page(request, ask)


def _next_ask(request: Request) -> Ask | None:
    open_asks = me(request).today(moment_of(request)).open_asks
    plain = [ask for ask in open_asks if not ask.opens_session]
    return next(iter([*plain, *open_asks]), None)


def ask_page(
    request: Request,
    ask: Ask,
    *,
    status: int = 200,
    form: Form | None = None,
    follow_up: bool = False,
    **more: Any,
) -> Response:
    """One question's page, shown again with its faults where it has any.

    Args:
        more: what a page around it changes: where it is sent, its heading.
    """
    question = question_of(ask, pack_words(request))
    if question is None:
        return see("/check-in")
    live = me(request).state(moment_of(request))
    episode = next((e for e in live.episodes if e.kind.limb == question.limb), None)
    given = {} if form is None else {k: v for k, v in form.data.items() if isinstance(v, str)}
    context: dict[str, Any] = {
        "question": question,
        "action": "/check-in",
        "track": "" if episode is None else episode.kind.track,
        "two_legs": len(live.episodes) > 1,
        "given": given,
        "follow_up": follow_up,
        "faults": {} if form is None else form.faults,
        "heading": None,
        "hidden": (),
    }
    return page(request, "checkin/ask.html", status=status, **(context | more))


async def save(request: Request) -> Response:
    """Take one answer and go on to the next question."""
    form = await read_form(request)
    ask = read_ask(form.text("ask", most=120) or "")
    today = me(request).today(moment_of(request))
    asked = ask in today.decision.asks

    async def keep() -> Response:
        question = question_of(ask, pack_words(request)) if ask is not None and asked else None
        if ask is None or question is None or ask.belongs_to_week:
            flash(request, "checkin.not_asked", tone="note")
            return see("/check-in")
        fact = read_answer(form, question)
        if fact is None:
            return ask_page(request, ask, status=422, form=form)
        person, at = me(request), moment_of(request)
        if isinstance(fact, MorningAnswered) and person.asks_soreness(at, fact):
            return ask_page(request, ask, form=form, follow_up=True)
        person.tell(at, form.id, fact)
        return after_answer(request)

    return await once(request, form, keep)


def after_answer(request: Request) -> Response:
    """The next question, the session that all this was for, or what the answer brought about."""
    decision = me(request).today(moment_of(request)).decision
    refused = isinstance(decision, Refusal)
    if isinstance(decision, Refusal) and decision.kind in _URGENT:
        return see("/outcome")
    asks_more = _next_ask(request) is not None
    return see("/check-in" if refused or asks_more else "/")


ROUTES = (Route("/check-in", show), Route("/check-in", save, methods=["POST"]))
