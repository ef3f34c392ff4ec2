"""The login behind a reverse proxy."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell.admission import admit
from hamstrong.web.shell.context import session_of, shell_of
from hamstrong.web.shell.cookies import new_visitor, set_visitor
from hamstrong.web.shell.errors import refusal
from hamstrong.web.shell.forms import read_form
from hamstrong.web.shell.known_browsers import LIFE_S
from hamstrong.web.shell.login_queue import TooManyWaiting, line_of
from hamstrong.web.shell.pages import page, see
from hamstrong.web.shell.sessions import Kind
from hamstrong.web.shell.settings import Entrance
from hamstrong.web.shell.state_db import digest


async def show_login(request: Request) -> Response:
    if shell_of(request).settings.entrance is not Entrance.PASSWORD:
        raise HTTPException(404)
    if session_of(request) is not None:
        return see("/")
    return _login_page(request)


async def login(request: Request) -> Response:
    shell = shell_of(request)
    if shell.settings.entrance is not Entrance.PASSWORD:
        raise HTTPException(404)
    form = await read_form(request)
    known = shell.known_browsers.is_known(new_visitor(request))
    try:
        right = await shell.logins.accept(
            form.typed("password"), _line(request, known=known), known=known
        )
    except TooManyWaiting as wait:
        response = await refusal(request, 429, "patience")
        response.headers["retry-after"] = str(wait.wait_s)
        return response
    if right:
        response = admit(request, Kind.LOGIN)
        shell.known_browsers.remember(new_visitor(request))
        set_visitor(request, response, LIFE_S)
        return response
    return _login_page(request, status=422, faults={"password": "shell.login.wrong"})


def _line(request: Request, *, known: bool) -> str:
    """Whose tries follow one another: a browser that signed in before has a line to itself."""
    if known:
        return digest(new_visitor(request)).hex()
    return line_of(request.client.host if request.client else "")


def _login_page(
    request: Request, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    response = page(request, "shell/login.html", status=status, faults=faults or {})
    if not shell_of(request).known_browsers.is_known(new_visitor(request)):
        set_visitor(request, response)
    return response


ROUTES = (
    Route("/login", show_login),
    Route("/login", login, methods=["POST"]),
)
