"""The answers of today and yesterday, and one of them put right; the first one stays stored."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import AppError, FactIn
from hamstrong.app.record.corrections import CorrectableFact
from hamstrong.engine.decide.ask import Ask
from hamstrong.engine.decide.asks import ask_of
from hamstrong.engine.facts import FactCorrected, RunTimed
from hamstrong.engine.facts.codec import encode_fact
from hamstrong.web.checkin.ask_page import ask_page, sitting_limbs
from hamstrong.web.checkin.entries import entries, limb_without_yesterday
from hamstrong.web.checkin.questions import question_of, read_answer
from hamstrong.web.shell import Form, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.pack_words import date_words, pack_words

_DAYS = 2


async def answers(request: Request) -> Response:
    """What was answered today and yesterday, each with a way to change it."""
    person, at = me(request), moment_of(request)
    if not person.exists():
        return see("/welcome")
    words = pack_words(request)
    today = person.today(at).day
    rows = []
    for entry in entries(request):
        ask = ask_of(entry.fact)
        question = None if ask is None else question_of(ask, words)
        rows.append({"entry": entry, "question": question, "today": entry.stored.day == today})
    enrolled = person.current(at).fold.enrolled_day
    began = enrolled is not None and enrolled < today
    open_yesterday = began and limb_without_yesterday(request) is not None
    return page(
        request,
        "checkin/answers.html",
        rows=rows,
        two_legs=len(person.state(at).episodes) > 1,
        open_yesterday=open_yesterday,
        has_times=any(isinstance(e.fact, RunTimed) for e in person.correctable(at, _DAYS)),
    )


async def show_change(request: Request) -> Response:
    """The same question once more, with nothing chosen."""
    found = _entry(request, request.path_params["number"])
    return see("/check-in/answers") if found is None else _change_page(request, *found)


def _entry(request: Request, number: int) -> tuple[CorrectableFact, Ask] | None:
    """An answer that can be changed, and what was asked."""
    for entry in entries(request):
        ask = ask_of(entry.fact)
        if entry.stored.seq == number and ask is not None:
            return entry, ask
    return None


def _change_page(
    request: Request,
    entry: CorrectableFact,
    ask: Ask,
    *,
    status: int = 200,
    form: Form | None = None,
) -> Response:
    return ask_page(
        request,
        (ask,),
        status=status,
        form=form,
        action=f"/check-in/change/{entry.stored.seq}",
        heading=("checkin.change.heading", date_words(request, entry.stored.day)),
    )


async def save_change(request: Request) -> Response:
    """Record a correction; the first answer stays in the diary."""
    form = await read_form(request)
    found = _entry(request, request.path_params["number"])

    async def keep() -> Response:
        if found is None:
            flash(request, "checkin.not_asked", tone="note")
            return see("/check-in/answers")
        entry, ask = found
        question = question_of(ask, pack_words(request), sitting_limbs(request))
        fact = None if question is None else read_answer(form, question)
        if fact is None:
            return _change_page(request, entry, ask, status=422, form=form)
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
    Route("/check-in/answers", answers),
    Route("/check-in/change/{number:int}", show_change),
    Route("/check-in/change/{number:int}", save_change, methods=["POST"]),
)
