"""Shapes of plain trees, read into frozen dataclasses, strictly, with every fault at once.

Nothing is converted: `2` is no text, `"2"` and `true` are no numbers, and a key that the
dataclass lacks is a fault. Written for this because pydantic, which serves the other boundaries,
takes half a second to import and to build these shapes, and a pack loads before anything else.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hamstrong.protocol.bounds import Range
from hamstrong.protocol.faults import PackPlace, UnplacedFault

_BROKEN = object()
_Reader = Callable[[Any, PackPlace, list[UnplacedFault]], Any]
_PLAIN: Mapping[type, tuple[frozenset[type], str]] = {
    str: (frozenset({str}), "a text"),
    int: (frozenset({int}), "a whole number"),
    float: (frozenset({int, float}), "a number"),
    bool: (frozenset({bool}), "true or false"),
    type(None): (frozenset({type(None)}), "null"),
}


def read_shape(shape: type, tree: Any, place: PackPlace) -> tuple[Any, list[UnplacedFault]]:
    """Return the tree as a `shape`, or None with everything that is wrong with it."""
    findings: list[UnplacedFault] = []
    value = _reader(shape)(tree, place, findings)
    return (None, findings) if findings else (value, [])


@cache
def _reader(kind: Any) -> _Reader:
    if dataclasses.is_dataclass(kind):
        return _object_reader(kind)
    if kind in _PLAIN:
        return _plain_reader(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _bounded_reader(parts[0], parts[1])
    if origin is Literal:
        return _literal_reader(parts)
    if origin is tuple:
        return _list_reader(parts[0])
    if origin is Mapping:
        return _mapping_reader(parts[1])
    if origin in (Union, types.UnionType):
        return _tagged_reader(parts) if _are_tagged(parts) else _optional_reader(parts)
    if kind is object:
        return lambda value, _place, _findings: value
    raise TypeError(f"no reader for {kind!r}: extend hamstrong.protocol.shapes")


def _plain_reader(kind: type) -> _Reader:
    allowed, words = _PLAIN[kind]

    def read(value: Any, place: PackPlace, findings: list[UnplacedFault]) -> Any:
        if type(value) not in allowed:
            return _wrong(value, place, findings, words)
        return float(value) if kind is float else value

    return read


def _bounded_reader(kind: type, bound: Range) -> _Reader:
    read_plain = _reader(kind)
    words = f"{_PLAIN[kind][1]} from {bound.low:g} to {bound.high:g}"

    def read(value: Any, place: PackPlace, findings: list[UnplacedFault]) -> Any:
        found = read_plain(value, place, findings)
        if found is _BROKEN or bound.low <= found <= bound.high:
            return found
        findings.append(UnplacedFault(place, "out-of-range", words, value))
        return _BROKEN

    return read


def _literal_reader(options: tuple[Any, ...]) -> _Reader:
    words = f"one of {', '.join(str(option) for option in options)}"
    types_of = {type(option) for option in options}

    def read(value: Any, place: PackPlace, findings: list[UnplacedFault]) -> Any:
        if type(value) not in types_of or value not in options:
            return _wrong(value, place, findings, words)
        return value

    return read


def _list_reader(item: Any) -> _Reader:
    read_item = _reader(item)

    def read(value: Any, place: PackPlace, findings: list[UnplacedFault]) -> Any:
        if not isinstance(value, list):
            return _wrong(value, place, findings, "a list")
        return tuple(read_item(each, place.at(index), findings) for index, each in enumerate(value))

    return read


def _mapping_reader(item: Any) -> _Reader:
    read_item = _reader(item)

    def read(value: Any, place: PackPlace, findings: list[UnplacedFault]) -> Any:
        if not isinstance(value, dict):
            return _wrong(value, place, findings, "keys with values")
        return {str(key): read_item(each, place.at(key), findings) for key, each in value.items()}

    return read


def _optional_reader(parts: tuple[Any, ...]) -> _Reader:
    others = [part for part in parts if part is not type(None)]
    if len(others) != 1 or len(others) == len(parts):
        raise TypeError(f"no reader for a choice of {parts!r}: extend hamstrong.protocol.shapes")
    read_other = _reader(others[0])

    def read(value: Any, place: PackPlace, findings: list[UnplacedFault]) -> Any:
        return None if value is None else read_other(value, place, findings)

    return read


def _are_tagged(parts: tuple[Any, ...]) -> bool:
    return all(dataclasses.is_dataclass(part) and hasattr(part, "kind") for part in parts)


def _tagged_reader(parts: tuple[Any, ...]) -> _Reader:
    """Read an object as the one of several shapes whose `kind` it names."""
    readers = {part.kind: _reader(part) for part in parts}
    read_kind = _literal_reader(tuple(readers))

    def read(value: Any, place: PackPlace, findings: list[UnplacedFault]) -> Any:
        if not isinstance(value, dict):
            return _wrong(value, place, findings, "keys with values")
        if "kind" not in value:
            findings.append(UnplacedFault(place, "missing-key", "kind is required here"))
            return _BROKEN
        kind = read_kind(value["kind"], place.at("kind"), findings)
        if kind is _BROKEN:
            return _BROKEN
        body = {key: each for key, each in value.items() if key != "kind"}
        return readers[kind](body, place, findings)

    return read


def _object_reader(shape: Any) -> _Reader:
    hints = get_type_hints(shape, include_extras=True)
    fields = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(shape)}
    plain = {field.name: _as_they_are(hints[field.name]) for field in dataclasses.fields(shape)}
    required = [field.name for field in dataclasses.fields(shape) if _is_required(field)]

    def read(value: Any, place: PackPlace, findings: list[UnplacedFault]) -> Any:
        if not isinstance(value, dict):
            return _wrong(value, place, findings, "keys with values")
        before = len(findings)
        found: dict[str, Any] = {}
        for key, each in value.items():
            reader = fields.get(key)
            if reader is not None and type(each) in plain[key]:
                found[key] = each
            elif reader is None:
                expected = f"no such key here; known are {', '.join(fields)}"
                findings.append(UnplacedFault(place.at(key), "unknown-key", expected))
            else:
                found[key] = reader(each, place.at(key), findings)
        findings.extend(
            UnplacedFault(place, "missing-key", f"{name} is required here")
            for name in required
            if name not in value
        )
        return shape(**found) if len(findings) == before else _BROKEN

    return read


def _as_they_are(kind: Any) -> frozenset[type]:
    """Types of values that need no reading; only a speed-up, so nothing but the plain ones."""
    return _PLAIN[kind][0] if kind in {str, int, bool} else frozenset()


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _wrong(value: Any, place: PackPlace, findings: list[UnplacedFault], words: str) -> object:
    findings.append(UnplacedFault(place, "wrong-value", words, value))
    return _BROKEN
