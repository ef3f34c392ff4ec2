"""Routes of today: its page, "what would change it?" without saving, and the one-tap answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.facts import HowIsItAnswered, SittingLogged
from hamstrong.web.shell import flash, kept_page, me, moment_of, once, read_form, see
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.today.imagined_days import imagined, imagined_for_all
from hamstrong.web.today.today_page import today_page


async def show(request: Request) -> Response:
    """The one card of the day; whoever has no plan yet is led to the next step towards one."""

    def make(gaps: Mapping[str, Any]) -> Response:
        elsewhere = _not_begun(request)
        return see(elsewhere) if elsewhere else today_page(request, gaps=gaps)

    return kept_page(request, make)


async def what_if(request: Request) -> Response:
    """Today and tomorrow under another pain; nothing is saved."""
    elsewhere = _not_begun(request)
    if elsewhere:
        return see(elsewhere)
    form = await read_form(request)
    pain = form.nprs("pain")
    if form.faults or pain is None:
        return today_page(request, status=422, faults=form.faults)
    return today_page(request, asked=imagined(request, pain))


async def what_if_all(request: Request) -> Response:
    """The same for every pain from 0 to 10, in words, for the slider."""
    if _not_begun(request):
        raise HTTPException(404)
    found = await in_background(request, imagined_for_all, request)
    return JSONResponse(found)


async def how_is_it(request: Request) -> Response:
    """Keep the optional one-tap answer of a leg."""
    form = await read_form(request)
    limb, pain = form.choice("limb", ("left", "right")), form.nprs("pain")
    if form.faults or limb is None or pain is None:
        return today_page(request, status=422, faults=form.faults)

    async def save() -> Response:
        me(request).tell(moment_of(request), form.id, HowIsItAnswered(limb, pain))
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
        return today_page(request, status=422, faults=form.faults)

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


ROUTES = (
    Route("/", show),
    Route("/sitting", sat, methods=["POST"]),
    Route("/what-if", what_if, methods=["POST"]),
    Route("/what-if/all", what_if_all),
    Route("/how-is-it", how_is_it, methods=["POST"]),
)
