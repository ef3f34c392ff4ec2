"""The login behind a reverse proxy."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell.admission import admit
from hamstrong.web.shell.context import session_of, shell_of
from hamstrong.web.shell.cookies import set_visitor
from hamstrong.web.shell.errors import refusal
from hamstrong.web.shell.forms import read_form
from hamstrong.web.shell.pages import page, see
from hamstrong.web.shell.passwords import TooManyTries
from hamstrong.web.shell.sessions import Kind
from hamstrong.web.shell.settings import Entrance


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
    client = request.client.host if request.client else "unknown"
    try:
        right = await run_in_threadpool(shell.passwords.accept, form.typed("password"), client)
    except TooManyTries as wait:
        response = await refusal(request, 429, "patience")
        response.headers["retry-after"] = str(wait.wait_s)
        return response
    if right:
        return admit(request, Kind.LOGIN)
    return _login_page(request, status=422, faults={"password": "shell.login.wrong"})


def _login_page(
    request: Request, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    response = page(request, "shell/login.html", status=status, faults=faults or {})
    set_visitor(request, response)
    return response


ROUTES = (
    Route("/login", show_login),
    Route("/login", login, methods=["POST"]),
)
