"""Shield around the app: security headers on every answer, no health data in what goes wrong.

An exception is logged by its type and the places in our code; its message may quote what a person
wrote, so it is not.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger("hamstrong.web")

NONCE = "hamstrong.nonce"
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self';"
    " media-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-src 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex, nofollow",
    "permissions-policy": (
        # Both together tell how a phone is held, which the knee test reads.
        "accelerometer=(self), browsing-topics=(), camera=(), display-capture=(), geolocation=(),"
        " gyroscope=(self), magnetometer=(), microphone=(), midi=(), payment=(), usb=(),"
        " screen-wake-lock=(self), autoplay=(self), fullscreen=(self)"
    ),
}
_YEAR_S = 31_536_000

ErrorPage = Callable[[Request], Awaitable[Response]]


def nonce_of(scope: Scope) -> str:
    """Return this answer's nonce for inline styles; the policy names it once it was asked for."""
    found = scope.get(NONCE)
    if found is None:
        found = scope[NONCE] = secrets.token_urlsafe(16)
    return str(found)


class Shield:
    """Dresses every answer and turns every exception into a page without data."""

    def __init__(self, app: ASGIApp, error_page: ErrorPage) -> None:
        self._app = app
        self._error_page = error_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        begun = False

        async def dressed(message: Message) -> None:
            nonlocal begun
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                begun = True
                dress(message, scope)
            await send(message)

        try:
            await self._app(scope, receive, dressed)
        except ClientDisconnect:
            return  # whoever went away in the middle of a body gets no answer and no line in a log
        except Exception as fault:  # noqa: BLE001 - the last place that may say something kind
            _log(fault, scope)
            if scope["type"] == "http" and not begun:
                answer = await self._error_page(Request(scope))
                await answer(scope, receive, dressed)
            elif scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1011})


def dress(message: Message, scope: Scope) -> None:
    """Add the security headers to an answer that is about to begin."""
    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers[name] = value
    nonce = scope.get(NONCE)
    words = f" 'nonce-{nonce}'" if nonce is not None else ""
    headers["content-security-policy"] = _POLICY.format(nonce=words)
    headers.setdefault("referrer-policy", "same-origin")
    headers.setdefault("cache-control", "no-store")
    if scope.get("hamstrong.https", False):
        headers["strict-transport-security"] = f"max-age={_YEAR_S}"


def _log(fault: Exception, scope: Scope) -> None:
    places = [
        f"{frame.filename}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(fault.__traceback__)
    ]
    kind = type(fault)
    logger.error(
        "%s.%s while answering %s, at\n  %s",
        kind.__module__,
        kind.__qualname__,
        scope.get("method", "a socket"),
        "\n  ".join(places),
    )
