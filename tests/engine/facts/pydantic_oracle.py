"""pydantic as an oracle: models made from the annotations of facts, by code of their own.

Nothing of our reader is used. What agreement does not prove: the bounds themselves, which both
take from the same table, and how a fault is worded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, create_model

from hamstrong.engine.facts.bounds import FactRange, Items, OneOf, Pattern, Text

CLOSED = ConfigDict(strict=True, extra="forbid")


@cache
def oracle_of(kind: Any) -> TypeAdapter[Any]:
    """What reads a value of this type from JSON."""
    return TypeAdapter(model_of(kind))


@cache
def model_of(kind: Any) -> Any:
    """The model of a named tuple."""
    fields = {
        name: (_typed(hint), kind._field_defaults.get(name, ...))
        for name, hint in get_type_hints(kind, include_extras=True).items()
    }
    return create_model(kind.__name__, __config__=CLOSED, **cast("dict[str, Any]", fields))


def _typed(hint: Any) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        told = [part for bound in args[1:] for part in _told(bound)]
        return Annotated.__class_getitem__((_typed(args[0]), *told)) if told else _typed(args[0])
    if origin in (Union, UnionType):
        return reduce(or_, (a if a is NoneType else _typed(a) for a in args))
    if origin is tuple and args[-1] is Ellipsis:
        return tuple.__class_getitem__((_typed(args[0]), ...))
    if origin is tuple:
        return tuple.__class_getitem__(tuple(_typed(arg) for arg in args))
    if origin is not None and origin is not Literal and issubclass(origin, Mapping):
        return dict[str, Any]
    return model_of(hint) if hasattr(hint, "_fields") else hint


def _told(bound: Any) -> tuple[Any, ...]:
    if isinstance(bound, FactRange):
        return (Field(ge=bound.low, le=bound.high, allow_inf_nan=False),)
    if isinstance(bound, Items):
        return (Field(min_length=bound.least, max_length=bound.most),)
    if isinstance(bound, OneOf):
        return (AfterValidator(lambda text: _require(text, text in bound.names)),)
    if isinstance(bound, Pattern):
        return (Field(pattern=f"^{bound.expression}$"),)
    if isinstance(bound, Text):
        length = Field(min_length=bound.least, max_length=bound.most)
        return length, AfterValidator(lambda text: _require(text, _can_be_shown(text, bound)))
    return ()


def _require(text: str, holds: bool) -> str:
    if not holds:
        raise ValueError("no")
    return text


def _can_be_shown(text: str, bound: Text) -> bool:
    kept = [c for c in text if not (bound.lines and c in "\t\n\r")]
    kinds = {unicodedata.category(letter) for letter in kept}
    blank = set(text) <= set(" \t\u200b\u3164")  # of what is thrown here
    return kinds.isdisjoint({"Cc", "Cs", "Zl", "Zp"}) and not (bound.visible and blank)
