"""Submissions: a form pressed twice is recorded once, and both presses see the same page.

The page that follows shows the reply to what was recorded. This is the quick half: it forgets at a
restart. The lasting half is the diary's, which takes the form's id as request id.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from hamstrong.web.shell.context import session_of, shell_of
from hamstrong.web.shell.forms import Form, StaleForm
from hamstrong.web.shell.pages import see
from hamstrong.web.shell.replies import keep_reply

_KEPT = 2048
_Key = tuple[str, str, str]


@dataclass
class _Submission:
    fingerprint: str
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    location: str | None = None


@dataclass
class Submissions:
    """What was sent lately, by session, path and form id."""

    _entries: OrderedDict[_Key, _Submission] = field(default_factory=OrderedDict)

    def entry(self, key: _Key, fingerprint: str) -> _Submission:
        found = self._entries.get(key)
        if found is None or (found.location is None and not found.lock.locked()):
            found = self._entries[key] = _Submission(fingerprint)
        self._entries.move_to_end(key)
        while len(self._entries) > _KEPT:
            self._entries.popitem(last=False)
        return found


async def once(request: Request, form: Form, save: Callable[[], Awaitable[Response]]) -> Response:
    """Save a form the first time; answer the same redirect to every further press.

    What was refused (not a redirect) may be sent again under the same id.

    Raises:
        StaleForm: this form was saved already, with other answers.
    """
    session = session_of(request)
    key = ("" if session is None else session.key, request.url.path, form.id)
    entry = shell_of(request).submissions.entry(key, form.fingerprint())
    async with entry.lock:
        if entry.location is not None:
            if entry.fingerprint != form.fingerprint():
                raise StaleForm
            return see(entry.location)
        response = await save()
        if response.status_code == 303:
            entry.location = response.headers["location"]
            entry.fingerprint = form.fingerprint()
            keep_reply(request, entry.location)
        return response
