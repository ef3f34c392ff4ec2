"""The boundary's strict types: what a face sends as JSON becomes a typed fact, or faults.

The one module of the use cases that needs pydantic, so it is imported when the first fact comes
in and a look at the diary starts without it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from hamstrong.app.errors import Fault, InvalidFacts
from hamstrong.app.record.incoming_facts import BadForm, FactIn
from hamstrong.engine.facts import SCHEMAS, VERSIONS, Fact

_BY_NAME: Mapping[str, Any] = {schema.name: schema.kind for schema in SCHEMAS}
_UNKNOWN_KEY = ("unexpected_keyword_argument", "extra_forbidden")
_STRICT = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class _Sent(BaseModel):
    """A `FactIn` as JSON."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    client_id: str = Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
    name: str = Field(max_length=64)
    payload: dict[str, Any]
    version: int = 1
    day: int | None = Field(default=None, ge=1, le=3_652_059)
    instant: AwareDatetime | None = None
    device_counter: int | None = Field(default=None, ge=0, le=2**63 - 1)
    counted_by: Literal["person", "camera"] = "person"


def read_batch(text: str | bytes) -> tuple[FactIn, ...]:
    """Read a JSON list of facts.

    Raises:
        InvalidFacts: with every fault.
    """
    try:
        return tuple(FactIn(**dict(sent)) for sent in _batch_adapter().validate_json(text))
    except ValidationError as error:
        faults = [_fault(entry, "facts") for entry in error.errors(include_url=False)]
    raise InvalidFacts(*faults[:100])


@cache
def _batch_adapter() -> TypeAdapter[list[_Sent]]:
    return TypeAdapter(list[_Sent])


def read_fact(name: str, version: int, payload: Any, place: str) -> Fact | BadForm:
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
