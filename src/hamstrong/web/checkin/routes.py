"""The questions of today, one after the other; yesterday's morning; an answer put right."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import AppError, FactIn
from hamstrong.diary import StoredFact
from hamstrong.engine.codec import decode_fact, encode_fact
from hamstrong.engine.decisions import Refusal
from hamstrong.engine.facts import (
    Fact,
    FactCorrected,
    HowIsItAnswered,
    MorningAnswered,
)
from hamstrong.web.checkin.questions import (
    Question,
    ask_of,
    question_of,
    read_answer,
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
from hamstrong.web.shell.spoken import date_words, pack_words

_BEFORE_SESSION = ("form:short", "pain_now:")
_WEEKLY = ("form:weekly", "outcome:", "watch:")


async def show(request: Request) -> Response:
    """The next open question, or back to Today when none is left."""
    if not me(request).exists():
        return see("/welcome")
    ask = _next_ask(request)
    if ask is None:
        return see("/")
    if ask.startswith(_WEEKLY):
        return see("/check-in/weekly")
    if ask.startswith("form:"):
        return see(f"/triage/{ask.removeprefix('form:')}")
    if ask.startswith("flag:"):
        return see("/warning-signs")
    return _ask_page(request, ask)


def _next_ask(request: Request) -> str | None:
    today = me(request).today(moment_of(request))
    refused = isinstance(today.decision, Refusal)
    open_asks = [
        ask
        for ask in today.decision.asks
        if not ask.startswith(_BEFORE_SESSION) or (not refused and ask in today.must_answer)
    ]
    plain = [ask for ask in open_asks if not ask.startswith(_BEFORE_SESSION)]
    return next(iter([*plain, *open_asks]), None)


def _ask_page(
    request: Request,
    ask: str,
    *,
    status: int = 200,
    form: Form | None = None,
    follow_up: bool = False,
    **more: Any,
) -> Response:
    question = question_of(ask, pack_words(request))
    if question is None:
        return see("/check-in")
    live = me(request).current(moment_of(request)).fold.live
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
    ask = form.text("ask", most=120) or ""
    today = me(request).today(moment_of(request))
    question = question_of(ask, pack_words(request)) if ask else None

    async def keep() -> Response:
        if question is None or ask not in today.decision.asks or ask.startswith(_WEEKLY):
            flash(request, "checkin.not_asked", tone="note")
            return see("/check-in")
        fact = read_answer(form, question)
        if fact is None:
            return _ask_page(request, ask, status=422, form=form)
        if _needs_follow_up(request, fact):
            return _ask_page(request, ask, form=form, follow_up=True)
        me(request).tell(moment_of(request), form.id, fact)
        return after_answer(request)

    return await once(request, form, keep)


def after_answer(request: Request) -> Response:
    """The next question, the session that all this was for, or what the answer brought about."""
    today = me(request).today(moment_of(request))
    if isinstance(today.decision, Refusal):
        urgent = today.decision.kind in ("emergency", "same_day", "professional_first")
        return see("/outcome" if urgent else "/check-in")
    if _next_ask(request) is not None:
        return see("/check-in")
    flash(request, "checkin.saved")
    return see("/")


def _needs_follow_up(request: Request, fact: Fact) -> bool:
    """Whether "the same soreness in both thighs?" would change anything; only then it is asked."""
    if not isinstance(fact, MorningAnswered) or fact.same_soreness is not None or fact.new_limp:
        return False
    person, at = me(request), moment_of(request)
    without = person.what_if(at, [fact._replace(same_soreness=False)])
    return person.what_if(at, [fact._replace(same_soreness=True)]) != without


# --- yesterday


async def show_yesterday(request: Request) -> Response:
    """Yesterday morning's pain, for whoever forgot."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    return _yesterday_page(request)


def _yesterday_page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    limb = _limb_without_yesterday(request)
    if limb is None:
        return see("/check-in/answers")
    yesterday = me(request).today(moment_of(request)).day - 1
    return _ask_page(
        request,
        f"morning:{limb}",
        status=status,
        form=form,
        action="/check-in/yesterday",
        heading=("checkin.yesterday.heading", date_words(request, yesterday)),
    )


def _limb_without_yesterday(request: Request) -> str | None:
    person, at = me(request), moment_of(request)
    live = person.current(at).fold.live
    done = {
        entry.fact.limb
        for entry in _entries(request)
        if entry.stored.day == live.day - 1 and isinstance(entry.fact, MorningAnswered)
    }
    limbs = [episode.kind.limb for episode in live.episodes]
    return next((limb for limb in limbs if limb not in done), None)


