"""Notices of a decision in words for the pages; `parts.html` shows them."""

from __future__ import annotations

from starlette.requests import Request

from hamstrong.engine.decide.decisions import Decision
from hamstrong.web.shell.context import pack_of
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.web.shell.visit import app_of, me, moment_of
from hamstrong.words.notices import NoticeText, notice_texts
from hamstrong.words.sentences import Words


def notices_of(request: Request, decision: Decision) -> tuple[NoticeText, ...]:
    """The notices of a decision."""
    words = Words(app_of(request).pack, pack_words(request))
    return notice_texts(words, decision.notices, decision.day)


def notices_now(request: Request) -> tuple[NoticeText, ...]:
    """What today's decision says of this person, general advice left out; nothing of somebody who
    has no diary here, or in a shell that is served without use cases."""
    if pack_of(request) is None:
        return ()
    person = me(request)
    if not person.exists() or person.departure(moment_of(request)) is not None:
        return ()
    found = notices_of(request, person.today(moment_of(request)).decision)
    return tuple(notice for notice in found if not notice.general)
