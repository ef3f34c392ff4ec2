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
from hamstrong.web.shell.local_peer import is_own_user
from hamstrong.web.shell.origins import is_loopback
from hamstrong.web.shell.pages import page
from hamstrong.web.shell.sessions import Kind
from hamstrong.web.shell.settings import Entrance

logger = logging.getLogger("hamstrong.web")


async def start(request: Request) -> Response:
    """Take the one-time token and give a session.

    The clean address follows by a refresh from our own page, not by a redirect: after a redirect
    that began in another program, browsers hold a strict cookie back.
    """
    shell = shell_of(request)
    usable = shell.settings.entrance is not Entrance.PASSWORD and request.method == "GET"
    if not usable or not is_loopback(request.scope["hamstrong.origin"]):
        return await refusal(request, 403, "old_link")
    token = request.query_params.get("token", "")
    worth = shell.invitations.accept_start(token)
    if session_of(request) is not None:
        return page(request, "shell/entered.html", headers=NO_REFERRER)
    if worth is Start.FRESH:
        return admit(request, Kind.LOCAL, token)
    return await refusal(request, 403, _why_not(request, shell, token))


def _why_not(request: Request, shell: Shell, token: str) -> str:
    """Why a link opens nothing any more; two browsers came with it if its session lives.

    Whoever runs programs as the same user could read the diary's file, so a second browser of
    theirs harms nobody. Anybody else may have read the link in the list of processes: one of the
    two is a thief then, and neither stays.
    """
    session = shell.invitations.used_by(token)
    if session is None or not shell.sessions.lives(session):
        return "old_link"
    if is_own_user(request):
        return "used_by_you"
    shell.sessions.end_shared(session)
    logger.warning("A start link was used twice. Both were shut out; start again.")
    return "used_by_another"


ROUTES = (Route("/start", start),)
