"""Cookies: their names and attributes."""

from __future__ import annotations

import secrets

from starlette.requests import HTTPConnection
from starlette.responses import Response

from hamstrong.web.shell.sessions import LIFE_S, Kind

THEME = "hamstrong-theme"  # the one cookie a script may read: auto, light or dark


def _name(connection: HTTPConnection, what: str) -> str:
    """Cookies know no ports: ours are named by the port, so that two instances stay apart."""
    origin: str = connection.scope.get("hamstrong.origin") or str(connection.base_url)
    if origin.startswith(("https:", "wss:")):
        return f"__Host-hamstrong-{what}"
    return f"hamstrong-{what}-{origin.rsplit(':', 1)[-1].strip('/')}"


def session_secret(connection: HTTPConnection) -> str | None:
    return connection.cookies.get(_name(connection, "session"))


def visitor_secret(connection: HTTPConnection) -> str | None:
    """Return what ties a login form to this browser before there is a session."""
    return connection.cookies.get(_name(connection, "visitor"))


def set_session(connection: HTTPConnection, response: Response, secret: str, kind: Kind) -> None:
    _set(connection, response, "session", secret, LIFE_S[kind])


def set_visitor(connection: HTTPConnection, response: Response, life_s: int = 60 * 60) -> None:
    _set(connection, response, "visitor", new_visitor(connection), life_s)


def new_visitor(connection: HTTPConnection) -> str:
    """Return the visitor's secret: the one sent, or a fresh one for this request."""
    known = visitor_secret(connection) or connection.scope.get("hamstrong.visitor")
    if known is None:
        known = connection.scope["hamstrong.visitor"] = secrets.token_urlsafe(32)
    return str(known)


def drop_session(connection: HTTPConnection, response: Response) -> None:
    _set(connection, response, "session", "", 0)


def _set(
    connection: HTTPConnection, response: Response, what: str, value: str, life_s: int
) -> None:
    response.set_cookie(
        _name(connection, what),
        value,
        max_age=life_s,
        path="/",
        secure=bool(connection.scope.get("hamstrong.https", False)),
        httponly=True,
        samesite="strict",
    )
