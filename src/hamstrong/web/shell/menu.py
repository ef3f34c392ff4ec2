"""Menu: the page "More" and the theme."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell.context import pack_of, session_of, shell_of
from hamstrong.web.shell.cookies import THEME
from hamstrong.web.shell.features import entries
from hamstrong.web.shell.forms import read_form
from hamstrong.web.shell.pages import THEMES, page, see
from hamstrong.web.shell.sessions import Kind
from hamstrong.web.shell.settings import Entrance

_YEAR_S = 31_536_000


async def choose_theme(request: Request) -> Response:
    """Keep the choice in the browser: it says nothing about the person's health."""
    form = await read_form(request)
    chosen = form.choice("theme", THEMES)
    form.require()
    back = form.typed("back")
    response = see(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/more")
    response.set_cookie(
        THEME,
        chosen or "auto",
        max_age=_YEAR_S,
        path="/",
        secure=bool(request.scope.get("hamstrong.https", False)),
        samesite="strict",
    )
    return response


async def more(request: Request) -> Response:
    session = session_of(request)
    local = session is not None and session.kind is Kind.LOCAL
    invites = local and shell_of(request).settings.entrance is Entrance.PAIRING
    pack = pack_of(request)
    fitting = [
        e for e in entries(shell_of(request).features, "more") if pack is None or e.fits(pack)
    ]
    return page(request, "shell/more.html", invites=invites, more=fitting)


async def icon(_request: Request) -> Response:
    """Browsers ask for it unasked; the page names its own icon."""
    return Response(status_code=204, headers={"cache-control": "max-age=86400"})


ROUTES = (
    Route("/theme", choose_theme, methods=["POST"]),
    Route("/more", more),
    Route("/favicon.ico", icon),
)
