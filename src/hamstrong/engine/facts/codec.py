"""Codec of the engine's named tuples to plain JSON values and back, by their type hints.

One codec for facts, decisions and snapshots. It is strict: an unknown or missing field, a
boolean where a number belongs, or a wrong type is a `DecodeError` naming place and rule, never
the value (answers are health data).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from enum import IntEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from hamstrong.engine.facts import SCHEMAS, Fact, FactSchema, name_of
from hamstrong.engine.facts.upcasters import UPCASTERS, Upcaster


class DecodeError(ValueError):
    """A stored value does not fit its schema; the text names the place and what is expected."""


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def encode(value: Any) -> Any:
    """Turn named tuples, tuples, scalars and what has a text form into plain JSON values."""
    if hasattr(value, "to_text"):
        return value.to_text()
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
    if hasattr(kind, "from_text"):
        return _decode_text(kind, value, place)
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


def _decode_text(kind: Any, value: Any, place: str) -> Any:
    try:
        return kind.from_text(_expect(value, str, place))
    except ValueError as error:
        raise DecodeError(f"{place}: {error}") from None


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


class FactCodec:
    """Facts to and from their stored form; older versions are upgraded when they are read."""

    def __init__(
        self, schemas: Iterable[FactSchema], upcasters: Mapping[tuple[str, int], Upcaster]
    ) -> None:
        """Args:
            upcasters: by name and version, what makes its payload one of the next version.

        Raises:
            ValueError: a name or kind twice, an upcaster that is missing, or one that no schema
                asks for.
        """
        taken = tuple(schemas)
        self._by_name = {schema.name: schema for schema in taken}
        self._by_kind = {schema.kind: schema for schema in taken}
        if len(self._by_name) != len(taken) or len(self._by_kind) != len(taken):
            raise ValueError("each name and each kind of fact has one schema")
        self._upcasters = dict(upcasters)
        wanted = {(s.name, old) for s in taken for old in range(1, s.version)}
        for name, version in sorted(wanted ^ self._upcasters.keys()):
            state = "has no" if (name, version) in wanted else "has no use for an"
            raise ValueError(f"fact {name} {state} upcaster from version {version}")

    def encode(self, fact: Any) -> tuple[str, int, dict[str, Any]]:
        """Name, schema version and plain payload of a fact."""
        schema = self._by_kind[type(fact)]
        return schema.name, schema.version, encode(fact)

    def upgrade(self, name: str, version: int, payload: Mapping[str, Any]) -> dict[str, Any]:
        """A stored payload in the form of today's version.

        Raises:
            DecodeError: the name is unknown, the version is none or a newer one, or an older
                payload lacks what its upcaster reads.
        """
        schema = self._schema(name)
        if version > schema.version:
            raise DecodeError(
                f"fact {name} has schema version {version}, newer than {schema.version}, the "
                "newest that this version of Hamstrong reads; upgrade Hamstrong"
            )
        if version < 1:
            raise DecodeError(f"fact {name} has schema version {version}; the first is 1")
        upgraded = dict(payload)
        for old in range(version, schema.version):
            try:
                upgraded = self._upcasters[(name, old)](upgraded)
            except (LookupError, TypeError, ValueError, AttributeError):
                raise DecodeError(f"{name}: expected the fields of version {old}") from None
        return upgraded

    def decode(self, name: str, version: int, payload: Mapping[str, Any]) -> Any:
        """Read a stored fact.

        Raises:
            DecodeError: unknown name, a newer schema version, or a payload that does not fit.
        """
        upgraded = self.upgrade(name, version, payload)
        return decode(self._schema(name).kind, upgraded, name)

    def _schema(self, name: str) -> FactSchema:
        schema = self._by_name.get(name)
        if schema is None:
            raise DecodeError(f"fact {name!r} is unknown; upgrade Hamstrong or check the archive")
        return schema


_FACTS = FactCodec(SCHEMAS, UPCASTERS)


def fact_name(fact: Fact) -> str:
    """Stable name under which a fact is stored."""
    return name_of(type(fact))


def encode_fact(fact: Fact) -> tuple[str, int, dict[str, Any]]:
    """Name, schema version and plain payload of a fact."""
    return _FACTS.encode(fact)


def upgrade_payload(name: str, version: int, payload: Mapping[str, Any]) -> dict[str, Any]:
    """A stored payload in the form of today's version.

    Raises:
        DecodeError: unknown name, or a newer schema version.
    """
    return _FACTS.upgrade(name, version, payload)


def decode_fact(name: str, version: int, payload: Mapping[str, Any]) -> Fact:
    """Read a stored fact; one of an older version is upgraded.

    Raises:
        DecodeError: unknown name, a newer schema version, or a payload that does not fit.
    """
    fact: Fact = _FACTS.decode(name, version, payload)
    return fact
