"""Routes of a session as plain forms: begin it, go on with it, practise; answers lie apart."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import NotAllowed, StalePlan
from hamstrong.app.today.todays_decision import minutes_of
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.web.player import figures
from hamstrong.web.player.current_course import current_course
from hamstrong.web.player.kept_session import keep_headers
from hamstrong.web.player.session_answers import finish, log_set, show_stop, skip, stop, swap
from hamstrong.web.player.session_pages import (
    SESSION,
    easy_set,
    exercise_cards,
    holds_run,
    island_data,
    over_page,
    set_page,
)
from hamstrong.web.shell import flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.background_work import in_background

CHECK_IN_AND_START = "/check-in?start=now"
# Whoever pressed Start on Today need not press it again; without scripts this page asks once more.
_STARTS = "start"


async def show(request: Request) -> Response:
    """Start, go on, or see that it is over."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    course = current_course(request)
    if course is not None and not course.ended:
        return set_page(request, course)
    today = person.today(at)
    if course is not None and (course.finished or today.plan_id is None):
        return over_page(request, course)
    if today.plan_id is None:
        return page(request, "player/none.html")
    if today.must_answer:
        flash(request, "player.answer_first", tone="note")
        return see(CHECK_IN_AND_START)
    script = person.script(at)
    if script is None or not isinstance(today.decision, Prescription):
        return page(request, "player/none.html")
    items = (*today.decision.items, *today.decision.adjuncts, *today.decision.spares)
    return page(
        request,
        "player/begin.html",
        headers=keep_headers(request),
        today=today,
        minutes=minutes_of(today.decision),
        cards=exercise_cards(request, today),
        easy=easy_set(request, today.decision),
        block=holds_run(today.decision) and bool(person.warm_up(at)),
        data=island_data(request, script, items),
        pictures=figures.pictures(request, items),
        starts=_STARTS in request.query_params,
        compressed=True,
    )


async def start(request: Request) -> Response:
    form = await read_form(request)
    plan_id = form.text("plan_id", most=128)
    form.require()
    person, at = me(request), moment_of(request)

    async def save() -> Response:
        try:
            await in_background(request, person.start_session, at, form.id, plan_id or "")
        except StalePlan:
            flash(request, "player.stale", tone="note")
        except NotAllowed as refused:
            return see(CHECK_IN_AND_START if refused.asks else "/")
        return see(SESSION)

    return await once(request, form, save)


async def practise(request: Request) -> Response:
    """Show today's exercises one by one; nothing is kept."""
    person, at = me(request), moment_of(request)
    if not person.exists() or not person.is_enrolled(at):
        return see("/")
    script, today = person.script(at), person.today(at)
    if script is None or not isinstance(today.decision, Prescription):
        return page(request, "player/none.html")
    cards = exercise_cards(request, today)
    number = request.query_params.get("n", "1")
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
    index = min(max(index, 1), len(cards))
    items = (*today.decision.items, *today.decision.adjuncts)
    return page(
        request,
        "player/practice.html",
        card=cards[index - 1],
        figure=figures.figure(request, items[index - 1]),
        number=index,
        of=len(cards),
    )


ROUTES = (
    Route(SESSION, show),
    Route(f"{SESSION}/start", start, methods=["POST"]),
    Route(f"{SESSION}/practice", practise),
    Route(f"{SESSION}/set", log_set, methods=["POST"]),
    Route(f"{SESSION}/stop", show_stop),
    Route(f"{SESSION}/stop", stop, methods=["POST"]),
    Route(f"{SESSION}/skip", skip, methods=["POST"]),
    Route(f"{SESSION}/swap", swap, methods=["POST"]),
    Route(f"{SESSION}/finish", finish, methods=["POST"]),
)
