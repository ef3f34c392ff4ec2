"""A page that is rendered once for each state of a diary, whoever asks for it and however often.

What is secret to a browser or used once (the CSRF token, the ids of forms) is a gap in what is
kept; each answer fills its gaps anew.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from hamstrong.web.shell.context import session_of, shell_of
from hamstrong.web.shell.cookies import THEME
from hamstrong.web.shell.settings import Style
from hamstrong.web.shell.visit import standing_of

_CSRF_GAP = secrets.token_hex(24)
_FORM_GAP = secrets.token_hex(24)
Make = Callable[[Mapping[str, Any]], Response]


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A rendered page, cut at its gaps: at the token, and in each part at the ids of forms."""

    parts: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str) -> CachedPage:
        return cls(tuple(tuple(part.split(_FORM_GAP)) for part in text.split(_CSRF_GAP)))

    def filled(self, csrf: str) -> str:
        return csrf.join(map(_with_ids, self.parts))


def kept_page(request: Request, make: Make) -> Response:
    """Return the page as it was rendered for this very state, or render and keep it.

    Args:
        make: renders the page; what it is given belongs into the template's context. An answer
            other than 200 is passed on and not kept.
    """
    shell, session = shell_of(request), session_of(request)
    if session is None or shell.settings.style is Style.WORKSHOP or shell.flashes.waits(session):
        return make({})
    state = standing_of(request)
    name = shell.names.of(session.person)
    place = (request.scope["path"], state.person, name, request.cookies.get(THEME))
    found = shell.kept_pages.find(place, state)
    if found is None:
        answer = make({"csrf": _CSRF_GAP, "new_form_id": lambda: _FORM_GAP})
        if answer.status_code != 200:
            return answer
        found = shell.kept_pages.keep(place, state, CachedPage.of(bytes(answer.body).decode()))
    return HTMLResponse(found.filled(session.csrf))


def _with_ids(pieces: tuple[str, ...]) -> str:
    told = pieces[0]
    for piece in pieces[1:]:
        told += str(uuid.uuid4()) + piece
    return told
