"""What was answered today and yesterday, as it stands after all corrections."""

from __future__ import annotations

import json
from typing import NamedTuple

from starlette.requests import Request

from hamstrong.diary import StoredFact
from hamstrong.engine.decide.asks import ask_of
from hamstrong.engine.facts import Fact, FactCorrected, HowIsItAnswered, MorningAnswered, name_of
from hamstrong.engine.facts.codec import decode_fact
from hamstrong.web.shell import me, moment_of


class Entry(NamedTuple):
    """An answer that may be put right, as it stands after all corrections."""

    stored: StoredFact
    fact: Fact
    corrected: bool


def entries(request: Request) -> list[Entry]:
    """Answers about today and yesterday, the newest first."""
    person, at = me(request), moment_of(request)
    today = person.today(at).day
    days = [person.why(at, day) for day in (today - 1, today)]
    stored = [fact for why in days if why is not None for fact in why.facts]
    mended: dict[str, Fact] = {}
    for fact in stored:
        if fact.name == name_of(FactCorrected):
            said = json.loads(fact.payload)
            mended[said["corrects"]] = decode_fact(said["name"], said["version"], said["payload"])
    found = []
    for fact in stored:
        read = decode_fact(fact.name, fact.version, json.loads(fact.payload))
        now = mended.get(fact.client_id, read)
        if ask_of(now) is not None or isinstance(now, HowIsItAnswered):
            found.append(Entry(fact, now, fact.client_id in mended))
    return found[::-1]


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
