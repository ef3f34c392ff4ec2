"""The one-time link that the command prints and opens."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell.admission import NO_REFERRER, admit
from hamstrong.web.shell.context import Shell, session_of, shell_of
from hamstrong.web.shell.errors import refusal
from hamstrong.web.shell.invitations import Start
from hamstrong.web.shell.origins import is_loopback
from hamstrong.web.shell.pages import page
from hamstrong.web.shell.sessions import Kind
from hamstrong.web.shell.settings import Entrance

logger = logging.getLogger("hamstrong.web")


async def start(request: Request) -> Response:
    """Take the one-time token and hand out a session.

    The clean address follows by a refresh from our own page, not by a redirect: after a redirect
    that began in another program, browsers hold a strict cookie back.
    """
    shell = shell_of(request)
    token = request.query_params.get("token", "")
    if not is_loopback(request.scope["hamstrong.origin"]):
        return await refusal(request, 403, "used_link")  # links are for this machine only
    worth = shell.invitations.accept_start(token)
    if session_of(request) is not None:
        return page(request, "shell/entered.html", headers=NO_REFERRER)
    if worth is Start.FRESH and shell.settings.entrance is not Entrance.PASSWORD:
        return admit(request, Kind.LOCAL, token)
    if worth is Start.USED:
        _undo(shell, token)
    return await refusal(request, 403, "used_link")


def _undo(shell: Shell, token: str) -> None:
    """Two browsers came with one link: one of them may be a thief, so neither stays."""
    hashed = shell.invitations.used_by(token)
    if hashed is not None:
        shell.sessions.end_hashed(hashed)
        logger.warning("A start link was used twice. Both were shut out; start again.")


ROUTES = (Route("/start", start),)
