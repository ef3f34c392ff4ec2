"""Moves between homes: a diary is written in one place, and only read where it moved away from."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import derived_id
from hamstrong.engine.facts.homes import Home
from hamstrong.web.data.data_page import DATA, data_page
from hamstrong.web.shell import app_of, flash, me, moment_of, once, page, read_form, see
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import date_words

MOVED = f"{DATA}/moved"
_PLACES: dict[str, Home] = {"phone": "phone", "computer": "computer"}


async def move(request: Request) -> Response:
    """Let the diary go to another home; the next page says how it gets there."""
    form = await read_form(request)
    to = form.choice("to", tuple(_PLACES))
    if to is None:
        return await data_page(request, status=422, faults=form.faults)
    if not me(request).exists():
        return see(DATA)

    async def save() -> Response:
        await in_background(request, me(request).move, moment_of(request), form.id, _PLACES[to])
        return see(MOVED)

    return await once(request, form, save)


async def show_moved(request: Request) -> Response:
    """Say where the diary went, how the move is finished, and how it comes back."""
    gone = me(request).departure(moment_of(request))
    if gone is None:
        return see(DATA)
    offered = shell_of(request).settings.phone_edition
    beside = f"{offered}/#{DATA}/bring-back?from=computer" if offered else None
    day = date_words(request, gone.day)
    return page(request, "data/moved.html", to=gone.to, day=day, beside=beside)


async def stay(request: Request) -> Response:
    """Take a move back: the diary is at home here as it was."""
    form = await read_form(request)

    async def save() -> Response:
        person, at = me(request), moment_of(request)
        if person.exists():
            back = await in_background(request, person.arrive, at, form.id, home_of(request))
            flash(request, "data.moved.stayed") if back else None
        return see("/")

    return await once(request, form, save)


async def arrived(request: Request, person: str, form_id: str) -> None:
    """After an import: a diary that was on its way here is at home here."""
    at, ident = moment_of(request), derived_id(form_id, "arrived")
    await in_background(request, app_of(request).person(person).arrive, at, ident, home_of(request))


def home_of(request: Request) -> Home:
    """What this edition runs on."""
    return "computer" if shell_of(request).settings.has_ways_in else "phone"


ROUTES = (
    Route(f"{DATA}/move", move, methods=["POST"]),
    Route(MOVED, show_moved),
    Route(f"{DATA}/stay", stay, methods=["POST"]),
)
