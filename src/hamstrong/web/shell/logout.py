"""Logout: a browser ends its own session."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.cookies import drop_session, session_secret
from hamstrong.web.shell.pages import see
from hamstrong.web.shell.settings import Entrance


async def leave(request: Request) -> Response:
    secret = session_secret(request)
    if secret is not None:
        shell_of(request).sessions.end(secret)
    response = see("/login" if shell_of(request).settings.entrance is Entrance.PASSWORD else "/")
    drop_session(request, response)
    return response


ROUTES = (Route("/leave", leave, methods=["POST"]),)
