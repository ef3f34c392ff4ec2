"""Write guard: what changes something needs a token that is right and a body within its limit.

Who may not send a body at all is refused before any of it is read. Stands behind the checks of
host, origin and session in `guard`.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from starlette.requests import Request
from starlette.types import Message, Receive

from hamstrong.web.shell.background_work import has_threads
from hamstrong.web.shell.body_limits import (
    FORM,
    STRANGERS_FORM,
    BodyLimit,
    BodyRefused,
    LimitedBody,
)
from hamstrong.web.shell.context import session_of
from hamstrong.web.shell.cookies import visitor_secret
from hamstrong.web.shell.form_bodies import (
    IN_MEMORY,
    URL_ENCODED,
    FormRules,
    TokenRefused,
    form_type,
    read_form_body,
)
from hamstrong.web.shell.sessions import csrf_of
from hamstrong.web.shell.settings import Entrance, Settings

CSRF_HEADER = "x-csrf-token"
FORM_DATA = "hamstrong.form"  # in the scope: the form that was read, which is closed at the end
_ENTRANCES = {"/login": Entrance.PASSWORD, "/pair": Entrance.PAIRING}
_STRANGERS_AT_ONCE = 16
_UPLOADS_AT_ONCE = 4


class Busy(BodyRefused):
    """Too many bodies of this kind arrive at the same time."""

    def __init__(self) -> None:
        super().__init__(503, "busy")
        self.headers = {"retry-after": "5"}


class WrongBodyType(BodyRefused):
    """A stranger's body that is no plain form."""

    def __init__(self) -> None:
        super().__init__(415, "wrong_type")


class NoEntrance(BodyRefused):
    """A stranger's body where no way in is open."""

    def __init__(self) -> None:
        super().__init__(404, "not_found")


class WriteGuard:
    """Reads forms, judges tokens and limits every body.

    Args:
        limits: of paths that take more than a form may have.
    """

    def __init__(self, settings: Settings, limits: Mapping[str, BodyLimit]) -> None:
        self._entrance = settings.entrance
        self._folder: Path | None = settings.state_dir
        self._limits = limits
        self._strangers = _Places(_STRANGERS_AT_ONCE)
        self._uploads = _Places(_UPLOADS_AT_ONCE)

    async def admit(self, request: Request, receive: Receive) -> Receive:
        """Return what the handler may receive; a form is read already, into the scope.

        Raises:
            BodyRefused: with status and kind.
            ClientGone: the browser went away before its form had come.
        """
        headers, wanted = request.headers, self._token_of(request)
        kind, limit = form_type(headers), self._limit_of(request)
        body = LimitedBody(receive, limit, headers)
        body.refuse_announced()
        given = headers.get(CSRF_HEADER)
        if given is not None and not _equal(given, wanted):
            raise TokenRefused
        if kind is None and given is None:
            raise TokenRefused
        if kind is None:
            return body
        judge = None if given is not None else lambda token: _equal(token, wanted)
        with self._place(request, limit):
            rules = FormRules(
                limit=limit,
                judge=judge,
                folder=self._folder,
                in_memory=IN_MEMORY if has_threads(request) else None,
            )
            request.scope[FORM_DATA] = await read_form_body(headers, body, rules)
        return _after(body)

    def _token_of(self, request: Request) -> str:
        """The token that a form of this browser has; a stranger's only where one comes in."""
        session = session_of(request)
        if session is not None:
            return session.csrf
        if _ENTRANCES.get(request.scope["path"]) is not self._entrance or request.method != "POST":
            raise NoEntrance
        visitor = visitor_secret(request)
        if not visitor:
            raise TokenRefused
        if form_type(request.headers) != URL_ENCODED:
            raise WrongBodyType
        return csrf_of(visitor)

    def _limit_of(self, request: Request) -> BodyLimit:
        if session_of(request) is None:
            return STRANGERS_FORM
        return self._limits.get(request.scope["path"], FORM)

    @contextmanager
    def _place(self, request: Request, limit: BodyLimit) -> Iterator[None]:
        places = self._strangers if session_of(request) is None else self._uploads
        if places is self._uploads and not limit.most_files:
            yield
            return
        with places.taken():
            yield


class _Places:
    """So many at once; whoever comes beyond is refused at once and holds nothing."""

    def __init__(self, most: int) -> None:
        self._free = most

    @contextmanager
    def taken(self) -> Iterator[None]:
        if self._free == 0:
            raise Busy
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1


def _after(receive: Receive) -> Receive:
    """What a handler receives when its form has been read: an empty body, then the end."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return again


def _equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
