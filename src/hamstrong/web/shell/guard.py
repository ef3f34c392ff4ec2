"""Guard of every request: the right host, no foreign origin, a session, a token on what changes.

Runs before the routes, so that a route cannot forget it. Which paths are open to strangers is
written here once.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from hamstrong.web.shell.body_limits import BodyLimit, BodyRefused
from hamstrong.web.shell.context import SESSION, shell_of
from hamstrong.web.shell.cookies import session_secret
from hamstrong.web.shell.form_bodies import ClientGone, MalformedForm
from hamstrong.web.shell.origins import (
    OwnOrigins,
    comes_from_elsewhere,
    is_own_read,
    is_own_write,
    wants_socket,
)
from hamstrong.web.shell.problems import is_api, problem
from hamstrong.web.shell.settings import Settings
from hamstrong.web.shell.write_guard import FORM_DATA, WriteGuard

logger = logging.getLogger("hamstrong.web")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OPEN_PATHS = frozenset({"/start", "/pair", "/login", "/favicon.ico"})
OPEN_FOLDERS = ("/static/",)
_WRONG_HOST = "Hamstrong does not answer under this name. Open the address that it printed.\n"

_NO_SOCKETS = "Hamstrong has no sockets. Nothing of its pages asks for one.\n"

Refuse = Callable[[Request, int, str], Awaitable[Response]]


class Guard:
    """Refuses what may not pass; hands on the rest with its session.

    Args:
        limits: of paths whose bodies may be larger than a form.
        refuse: makes the answer to whoever is refused.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, limits: Mapping[str, BodyLimit], refuse: Refuse
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._origins = OwnOrigins(settings.origins)
        self._writes = WriteGuard(settings, limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._page(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        origin = self._origins.of(scope, request.headers)
        if origin is None:
            await _sentence(request, 421, "wrong_host", _WRONG_HOST)(scope, receive, send)
            return
        scope["hamstrong.origin"] = origin
        scope["hamstrong.https"] = origin.startswith("https:")
        if wants_socket(request.headers):
            logger.warning("Refused a request for a web socket.")
            await _sentence(request, 400, "no_sockets", _NO_SOCKETS)(scope, receive, send)
            return
        try:
            refusal = await self._refusal(request, origin)
            if refusal is None and request.method not in SAFE_METHODS:
                receive = await self._writes.admit(request, receive)
        except BodyRefused as fault:
            refusal = await self._refuse_body(request, fault)
        except ClientGone:
            return
        try:
            await (refusal or self._app)(scope, receive, send)
        finally:
            if FORM_DATA in scope:
                await scope[FORM_DATA].close()

    async def _refusal(self, request: Request, origin: str) -> Response | None:
        """What to answer to whoever may not come in or comes from elsewhere."""
        safe = request.method in SAFE_METHODS
        if not (is_own_read(request.headers) if safe else is_own_write(request.headers, origin)):
            return await self._refuse(request, 403, "foreign")
        if _enter(request) or is_open(request.scope["path"]):
            return None
        if safe and comes_from_elsewhere(request.headers) and not is_api(request):
            return _bounce(request)
        return await self._refuse(request, 401, "stranger")

    async def _refuse_body(self, request: Request, fault: BodyRefused) -> Response:
        if isinstance(fault, MalformedForm):
            logger.warning("Refused a form: %s.", fault.reason)
        response = await self._refuse(request, fault.status_code, fault.kind)
        response.headers.update(fault.headers or {})
        return response

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        own = self._origins.of(scope, socket.headers)
        scope["hamstrong.origin"] = own
        given = socket.headers.getlist("origin")
        if own is None or given != [own] or not _enter(socket):
            await socket.close(4403)
            return
        await self._app(scope, receive, send)


def is_open(path: str) -> bool:
    """Say whether strangers may ask for this path."""
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDERS)


def _enter(connection: HTTPConnection) -> bool:
    secret = session_secret(connection)
    session = shell_of(connection).sessions.find(secret) if secret else None
    if session is not None:
        connection.scope[SESSION] = session
    return session is not None


def _sentence(request: Request, status: int, kind: str, text: str) -> Response:
    """What can be answered without knowing the page's own address."""
    return problem(status, kind) if is_api(request) else PlainTextResponse(text, status)


def _bounce(request: Request) -> Response:
    """Ask once more from our own page: behind a link from elsewhere the cookie stays at home."""
    path = "/" + quote(request.scope["path"].lstrip("/"))
    target = f"{path}?{request.url.query}" if request.url.query else path
    refresh = html.escape(f"0;url={target}", quote=True)
    return HTMLResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Hamstrong</title>'
        f'<meta http-equiv="refresh" content="{refresh}"></html>'
    )
