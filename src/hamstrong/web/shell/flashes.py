"""Flashes: what a form is answered with, kept by the server until the page that follows.

Nothing of it is in an address: what was saved stays between the person and the page.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Literal

from starlette.requests import Request

from hamstrong.web.shell.context import session_of, shell_of
from hamstrong.web.shell.sessions import BrowserSession
from hamstrong.words.replies import ReplyText

Tone = Literal["done", "note", "caution", "stop"]
_SESSIONS_KEPT = 256
_KEPT_PER_SESSION = 4


@dataclass(frozen=True, kw_only=True)
class Flash:
    """A text's key, what to fill in, and how it sounds."""

    key: str
    tone: Tone
    values: dict[str, object]


@dataclass
class Flashes:
    """What each session has yet to be shown: words of the pages, and replies to what was saved."""

    _waiting: OrderedDict[str, list[Flash | ReplyText]] = field(default_factory=OrderedDict)

    def add(self, session_key: str, word: Flash | ReplyText) -> None:
        kept = self._waiting.setdefault(session_key, [])
        kept.append(word)
        del kept[:-_KEPT_PER_SESSION]
        self._waiting.move_to_end(session_key)
        while len(self._waiting) > _SESSIONS_KEPT:
            self._waiting.popitem(last=False)

    def waits(self, session: BrowserSession) -> bool:
        """Whether a word waits for the next page of this session."""
        return session.key in self._waiting

    def take(self, session_key: str) -> list[Flash | ReplyText]:
        return self._waiting.pop(session_key, [])


def flash(request: Request, key: str, *, tone: Tone = "done", **values: object) -> None:
    """Say something on the next page this browser shows."""
    session = session_of(request)
    if session is not None:
        word = Flash(key=key, tone=tone, values=values)
        shell_of(request).flashes.add(session.key, word)


def take_flashes(request: Request) -> tuple[list[ReplyText], list[Flash]]:
    """Replies, then words of the pages."""
    session = session_of(request)
    found = [] if session is None else shell_of(request).flashes.take(session.key)
    replies = [one for one in found if isinstance(one, ReplyText)]
    return replies, [one for one in found if isinstance(one, Flash)]
