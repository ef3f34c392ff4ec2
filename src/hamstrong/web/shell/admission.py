"""Admission of a browser: it gets its session, whichever way it came."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from hamstrong.web.shell.context import DEFAULT_PERSON, shell_of
from hamstrong.web.shell.cookies import set_session
from hamstrong.web.shell.pages import page
from hamstrong.web.shell.sessions import Kind
from hamstrong.web.shell.state_db import digest

NO_REFERRER = {"referrer-policy": "no-referrer"}  # the address holds a token; tell it to nobody


def admit(request: Request, kind: Kind, token: str | None = None) -> Response:
    """Begin a session and return the page that leads on.

    Args:
        token: the start link's, so that a second use of it finds this session.
    """
    response = page(request, "shell/entered.html", headers=NO_REFERRER)
    secret = shell_of(request).sessions.begin(kind, DEFAULT_PERSON)
    if token is not None:
        shell_of(request).invitations.note_use(token, digest(secret))
    set_session(request, response, secret, kind)
    return response
