"""Household: whose diary this browser shows, what the people are called, who is new."""

from __future__ import annotations

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell import Form, app_of, once, page, person_id, read_form, see
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.cookies import session_secret
from hamstrong.web.shell.names import LONGEST

HOUSEHOLD = "/settings/household"


async def show(request: Request) -> Response:
    return _page(request)


def _people(request: Request) -> tuple[str, ...]:
    """Everybody who has a diary here, and whoever this browser is about to begin one for."""
    known, mine = app_of(request).persons(), person_id(request)
    return known if mine in known else (*known, mine)


def _page(request: Request, form: Form | None = None) -> Response:
    """The page; with a form that lacks something, its faults and what was typed."""
    names, mine, people = shell_of(request).names, person_id(request), _people(request)
    called = [(person, names.of(person), number) for number, person in enumerate(people, start=1)]
    return page(
        request,
        "settings/household.html",
        status=200 if form is None else 422,
        faults={} if form is None else form.faults,
        given={} if form is None else form.data,
        others=[entry for entry in called if entry[0] != mine],
        number=people.index(mine) + 1,
        name=names.of(mine) or "",
    )


async def switch(request: Request) -> Response:
    """Look at another diary of this household."""
    form = await read_form(request)
    chosen = form.choice("person", _people(request))
    if chosen is None:
        return _page(request, form)
    return await _look_at(request, form, chosen)


async def add(request: Request) -> Response:
    """Begin a diary for somebody new; it comes into being with their consent."""
    form = await read_form(request)
    name = form.text("new_name", most=LONGEST)
    if name is None:
        return _page(request, form)
    return await _look_at(request, form, str(uuid4()), name)


async def _look_at(request: Request, form: Form, person: str, name: str | None = None) -> Response:
    secret, shell = session_secret(request), shell_of(request)

    async def save() -> Response:
        if name is not None:
            shell.names.call(person, name)
        if secret is not None:
            shell.sessions.look_at(secret, person)
        return see("/")

    return await once(request, form, save)


async def rename(request: Request) -> Response:
    """Call the person of this browser so, and show it from now on."""
    form = await read_form(request)
    name = form.text("name", most=LONGEST)
    if name is None:
        return _page(request, form)
    return await _look_at(request, form, person_id(request), name)


ROUTES = (
    Route(HOUSEHOLD, show),
    Route(HOUSEHOLD, switch, methods=["POST"]),
    Route(f"{HOUSEHOLD}/new", add, methods=["POST"]),
    Route(f"{HOUSEHOLD}/name", rename, methods=["POST"]),
)
