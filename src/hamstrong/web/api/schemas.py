"""Schemas that the interface promises, made from the engine's own types.

Nothing is typed twice: a named tuple of the engine is one schema, its hints the fields. Requests
are parsed by `hamstrong.app`; these describe them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from hamstrong.app.progress.course_report import CourseReport
from hamstrong.app.record.batch import OURS
from hamstrong.engine.decide.decisions import Prescription, Refusal
from hamstrong.engine.decide.evidence import Reason
from hamstrong.engine.decide.script import SessionScript
from hamstrong.engine.facts import FACT_TYPES, SCHEMAS, name_of
from hamstrong.engine.facts.bounds import (
    ClientId,
    Day,
    DeviceCount,
    FactRange,
    Items,
    OneOf,
    Pattern,
    Text,
)
from hamstrong.engine.reply.reply import Reply
from hamstrong.web.api import requests
from hamstrong.words.replies import ReplyText

_CLOSED = ConfigDict(extra="forbid", hide_input_in_errors=True)


@cache
def model_of(kind: Any) -> type[BaseModel]:
    """The schema of a named tuple: the same fields, tuples as lists."""
    defaults: Mapping[str, Any] = getattr(kind, "_field_defaults", {})
    fields = {
        name: (_hint(hint), Field(default=defaults[name]) if name in defaults else Field())
        for name, hint in get_type_hints(kind, include_extras=True).items()
    }
    told = (kind.__doc__ or "").strip()
    # A named tuple without a docstring of its own says its signature, which helps nobody.
    about = "" if told.startswith(f"{kind.__name__}(") else told.partition("\n\n")[0]
    made = create_model(
        kind.__name__, __config__=_CLOSED, __doc__=about, **cast("dict[str, Any]", fields)
    )
    return cast("type[BaseModel]", made)


def _hint(hint: Any) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Annotated[_hint(args[0]), _field(args[1:])]
    if hasattr(hint, "to_text"):
        return str
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        return model_of(hint)
    if origin in (Union, UnionType):
        return reduce(or_, (a if a is NoneType else _hint(a) for a in args))
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return list[_hint(args[0])]  # type: ignore[misc]  # built from a value, not a declaration
    if origin is tuple:
        return tuple.__class_getitem__(tuple(_hint(a) for a in args))
    return hint


def _field(bounds: tuple[Any, ...]) -> Any:
    """Describe bounds of the engine's table; what names the pack has is no part of the form."""
    told: dict[str, Any] = {}
    for bound in bounds:
        if isinstance(bound, FactRange):
            told |= {"ge": bound.low, "le": bound.high}
        elif isinstance(bound, (Text, Items)):
            told |= {"min_length": bound.least, "max_length": bound.most}
        elif isinstance(bound, OneOf):
            told["pattern"] = f"^({'|'.join(bound.names)})$"
        elif isinstance(bound, Pattern):
            told["pattern"] = f"^{bound.expression}$"
    return Field(**told)


WhatIfIn = model_of(requests.WhatIfIn)
Plan = model_of(Prescription)
No = model_of(Refusal)
Script = model_of(SessionScript)
Report = model_of(CourseReport)
OneReason = model_of(Reason)
ReplyOut = create_model(
    "ReplyOut",
    __base__=model_of(Reply),
    __doc__="What one fact changed, because of which answer, and what comes next.",
    text=(model_of(ReplyText), Field()),
)
SENDABLE: tuple[Any, ...] = tuple(kind for kind in FACT_TYPES if kind not in OURS)
"""Facts that an interface may send; the others are made by the use cases."""


class FaultOut(BaseModel):
    """What is wrong: the value, its place, the rule, and what to do next."""

    model_config = _CLOSED

    value: str
    place: str
    rule: str
    next_step: str


class Problem(BaseModel):
    """A refusal. `type` names it; `faults` say what to do; `asks` what to answer first."""

    model_config = _CLOSED

    type: str
    title: str
    status: int
    faults: list[FaultOut] = []
    asks: list[str] = []


class FactResult(BaseModel):
    """What became of one fact of the batch, in the order in which it was sent. Only a fact that is
    new has a reply: what it changed, and the same in words."""

    model_config = _CLOSED

    client_id: str
    state: Literal["stored", "known", "refused"]
    seq: int | None
    marks: list[Literal["stale_plan", "asks_open", "late"]]
    faults: list[FaultOut]
    reply: ReplyOut | None  # type: ignore[valid-type]  # made from the engine's type


class FactsOut(BaseModel):
    """The answer to a batch; a repeat of the batch gets the same places again."""

    model_config = _CLOSED

    day: int
    last_seq: int
    results: list[FactResult]


class PlanOut(BaseModel):
    """Today's decision. Without `plan_id` there is nothing to start."""

    model_config = _CLOSED

    day: int
    seq: int
    plan_id: str | None
    must_answer: list[str]
    kind: Literal["prescription", "refusal"]
    prescription: Plan | None  # type: ignore[valid-type]  # made from the engine's type
    refusal: No | None  # type: ignore[valid-type]


class StoredFactOut(BaseModel):
    """A fact as the diary keeps it."""

    model_config = _CLOSED

    seq: int
    client_id: str
    name: str
    version: int
    day: int
    recorded_day: int
    instant: str
    payload: dict[str, Any]


class WhyOut(BaseModel):
    """What a day's decision rests on: each rule once, and the facts of that day."""

    model_config = _CLOSED

    day: int
    recorded: bool
    kind: Literal["prescription", "refusal"]
    prescription: Plan | None  # type: ignore[valid-type]
    refusal: No | None  # type: ignore[valid-type]
    plans: list[tuple[str, str]]
    reasons: list[OneReason]  # type: ignore[valid-type]
    facts: list[StoredFactOut]


class DecisionOut(BaseModel):
    """A plan or a refusal, whichever `kind` says."""

    model_config = _CLOSED

    kind: Literal["prescription", "refusal"]
    prescription: Plan | None  # type: ignore[valid-type]
    refusal: No | None  # type: ignore[valid-type]


class WhatIfOut(BaseModel):
    """What those answers would lead to. Nothing was saved."""

    model_config = _CLOSED

    today: DecisionOut
    tomorrow: DecisionOut


def fact_schema() -> type[BaseModel]:
    """One fact on its way in; its payload is one of the shapes that the names stand for."""
    payloads: Any = reduce(or_, (model_of(kind) for kind in SENDABLE))
    names: Any = Literal.__getitem__(tuple(name_of(kind) for kind in SENDABLE))
    counted: Any = Literal["person", "camera"]
    newest = max(schema.version for schema in SCHEMAS if schema.kind in SENDABLE)
    version: Any = Literal.__getitem__(tuple(range(1, newest + 1)))
    return create_model(
        "FactIn",
        __config__=_CLOSED,
        __doc__="A fact on its way in. `client_id` is made on the device and never used twice.",
        client_id=(_hint(ClientId), Field()),
        name=(names, Field()),
        payload=(payloads, Field()),
        version=(version, Field(default=1)),
        day=(_hint(Day | None), Field(default=None)),
        instant=(str | None, Field(default=None, json_schema_extra={"format": "date-time"})),
        device_counter=(_hint(DeviceCount | None), Field(default=None)),
        counted_by=(counted, Field(default="person")),
    )
