"""The doorstep: a plain page in the house that hands out the authority's certificate, no more.

A phone cannot open the safe address before it trusts the certificate, so this one page goes
without. It knows no diary, takes nothing and sets no cookie.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from hamstrong.web.serving.certificates import Authority
from hamstrong.web.shell.context import Shell
from hamstrong.web.shell.shield import Shield, nonce_of

CERTIFICATE_PATH = "/hamstrong.crt"


def doorstep(shell: Shell, authority: Authority, host: str, house_origin: str) -> Starlette:
    """Make the page of the two steps on a phone."""

    async def show(request: Request) -> Response:
        text = shell.templates.get_template("shell/doorstep.html").render(
            nonce=nonce_of(request.scope),
            certificate=CERTIFICATE_PATH,
            fingerprint=authority.fingerprint,
            house_origin=house_origin,
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
            Middleware(TrustedHostMiddleware, allowed_hosts=[host]),
        ],
    )


async def _broken(_request: Request) -> Response:
    return PlainTextResponse("Something went wrong. Start Hamstrong again.\n", 500)
