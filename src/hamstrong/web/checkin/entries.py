"""Entries of today and yesterday as they are after all corrections."""

from __future__ import annotations

from starlette.requests import Request

from hamstrong.app.record.corrections import CorrectableFact
from hamstrong.engine.decide.asks import ask_of
from hamstrong.engine.facts import HowIsItAnswered, MorningAnswered
from hamstrong.web.shell import me, moment_of

_TODAY_AND_YESTERDAY = 2


def entries(request: Request) -> list[CorrectableFact]:
    """Answers about today and yesterday, the newest first."""
    answered = me(request).correctable(moment_of(request), _TODAY_AND_YESTERDAY)
    return [
        entry
        for entry in answered
        if ask_of(entry.fact) is not None or isinstance(entry.fact, HowIsItAnswered)
    ]


def limb_without_yesterday(request: Request) -> str | None:
    """The first leg whose morning of yesterday has no answer."""
    person, at = me(request), moment_of(request)
    live = person.state(at)
    done = {
        entry.fact.limb
        for entry in entries(request)
        if entry.stored.day == live.day - 1 and isinstance(entry.fact, MorningAnswered)
    }
    limbs = [episode.kind.limb for episode in live.episodes]
    return next((limb for limb in limbs if limb not in done), None)
