"""Moving a training day: where in its week it can go, and why not to the other days.

Nothing is saved before the person has seen it; on the day itself the rules decide anew.
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import InvalidFacts, MoveTarget
from hamstrong.app.today.move_targets import DAYS_AHEAD
from hamstrong.engine.decide.decisions import Decision, MoveRefusal, Prescription
from hamstrong.engine.facts import SessionRequested
from hamstrong.web.shell import app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words.sentences import Words

PLAN = "/plan"
_SAYS_WHY = ("calendar", "flare", "gap", "referral")


class MoveChoice(NamedTuple):
    """A day to which a training day can go: what it would hold, and what that costs later."""

    day: int
    when: str
    kind: str
    minutes: int
    lost: tuple[str, ...]


class Barred(NamedTuple):
    """A day of that week to which it cannot go, and why."""

    when: str
    why: str


async def look_at_move(request: Request) -> Response:
    """Where a training day can go, or what a session today would be; nothing is saved."""
    if not _has_plan(request):
        return see("/")
    return await _page(request, _number(request.query_params.get("from")))


def _has_plan(request: Request) -> bool:
    person = me(request)
    return person.exists() and person.is_enrolled(moment_of(request))


def _number(text: str | None) -> int | None:
    good = text is not None and text.isascii() and text.isdigit() and len(text) <= 7
    return int(text) if good and text is not None else None


async def _page(
    request: Request,
    instead_of: int | None,
    *,
    status: int = 200,
    faults: dict[str, str] | None = None,
    refused: MoveRefusal | None = None,
) -> Response:
    if instead_of is None:
        return await in_background(request, _today_page, request, status)
    words = Words(app_of(request).pack, pack_words(request))
    targets = await in_background(request, me(request).move_targets, moment_of(request), instead_of)
    choices = [_choice(words, target) for target in targets if target.refusal is None]
    barred = [
        Barred(words.date(target.planned.day), words.rule(target.refusal))
        for target in targets
        if target.refusal is not None
    ]
    reasons = {day.why for day in barred}
    whole_week = reasons.pop() if not choices and len(reasons) == 1 else ""
    return page(
        request,
        "plan/move_day.html",
        status=status,
        instead_of=instead_of,
        when=words.date(instead_of),
        choices=choices,
        barred=() if whole_week else barred,
        whole_week=whole_week,
        faults=faults or {},
        refused=None if refused is None else words.move_refusal(refused),
    )


def _choice(words: Words, target: MoveTarget) -> MoveChoice:
    there = target.planned
    lost = tuple(words.lost_day(*lost) for lost in target.lost)
    return MoveChoice(
        day=there.day, when=words.date(there.day), kind=there.kind, minutes=there.minutes, lost=lost
    )


def _today_page(request: Request, status: int) -> Response:
    person, at = me(request), moment_of(request)
    words = Words(app_of(request).pack, pack_words(request))
    fact = SessionRequested(at.day)
    refused = person.move_refusal(at, fact)
    found = person.what_if(at, [] if refused else [fact])
    before = person.today(at).decision
    return page(
        request,
        "plan/move.html",
        status=status,
        refused=None if refused is None else words.move_refusal(refused),
        after=_summary(words, found.today),
        tomorrow=_summary(words, found.tomorrow),
        same=_summary(words, before) == _summary(words, found.today),
        reasons=_reasons(words, found.today),
    )


def _summary(words: Words, decision: Decision) -> tuple[str, ...]:
    if not isinstance(decision, Prescription):
        return (words.refusal(decision).title,)
    found = tuple(words.name("exercises", item.exercise) for item in decision.items)
    return tuple(dict.fromkeys(found))


def _reasons(words: Words, decision: Decision) -> tuple[str, ...]:
    told = [r for r in decision.reasons if r.rule.startswith(_SAYS_WHY)]
    return tuple(words.reason(reason).text for reason in told[:4])


async def move(request: Request) -> Response:
    """Ask for a session on another day, or say why it cannot be there and where it can."""
    form = await read_form(request)
    if not _has_plan(request):
        return see("/")
    person, at = me(request), moment_of(request)
    instead_of, to = None, at.day
    if "from" in form.data:
        instead_of = form.integer("from", least=at.day, most=at.day + DAYS_AHEAD)
        chosen = form.integer("to", least=at.day, most=at.day + DAYS_AHEAD)
        if instead_of is None or chosen is None:
            return await _page(
                request, instead_of or at.day, status=422, faults={"to": "shell.form.choose_one"}
            )
        to = chosen
    fact = SessionRequested(to, instead_of)

    async def save() -> Response:
        try:
            await in_background(request, person.tell, at, form.id, fact)
        except InvalidFacts:
            refused = await in_background(request, person.move_refusal, at, fact)
            faults = {} if refused else {"to": "plan.move_day.unfit"}
            return await _page(request, instead_of, status=422, faults=faults, refused=refused)
        flash(request, "plan.move.saved" if instead_of is None else "plan.move_day.saved")
        return see("/" if instead_of is None else PLAN)

    return await once(request, form, save)


ROUTES = (
    Route(f"{PLAN}/move", look_at_move),
    Route(f"{PLAN}/move", move, methods=["POST"]),
)
