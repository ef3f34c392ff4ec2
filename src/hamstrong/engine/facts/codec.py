"""Plain JSON values from the engine's named tuples and back, by their type hints.

One codec for facts, decisions and snapshots. It is strict: an unknown or missing field, a
boolean where a number belongs, or a wrong type is a `DecodeError` naming place and rule, never
the value (answers are health data).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from enum import IntEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from hamstrong.engine.facts import FACT_TYPES, VERSIONS, Fact


class DecodeError(ValueError):
    """A stored value does not fit its schema; the text names the place and what is expected."""


_BY_NAME: Mapping[str, type[Any]] = {kind.__name__: kind for kind in FACT_TYPES}


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def encode(value: Any) -> Any:
    """Turn named tuples, tuples and scalars into plain JSON values."""
    if hasattr(value, "_fields"):
        return {name: encode(part) for name, part in zip(value._fields, value, strict=True)}
    if isinstance(value, (tuple, list)):
        return [encode(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): encode(part) for key, part in value.items()}
    if isinstance(value, IntEnum):
        return int(value)
    return value


def decode(kind: Any, value: Any, place: str = "$") -> Any:
    """Build a value of type `kind` from plain JSON values.

    Raises:
        DecodeError: naming the place and the type that is expected there.
    """
    if kind is Any:
        return value
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _decode_union(kind, value, place)
    if origin is Literal:
        if value in get_args(kind):
            return value
        raise DecodeError(f"{place}: expected one of {get_args(kind)}")
    if origin is tuple:
        return _decode_tuple(get_args(kind), value, place)
    if origin is not None and issubclass(origin, Mapping):
        return _expect(value, dict, place)
    if isinstance(kind, type) and hasattr(kind, "_fields"):
        return _decode_fields(kind, value, place)
    return _decode_scalar(kind, value, place)


def _expect(value: Any, kind: type[Any], place: str) -> Any:
    if not isinstance(value, kind):
        raise DecodeError(f"{place}: expected {kind.__name__}, got {type(value).__name__}")
    return value


def _decode_scalar(kind: Any, value: Any, place: str) -> Any:
    if kind is NoneType:
        if value is None:
            return None
        raise DecodeError(f"{place}: expected null")
    if isinstance(kind, type) and issubclass(kind, IntEnum):
        return kind(_decode_scalar(int, value, place))
    if kind is float and type(value) is int:
        return float(value)
    # type(), not isinstance: a boolean is an int to Python and must not pass for a number.
    if type(value) is not kind:
        raise DecodeError(f"{place}: expected {kind.__name__}, got {type(value).__name__}")
    return value


def _decode_union(kind: Any, value: Any, place: str) -> Any:
    for option in get_args(kind):
        try:
            return decode(option, value, place)
        except DecodeError:
            continue
    raise DecodeError(f"{place}: expected {kind}, got {type(value).__name__}")


def _decode_tuple(args: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    items = _expect(value, list, place)
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(decode(args[0], item, f"{place}[{i}]") for i, item in enumerate(items))
    if len(items) != len(args):
        raise DecodeError(f"{place}: expected {len(args)} items, got {len(items)}")
    return tuple(
        decode(part, item, f"{place}[{i}]")
        for i, (part, item) in enumerate(zip(args, items, strict=True))
    )


def _decode_fields(kind: type[Any], value: Any, place: str) -> Any:
    fields = _expect(value, dict, place)
    hints = _hints(cast(Hashable, kind))
    unknown = sorted(set(fields) - set(hints))
    if unknown:
        raise DecodeError(f"{place}: unknown field {unknown[0]!r}; known are {sorted(hints)}")
    missing = sorted(set(hints) - set(fields) - set(getattr(kind, "_field_defaults", {})))
    if missing:
        raise DecodeError(f"{place}: field {missing[0]!r} is missing")
    return kind(**{k: decode(hints[k], v, f"{place}.{k}") for k, v in fields.items()})


def fact_name(fact: Fact) -> str:
    """Stable name under which a fact is stored."""
    return type(fact).__name__


def encode_fact(fact: Fact) -> tuple[str, int, dict[str, Any]]:
    """Name, schema version and plain payload of a fact."""
    name = fact_name(fact)
    payload: dict[str, Any] = encode(fact)
    return name, VERSIONS[name], payload


def decode_fact(name: str, version: int, payload: Mapping[str, Any]) -> Fact:
    """Read a stored fact.

    Raises:
        DecodeError: unknown name, a newer schema version, or a payload that does not fit.
    """
    kind = _BY_NAME.get(name)
    if kind is None:
        raise DecodeError(f"fact {name!r} is unknown; upgrade Hamstrong or check the archive")
    if version != VERSIONS[name]:
        raise DecodeError(f"fact {name} has schema version {version}; known is {VERSIONS[name]}")
    fact: Fact = decode(kind, dict(payload), name)
    return fact
