"""Facts on their way in: what an interface sends before anything of it is believed.

Forms only; whether a value makes sense here is `checking`'s concern. Faults name the field and the
rule; what is shown of a value is bounded, and a person's own words are never repeated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

from hamstrong.app.errors import Fault, InvalidFacts
from hamstrong.engine.facts import SCHEMAS, VERSIONS, Fact
from hamstrong.engine.facts.bounded_json import JsonLimits, UnreadableJson, read_json
from hamstrong.engine.facts.bounds import ClientId, Day, DeviceCount, FactName, SchemaVersion
from hamstrong.engine.facts.codec import encode_fact
from hamstrong.engine.facts.strict_reader import Misfit, Misfits, reader_of

MOST_FACTS = 500
BATCH_LIMITS = JsonLimits(size=2 * 1024 * 1024, depth=16, elements=20_000)
"""Of a request with facts; 500 facts of a usual session have half as many elements."""

_MOST_FAULTS = 100
_STEP = "correct this field and send it again"
_BY_NAME: Mapping[str, Any] = {schema.name: schema.kind for schema in SCHEMAS}


class FactIn(NamedTuple):
    """A fact on its way in, as an interface sends it.

    `day` is the training day that it is about, by default today; `instant` when it happened on
    the device, by default now; `device_counter` the device's own count, by default the next.
    """

    client_id: ClientId
    name: FactName
    payload: Mapping[str, Any]
    version: SchemaVersion = 1
    day: Day | None = None
    instant: datetime | None = None
    device_counter: DeviceCount | None = None
    counted_by: Literal["person", "camera"] = "person"

    @classmethod
    def of(cls, client_id: UUID | str, fact: Fact, day: int | None = None) -> FactIn:
        """Wrap a typed fact, for interfaces written in Python."""
        name, version, payload = encode_fact(fact)
        return cls(client_id=str(client_id), name=name, version=version, payload=payload, day=day)


@dataclass(frozen=True, slots=True)
class BadFact:
    """What is wrong with the form of a fact."""

    faults: tuple[Fault, ...]


def parse_batch(text: str | bytes) -> tuple[FactIn, ...]:
    """Read a JSON list of facts.

    Raises:
        InvalidFacts: with every fault, at most the first hundred.
    """
    sent = _read(text)
    read, faults, found = reader_of(FactIn), [], []
    for index, one in enumerate(sent):
        try:
            found.append(cast(FactIn, read(one)))
        except Misfits as wrong:
            faults += faults_of(wrong, f"facts.{index}")
    if faults:
        raise InvalidFacts(*faults[:_MOST_FAULTS])
    return tuple(found)


def _read(text: str | bytes) -> list[Any]:
    try:
        sent = read_json(text, BATCH_LIMITS)
    except UnreadableJson as error:
        step = "send a JSON list of facts, in parts if it is long"
        fault = Fault(f"{len(text)} bytes", "facts", str(error), step)
    else:
        if isinstance(sent, list) and len(sent) <= MOST_FACTS:
            return sent
        value = f"{len(sent)} facts" if isinstance(sent, list) else "another value"
        rule = f"must be a list of at most {MOST_FACTS} facts"
        fault = Fault(value, "facts", rule, "send them in parts")
    raise InvalidFacts(fault)


def parse_fact(name: str, version: int, payload: Any, place: str) -> Fact | BadFact:
    """The typed fact, or what is wrong with its form."""
    kind = _BY_NAME.get(name)
    if kind is None:
        rule, step = "must be a fact of the event reference", "see docs/reference/events.md"
        return BadFact((Fault(f"{name!r:.60}", f"{place}.name", rule, step),))
    if version != VERSIONS[name]:
        rule = f"schema version of {name} must be {VERSIONS[name]}"
        step = "upgrade Hamstrong, or send the version that it knows"
        return BadFact((Fault(f"version {version}", f"{place}.version", rule, step),))
    try:
        return cast(Fact, reader_of(kind)(payload))
    except Misfits as wrong:
        return BadFact(tuple(faults_of(wrong, place)))


def faults_of(wrong: Misfits, place: str) -> list[Fault]:
    """Everything that is wrong with a value as faults, with their places below `place`, if any."""
    return [_fault(misfit, place) for misfit in wrong.found]


def _fault(misfit: Misfit, place: str) -> Fault:
    steps = [place, *(str(step) for step in misfit.path)]
    where = ".".join(step for step in steps if step)
    return Fault(misfit.value, where or "body", misfit.rule, _STEP)
