"""Answers that are not saved yet, kept by the server while a form of several screens is filled in.

Nothing of them is in an address. A copy travels in the page, signed for this session, so that a
restart in the middle loses nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import Request

from hamstrong.web.shell.context import session_of

DRAFT_FIELD = "draft"
_KEPT = 512
_Book = OrderedDict[tuple[str, str], dict[str, Any]]


def read_draft(request: Request, name: str, sealed: object = None) -> dict[str, Any]:
    """Return what was answered so far.

    Args:
        sealed: the copy that came with the page; used only when the server has forgotten.
    """
    kept = _book(request).get((_session_key(request), name))
    if kept is not None:
        return dict(kept)
    return _unseal(request, name, sealed) if isinstance(sealed, str) else {}


def keep_draft(request: Request, name: str, answers: dict[str, Any]) -> None:
    """Keep the answers for this browser."""
    book = _book(request)
    book[_session_key(request), name] = dict(answers)
    book.move_to_end((_session_key(request), name))
    while len(book) > _KEPT:
        book.popitem(last=False)


def drop_draft(request: Request, name: str) -> None:
    """Forget the answers, because they were saved or begun anew."""
    _book(request).pop((_session_key(request), name), None)


def seal_draft(request: Request, name: str) -> str:
    """Return the copy for a hidden field."""
    return _serializer(request, name).dumps(read_draft(request, name))


def _unseal(request: Request, name: str, sealed: str) -> dict[str, Any]:
    try:
        found = _serializer(request, name).loads(sealed)
    except BadData:
        return {}
    return found if isinstance(found, dict) else {}


def _serializer(request: Request, name: str) -> URLSafeSerializer:
    session = session_of(request)
    secret = "" if session is None else session.csrf
    return URLSafeSerializer(secret or "nobody", salt=f"hamstrong.draft.{name}")


def _session_key(request: Request) -> str:
    session = session_of(request)
    return "" if session is None else session.key


def _book(request: Request) -> _Book:
    state = request.app.state
    if not hasattr(state, "drafts"):
        state.drafts = OrderedDict()
    found: _Book = state.drafts
    return found
