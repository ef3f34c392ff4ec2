"""Drafts of answers, kept by the server while a form of several screens is filled in.

Nothing of them is in an address. A copy travels in the page, signed for this session, so that a
restart in the middle loses nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from starlette.requests import Request

from hamstrong.web.shell.context import session_of
from hamstrong.web.shell.sealed_values import sealed, unsealed

DRAFT_FIELD = "draft"
_KEPT = 512
_Book = OrderedDict[tuple[str, str], dict[str, Any]]


def read_draft(request: Request, name: str, copy: object = None) -> dict[str, Any]:
    """Return what was answered so far.

    Args:
        copy: what came with the page, sealed; used only when the server has forgotten.
    """
    kept = _book(request).get((_session_key(request), name))
    if kept is not None:
        return dict(kept)
    found = unsealed(_key(request, name), copy) if isinstance(copy, str) else None
    return found if isinstance(found, dict) else {}


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
    return sealed(_key(request, name), read_draft(request, name))


def _key(request: Request, name: str) -> str:
    """What only this session knows, for this form alone."""
    session = session_of(request)
    return f"hamstrong.draft.{name}:{'' if session is None else session.csrf}"


def _session_key(request: Request) -> str:
    session = session_of(request)
    return "" if session is None else session.key


def _book(request: Request) -> _Book:
    state = request.app.state
    if not hasattr(state, "drafts"):
        state.drafts = OrderedDict()
    found: _Book = state.drafts
    return found
