"""Who may pass: the right host, no foreign origin, a session, and a token on what changes things.

Stands before the routes, so that a route cannot forget it. Which paths are open to strangers is
written here once.
"""

from __future__ import annotations

import hmac
import html
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, quote

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from hamstrong.web.shell.context import SESSION, session_of, shell_of
from hamstrong.web.shell.cookies import session_secret, visitor_secret
from hamstrong.web.shell.origins import (
    OwnOrigins,
    comes_from_elsewhere,
    is_own_read,
    is_own_write,
    wants_socket,
)
from hamstrong.web.shell.sessions import csrf_of
from hamstrong.web.shell.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OPEN_PATHS = frozenset({"/start", "/pair", "/login", "/favicon.ico"})
OPEN_FOLDERS = ("/static/",)
CSRF_FIELD = "csrf"
CSRF_HEADER = "x-csrf-token"
FORMS = "hamstrong.forms"  # what a handler has read and this request must close again
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_WRONG_HOST = "Hamstrong does not answer under this name. Open the address that it printed.\n"

_NO_SOCKETS = "Hamstrong has no sockets. Nothing of its pages asks for one.\n"

Refuse = Callable[[Request, int, str], Awaitable[Response]]


class Guard:
    """Refuses what may not pass; hands on the rest with its session."""

    def __init__(self, app: ASGIApp, settings: Settings, refuse: Refuse) -> None:
        self._app = app
        self._refuse = refuse
        self._max_body = settings.max_body_bytes
        self._origins = OwnOrigins(settings.origins)

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
            await PlainTextResponse(_WRONG_HOST, 421)(scope, receive, send)
            return
        scope["hamstrong.origin"] = origin
        scope["hamstrong.https"] = origin.startswith("https:")
        if wants_socket(request.headers):
            await PlainTextResponse(_NO_SOCKETS, 400)(scope, receive, send)
            return
        refusal, replay = await self._judge(request, origin, receive)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        try:
            await self._app(scope, replay, send)
        finally:
            for form in scope.get(FORMS, ()):
                await form.close()

    async def _judge(
        self, request: Request, origin: str, receive: Receive
    ) -> tuple[Response | None, Receive]:
        safe = request.method in SAFE_METHODS
        if not (is_own_read(request.headers) if safe else is_own_write(request.headers, origin)):
            return await self._refuse(request, 403, "foreign"), receive
        let_in = _enter(request)
        if not let_in and not is_open(request.scope["path"]):
            if safe and comes_from_elsewhere(request.headers):
                return _bounce(request), receive
            return await self._refuse(request, 401, "stranger"), receive
        if safe:
            return None, receive
        return await self._judge_token(request, receive)

    async def _judge_token(
        self, request: Request, receive: Receive
    ) -> tuple[Response | None, Receive]:
        body = b""
        given = request.headers.get(CSRF_HEADER)
        if given is None and request.headers.get("content-type", "").startswith(_FORMS):
            read = await _read(receive, self._max_body)
            if read is None:
                return await self._refuse(request, 413, "too_large"), receive
            body, receive = read, _replay(read, receive)
            given = await _field(request, body)
        wanted = _token_of(request)
        if given is None or wanted is None or not _equal(given, wanted):
            return await self._refuse(request, 403, "token"), receive
        return None, receive

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


def _token_of(request: Request) -> str | None:
    session = session_of(request)
    if session is not None:
        return session.csrf
    visitor = visitor_secret(request)
    return csrf_of(visitor) if visitor else None


def _enter(connection: HTTPConnection) -> bool:
    secret = session_secret(connection)
    session = shell_of(connection).sessions.find(secret) if secret else None
    if session is not None:
        connection.scope[SESSION] = session
    return session is not None


def _bounce(request: Request) -> Response:
    """Ask once more from our own page: behind a link from elsewhere the cookie stays at home."""
    path = "/" + quote(request.scope["path"].lstrip("/"))
    target = f"{path}?{request.url.query}" if request.url.query else path
    refresh = html.escape(f"0;url={target}", quote=True)
    return HTMLResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Hamstrong</title>'
        f'<meta http-equiv="refresh" content="{refresh}"></html>'
    )


async def _read(receive: Receive, most: int) -> bytes | None:
    """Return the whole body, or None when it is longer than allowed or breaks off."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _field(request: Request, body: bytes) -> str | None:
    if request.headers["content-type"].startswith("multipart/"):
        async with Request(request.scope, _replay(body, request.receive)).form() as form:
            found = form.get(CSRF_FIELD)
            return found if isinstance(found, str) else None
    fields = parse_qs(body.decode("latin-1"), keep_blank_values=True)
    values = fields.get(CSRF_FIELD, [])
    return values[0] if len(values) == 1 else None


def _equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
