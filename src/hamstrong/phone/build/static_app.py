"""Static app of the phone edition: its folder beside the pages of a server, under `/phone/`.

The folder is the same for everybody and holds no diary, so nobody has to be let in; it is answered
under the server's own names only.
"""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hamstrong.phone.build.folder import EDITION
from hamstrong.web.shell.origins import OwnOrigins

PATH = "/phone"
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-cache",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
}


def is_there(edition: Path = EDITION) -> bool:
    """Say whether this package carries the edition."""
    return (edition / "index.html").is_file()


def with_phone_edition(web: ASGIApp, origins: frozenset[str], edition: Path = EDITION) -> ASGIApp:
    """Let a server's app offer the phone edition, too; without one it is returned as it is.

    Args:
        origins: the addresses under which browsers reach the server.
    """
    if not is_there(edition):
        return web
    files = Starlette(routes=[Mount(PATH, StaticFiles(directory=edition, html=True))])
    return _Beside(web, files, OwnOrigins(origins))


class _Beside:
    """Answers below `/phone` from the folder, and everything else from the app."""

    def __init__(self, web: ASGIApp, files: ASGIApp, origins: OwnOrigins) -> None:
        self._web = web
        self._files = files
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not f"{scope['path']}/".startswith(f"{PATH}/"):
            await self._web(scope, receive, send)
        elif self._origins.of(scope, Request(scope).headers) is None:
            refused = PlainTextResponse("Open the address that the computer shows.\n", 421)
            await refused(scope, receive, send)
        else:
            await self._files(scope, receive, _dressed(send))


def _dressed(send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return dressed