async def save_yesterday(request: Request) -> Response:
    form = await read_form(request)

    async def keep() -> Response:
        limb = _limb_without_yesterday(request)
        if limb is None or form.data.get("ask") != f"morning:{limb}":
            flash(request, "checkin.not_asked", tone="note")
            return see("/check-in/answers")
        fact = read_answer(form, Question(f"morning:{limb}", "morning", limb))
        if fact is None:
            return _yesterday_page(request, status=422, form=form)
        day = me(request).today(moment_of(request)).day - 1
        try:
            me(request).tell(moment_of(request), form.id, fact, day)
        except AppError:
            flash(request, "checkin.yesterday.too_early", tone="note")
            return see("/check-in/answers")
        flash(request, "checkin.yesterday.saved")
        return see("/check-in/answers")

    return await once(request, form, keep)


# --- looking at answers and putting one right


class Entry(NamedTuple):
    """An answer that may be put right, as it stands after all corrections."""

    stored: StoredFact
    fact: Fact
    corrected: bool


def _entries(request: Request) -> list[Entry]:
    """Answers about today and yesterday, the newest first."""
    person, at = me(request), moment_of(request)
    today = person.today(at).day
    days = [person.why(at, day) for day in (today - 1, today)]
    stored = [fact for why in days if why is not None for fact in why.facts]
    mended: dict[str, Fact] = {}
    for fact in stored:
        if fact.name == FactCorrected.__name__:
            said = json.loads(fact.payload)
            mended[said["corrects"]] = decode_fact(said["name"], said["version"], said["payload"])
    found = []
    for fact in stored:
        read = decode_fact(fact.name, fact.version, json.loads(fact.payload))
        now = mended.get(fact.client_id, read)
        if ask_of(now) is not None or isinstance(now, HowIsItAnswered):
            found.append(Entry(fact, now, fact.client_id in mended))
    return found[::-1]


async def answers(request: Request) -> Response:
    """What was answered today and yesterday, each with a way to change it."""
    person, at = me(request), moment_of(request)
    if not person.exists():
        return see("/welcome")
    words = pack_words(request)
    today = person.today(at).day
    rows = []
    for entry in _entries(request):
        ask = ask_of(entry.fact)
        question = None if ask is None else question_of(ask, words)
        rows.append({"entry": entry, "question": question, "today": entry.stored.day == today})
    enrolled = person.current(at).fold.enrolled_day
    began = enrolled is not None and enrolled < today
    open_yesterday = began and _limb_without_yesterday(request) is not None
    return page(
        request,
        "checkin/answers.html",
        rows=rows,
        two_legs=len(person.current(at).fold.live.episodes) > 1,
        open_yesterday=open_yesterday,
    )


async def show_change(request: Request) -> Response:
    """The same question once more, with nothing chosen."""
    entry = _entry(request, request.path_params["number"])
    return see("/check-in/answers") if entry is None else _change_page(request, entry)


def _entry(request: Request, number: int) -> Entry | None:
    found = (entry for entry in _entries(request) if entry.stored.seq == number)
    return next((entry for entry in found if ask_of(entry.fact) is not None), None)


def _change_page(
    request: Request, entry: Entry, *, status: int = 200, form: Form | None = None
) -> Response:
    return _ask_page(
        request,
        ask_of(entry.fact) or "",
        status=status,
        form=form,
        action=f"/check-in/change/{entry.stored.seq}",
        heading=("checkin.change.heading", date_words(request, entry.stored.day)),
    )


async def save_change(request: Request) -> Response:
    """Record a correction; the first answer stays in the diary."""
    form = await read_form(request)
    entry = _entry(request, request.path_params["number"])

    async def keep() -> Response:
        if entry is None:
            flash(request, "checkin.not_asked", tone="note")
            return see("/check-in/answers")
        ask = ask_of(entry.fact) or ""
        question = question_of(ask, pack_words(request))
        fact = None if question is None else read_answer(form, question)
        if fact is None:
            return _change_page(request, entry, status=422, form=form)
        name, version, payload = encode_fact(fact)
        corrected = FactCorrected(entry.stored.client_id, name, version, payload)
        incoming = FactIn.of(form.id, corrected, entry.stored.day)
        try:
            me(request).record(moment_of(request), [incoming])
        except AppError:
            flash(request, "checkin.change.too_late", tone="note")
            return see("/check-in/answers")
        flash(request, "checkin.change.saved")
        return see("/check-in/answers")

    return await once(request, form, keep)


ROUTES = (
    Route("/check-in", show),
    Route("/check-in", save, methods=["POST"]),
    Route("/check-in/yesterday", show_yesterday),
    Route("/check-in/yesterday", save_yesterday, methods=["POST"]),
    Route("/check-in/answers", answers),
    Route("/check-in/change/{number:int}", show_change),
    Route("/check-in/change/{number:int}", save_change, methods=["POST"]),
)
