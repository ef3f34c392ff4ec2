"""Words of the pack for the pages of a session."""

from __future__ import annotations

from starlette.requests import Request

from hamstrong.web.shell import app_of
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words.sentences import Words


def words_of(request: Request) -> Words:
    return Words(app_of(request).pack, pack_words(request))
