"""Moving a training day: what each day of its week would hold, and what the rules say to it.

Nothing is saved before the person has seen it; on the day itself the rules decide anew.
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import AppError, PlannedDay
from hamstrong.app.record.move_checks import week_of
from hamstrong.engine.decide.decisions import Decision, Prescription
from hamstrong.engine.facts import SessionRequested
from hamstrong.web.shell import app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words.sentences import Words

PLAN = "/plan"
_WEEK = 7
_SAYS_WHY = ("calendar", "flare", "gap", "referral")


class Target(NamedTuple):
    """A day to which a training day could go, and what the rules make of it there."""

    day: int
    when: str
    kind: str
    minutes: int
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
    refused: bool = False,
) -> Response:
    if instead_of is None:
        return await run_in_threadpool(_today_page, request)
    words = Words(app_of(request).pack, pack_words(request))
    targets = await run_in_threadpool(_targets, request, words, instead_of)
    return page(
        request,
        "plan/move_day.html",
        status=status,
        instead_of=instead_of,
        when=words.date(instead_of),
        targets=targets,
        faults=faults or {},
        refused=refused,
    )


def _targets(request: Request, words: Words, instead_of: int) -> tuple[Target, ...]:
    """The other days of its week that are still to come; none for a day that cannot be moved."""
    person, at = me(request), moment_of(request)
    ahead = person.preview(at, _WEEK)
    if not any(day.day == instead_of and day.training_day for day in ahead):
        return ()
    week = week_of(instead_of)
    free = [day.day for day in ahead if week_of(day.day) == week and not day.training_day]
    found = []
    for day in free:
        moved = person.preview(at, _WEEK, [SessionRequested(day, instead_of)])
        found += [_target(words, there) for there in moved if there.day == day]
    return tuple(found)


def _target(words: Words, there: PlannedDay) -> Target:
    why = "" if there.kind == "hard" else " ".join(_reasons(words, there.decision)[:1])
    return Target(there.day, words.date(there.day), there.kind, there.minutes, why)


def _today_page(request: Request) -> Response:
    person, at = me(request), moment_of(request)
    words = Words(app_of(request).pack, pack_words(request))
    found = person.what_if(at, [SessionRequested(at.day)])
    before = person.today(at).decision
    return page(
        request,
        "plan/move.html",
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
    """Ask for a session on another day; the rules still decide what it holds."""
    form = await read_form(request)
    if not _has_plan(request):
        return see("/")
    person, at = me(request), moment_of(request)
    instead_of, to = None, at.day
    if "from" in form.data:
        instead_of = form.integer("from", least=at.day, most=at.day + _WEEK)
        chosen = form.integer("to", least=at.day, most=at.day + _WEEK)
        if instead_of is None or chosen is None:
            return await _page(
                request, instead_of or at.day, status=422, faults={"to": "shell.form.choose_one"}
            )
        to = chosen
    fact = SessionRequested(to, instead_of)

    async def save() -> Response:
        try:
            await run_in_threadpool(person.tell, at, form.id, fact)
        except AppError:
            if instead_of is None:
                flash(request, "plan.move.refused", tone="note")
                return see(PLAN)
            return await _page(request, instead_of, status=422, refused=True)
        flash(request, "plan.move.saved" if instead_of is None else "plan.move_day.saved")
        return see("/" if instead_of is None else PLAN)

    return await once(request, form, save)


ROUTES = (
    Route(f"{PLAN}/move", look_at_move),
    Route(f"{PLAN}/move", move, methods=["POST"]),
)
