"""Replies to what a form recorded, for the page that follows it.

Every form is answered here and nowhere else: what the engine says changed, because of which
answer, and when the next session is. The page that follows shows what is in force and what to do
now, so a reply repeats neither.
"""

from __future__ import annotations

from starlette.requests import Request

from hamstrong.web.shell.context import session_of, shell_of
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.web.shell.visit import app_of, moment_of, visited_person
from hamstrong.words.replies import reply_text
from hamstrong.words.sentences import Words

_URGENT_PAGE = "/outcome"


def keep_reply(request: Request, location: str) -> None:
    """Keep the reply to what this request recorded until the page at `location` is shown.

    A reply without a change waits only where the form has no word of its own, and not before
    there is a plan that could change. The page of an urgent outcome is the reply itself.
    """
    session, person = session_of(request), visited_person(request)
    if session is None or person is None:
        return
    reply, waiting = person.take_reply(), shell_of(request).flashes
    if reply is None or location == _URGENT_PAGE:
        return
    has_plan = person.is_enrolled(moment_of(request))
    if not reply.changes and (waiting.waits(session) or not has_plan):
        return
    words = Words(app_of(request).pack, pack_words(request))
    text = reply_text(words, reply, beside_notices=True)
    dated = reply.next is not None and reply.next.kind == "session_on"
    waiting.add(session.key, text if dated else text._replace(next=""))
