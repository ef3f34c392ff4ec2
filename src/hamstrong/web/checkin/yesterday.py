"""Yesterday's morning, for whoever forgot to answer it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import AppError
from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.web.checkin.ask_page import ask_page
from hamstrong.web.checkin.entries import limb_without_yesterday
from hamstrong.web.checkin.questions import CheckinQuestion, read_answer
from hamstrong.web.shell import Form, flash, me, moment_of, once, read_form, see
from hamstrong.web.shell.pack_words import date_words

_YESTERDAY = "/check-in/yesterday"


async def show_yesterday(request: Request) -> Response:
    """Yesterday morning's pain, for whoever forgot."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    return _yesterday_page(request)


def _yesterday_page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    limb = limb_without_yesterday(request)
    if limb is None:
        return see("/check-in/answers")
    yesterday = me(request).today(moment_of(request)).day - 1
    return ask_page(
        request,
        (Ask(AskKind.MORNING, limb),),
        status=status,
        form=form,
        action=_YESTERDAY,
        heading=("checkin.yesterday.heading", date_words(request, yesterday)),
    )


async def save_yesterday(request: Request) -> Response:
    form = await read_form(request)

    async def keep() -> Response:
        limb = limb_without_yesterday(request)
        ask = None if limb is None else Ask(AskKind.MORNING, limb)
        if ask is None or form.data.get("ask") != ask.to_text():
            flash(request, "checkin.not_asked", tone="note")
            return see("/check-in/answers")
        fact = read_answer(form, CheckinQuestion(ask))
        if fact is None:
            return _yesterday_page(request, status=422, form=form)
        day = me(request).today(moment_of(request)).day - 1
        try:
            me(request).tell(moment_of(request), form.id, fact, day)
        except AppError:
            flash(request, "checkin.yesterday.too_early", tone="note")
            return see("/check-in/answers")
        return see("/check-in/answers")

    return await once(request, form, keep)


ROUTES = (
    Route(_YESTERDAY, show_yesterday),
    Route(_YESTERDAY, save_yesterday, methods=["POST"]),
)
