"""Authority page: a plain page for the home network that gives the certificate, and no more.

A phone cannot open the safe address before it trusts the certificate, so this one page goes
without. It knows no diary, takes nothing and sets no cookie.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hamstrong.web.listeners.certificates import Authority
from hamstrong.web.shell.context import Shell
from hamstrong.web.shell.origins import OwnOrigins
from hamstrong.web.shell.shield import Shield, nonce_of

CERTIFICATE_PATH = "/hamstrong.crt"


def authority_page(
    shell: Shell, authority: Authority, origins: frozenset[str], lan_origin: str
) -> Starlette:
    """Make the page of the two steps on a phone.

    Args:
        origins: where this page answers; `lan_origin` is where the diary is.
    """

    async def show(request: Request) -> Response:
        text = shell.templates.get_template("shell/authority_page.html").render(
            nonce=nonce_of(request.scope),
            certificate=CERTIFICATE_PATH,
            fingerprint=authority.fingerprint,
            lan_origin=lan_origin,
        )
        return HTMLResponse(text)

    async def certificate(_request: Request) -> Response:
        return Response(
            authority.der,
            media_type="application/x-x509-ca-cert",
            headers={"content-disposition": 'attachment; filename="hamstrong.crt"'},
        )

    return Starlette(
        routes=[Route("/", show), Route(CERTIFICATE_PATH, certificate)],
        middleware=[
            Middleware(Shield, error_page=_broken),
            Middleware(_OwnHosts, origins=OwnOrigins(origins)),
        ],
    )


class _OwnHosts:
    """Answers under our own names only."""

    def __init__(self, app: ASGIApp, origins: OwnOrigins) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http" and self._origins.of(scope, Request(scope).headers) is None:
            app = PlainTextResponse("Open the address that the computer shows.\n", 421)
        await app(scope, receive, send)


async def _broken(_request: Request) -> Response:
    return PlainTextResponse("Something went wrong. Start Hamstrong again.\n", 500)
