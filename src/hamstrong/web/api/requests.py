"""Requests to the JSON interface, read strictly; facts themselves are read by `app`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request

from hamstrong.app import InvalidFacts
from hamstrong.app.errors import Fault
from hamstrong.app.record.incoming_facts import BadFact, faults_of, parse_fact
from hamstrong.engine.facts import Fact
from hamstrong.engine.facts.bounded_json import JsonLimits, UnreadableJson, read_json
from hamstrong.engine.facts.bounds import (
    Day,
    FactName,
    Items,
    Nprs,
    SchemaVersion,
    lowest_and_highest,
)
from hamstrong.engine.facts.strict_reader import Misfits, reader_of

MOST_TRIED = 50
_LIMITS = JsonLimits(size=64 * 1024, depth=16, elements=2_000)
_JSON = ("application/json", "text/json")


class WhatIfFact(NamedTuple):
    """An answer to try out."""

    name: FactName
    payload: Mapping[str, Any]
    version: SchemaVersion = 1


class WhatIfIn(NamedTuple):
    """Answers to try out, and the pain of every set of today's session."""

    facts: Annotated[tuple[WhatIfFact, ...], Items(0, MOST_TRIED)] = ()
    pain: Nprs | None = None


def require_json(request: Request) -> None:
    """Refuse a body that says to be something else than JSON; one that says nothing is tried.

    Raises:
        HTTPException: 415.
    """
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given and given not in _JSON:
        raise HTTPException(415)


def read_what_if(body: bytes) -> WhatIfIn:
    """Read the answers that are to be tried out.

    Raises:
        InvalidFacts: with every fault.
    """
    try:
        return cast(WhatIfIn, reader_of(WhatIfIn)(read_json(body, _LIMITS)))
    except UnreadableJson as error:
        faults = [Fault(f"{len(body)} bytes", "body", str(error), "send a JSON object")]
    except Misfits as wrong:
        faults = faults_of(wrong, "")
    raise InvalidFacts(*faults)


def typed_facts(asked: WhatIfIn) -> list[Fact]:
    """The facts that are to be tried out.

    Raises:
        InvalidFacts: with every fault.
    """
    read = [
        parse_fact(given.name, given.version, given.payload, f"facts.{index}")
        for index, given in enumerate(asked.facts)
    ]
    faults = [fault for bad in read if isinstance(bad, BadFact) for fault in bad.faults]
    if faults:
        raise InvalidFacts(*faults)
    return [fact for fact in read if not isinstance(fact, BadFact)]


def read_day(text: str | None) -> int | None:
    """Read the number of a day.

    Raises:
        InvalidFacts: it is none.
    """
    if text is None:
        return None
    low, high = lowest_and_highest(Day)
    if text.isascii() and text.isdigit() and len(text) <= len(str(high)):
        day = int(text)
        if low <= day <= high:
            return day
    rule = f"a day number (date.toordinal()) from {low} to {high}, such as 739313"
    raise InvalidFacts(Fault("another form", "day", rule, "send a day number"))
