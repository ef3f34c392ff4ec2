"""The boundary: what a face sends becomes a typed fact, or every fault of its form is named.

Forms only, by strict types; whether a value makes sense here is `checking`'s concern. Faults name
the field and the rule and never repeat what was answered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from hamstrong.app.errors import Fault, InvalidFacts
from hamstrong.engine.codec import encode_fact
from hamstrong.engine.facts import FACT_TYPES, VERSIONS, Fact

_BY_NAME: dict[str, Any] = {kind.__name__: kind for kind in FACT_TYPES}
_UNKNOWN_KEY = ("unexpected_keyword_argument", "extra_forbidden")
_STRICT = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class FactIn(BaseModel):
    """A fact on its way in, as a face sends it.

    `day` is the training day that it is about, by default today; `instant` when it happened on
    the device, by default now; `device_counter` the device's own count, by default the next.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    client_id: str = Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
    name: str = Field(max_length=64)
    payload: dict[str, Any]
    version: int = 1
    day: int | None = Field(default=None, ge=1, le=3_652_059)
    instant: AwareDatetime | None = None
    device_counter: int | None = Field(default=None, ge=0, le=2**63 - 1)
    counted_by: Literal["person", "camera"] = "person"

    @classmethod
    def of(cls, client_id: UUID | str, fact: Fact, day: int | None = None) -> FactIn:
        """Wrap a typed fact, for faces written in Python."""
        name, version, payload = encode_fact(fact)
        return cls(client_id=str(client_id), name=name, version=version, payload=payload, day=day)


def parse_batch(text: str | bytes) -> tuple[FactIn, ...]:
    """Read a JSON list of facts.

    Raises:
        InvalidFacts: with every fault.
    """
    try:
        return tuple(_batch_adapter().validate_json(text))
    except ValidationError as error:
        faults = [_fault(entry, "facts") for entry in error.errors(include_url=False)]
    raise InvalidFacts(*faults[:100])


@cache
def _batch_adapter() -> TypeAdapter[list[FactIn]]:
    return TypeAdapter(list[FactIn])


@dataclass(frozen=True, slots=True)
class BadForm:
    """What is wrong with the form of a fact."""

    faults: tuple[Fault, ...]


def parse_fact(name: str, version: int, payload: Any, place: str) -> Fact | BadForm:
    """The typed fact, or what is wrong with its form."""
    kind = _BY_NAME.get(name)
    if kind is None:
        rule, step = "must be a fact of the event reference", "see docs/reference/events.md"
        return BadForm((Fault(f"{name!r:.60}", f"{place}.name", rule, step),))
    if version != VERSIONS[name]:
        rule = f"schema version of {name} must be {VERSIONS[name]}"
        step = "upgrade Hamstrong, or send the version that it knows"
        return BadForm((Fault(f"version {version}", f"{place}.version", rule, step),))
    try:
        text = json.dumps(payload, allow_nan=False)
        return cast(Fact, _adapter(kind).validate_json(text))
    except ValidationError as error:
        entries = error.errors(include_url=False)
        return BadForm(tuple(_fault(entry, f"{place}.{name}") for entry in entries))
    except (ValueError, TypeError, RecursionError):
        return BadForm((Fault("another value", place, "must be JSON", "send a JSON object"),))


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind, config=_STRICT)


def _fault(error: ErrorDetails, place: str) -> Fault:
    # An unknown key may hold anything, so it is not repeated.
    known = error["loc"][:-1] if error["type"] in _UNKNOWN_KEY else error["loc"]
    where = ".".join(str(part) for part in known[:6])
    step = "correct this field and send it again"
    return Fault("another form", f"{place}.{where:.80}".rstrip("."), error["msg"][:160], step)
