"""Built values: frozen dataclasses and named tuples of the pack's model as plain JSON, and back.

A list begins with a number: 0 for a tuple, 1 for a frozen set, 2 for a list, 3 and more for a class
of the table that goes along, followed by its fields in order. Only classes of `hamstrong.protocol`
are made. A key that is no text (a stage's number, a count of words) is written as `#` and JSON.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

TUPLE = 0
FROZEN_SET = 1
LIST = 2
FIRST_CLASS = 3
_HOME = "hamstrong.protocol."
_MARK = "#"

ClassTable = list[tuple[str, tuple[str, ...]]]
"""`module:Name` of each class with the names of its fields, in the order of first use."""


class UnreadableValue(ValueError):
    """The value was built by other types than those of this program."""


def encode(value: Any, classes: ClassTable) -> Any:
    """Return a value as JSON; classes that it needs are added to the table.

    Raises:
        TypeError: it holds something that is neither plain nor of the pack's model.
    """
    if type(value) in _SCALARS:
        return value
    if isinstance(value, Mapping):
        return {_key(key): encode(each, classes) for key, each in value.items()}
    names = _fields(type(value))
    if names is not None:
        return [_number(type(value), names, classes), *_parts(value, names, classes)]
    if isinstance(value, tuple):
        return [TUPLE, *(encode(each, classes) for each in value)]
    if isinstance(value, list):
        return [LIST, *(encode(each, classes) for each in value)]
    if isinstance(value, frozenset):
        return [FROZEN_SET, *(encode(each, classes) for each in sorted(value))]
    raise TypeError(f"cannot build a value of {type(value)!r}: extend `encode` and `decode`")


def decode(tree: Any, classes: Sequence[Sequence[Any]]) -> Any:
    """Return the value that `encode` wrote.

    Raises:
        UnreadableValue: a class is gone or has other fields.
    """
    makers = [_maker(str(name), tuple(fields)) for name, fields in classes]
    return _decode(tree, [*_PLAIN_MAKERS, *makers])


def _decode(tree: Any, makers: list[Callable[[list[Any]], Any]]) -> Any:
    if type(tree) is list:
        parts = [p if type(p) in _SCALARS else _decode(p, makers) for p in tree[1:]]
        return makers[tree[0]](parts)
    if type(tree) is dict:
        return {
            json.loads(key[1:]) if key[:1] == _MARK else key: (
                each if type(each) in _SCALARS else _decode(each, makers)
            )
            for key, each in tree.items()
        }
    return tree


_SCALARS = frozenset({str, int, float, bool, type(None)})
_PLAIN_MAKERS: list[Callable[[list[Any]], Any]] = [tuple, frozenset, list]


def _key(key: Any) -> str:
    if isinstance(key, str) and not key.startswith(_MARK):
        return key
    if type(key) in _SCALARS:
        return _MARK + json.dumps(key)
    raise TypeError(f"cannot build a mapping with the key {key!r}")


def _parts(value: Any, names: tuple[str, ...], classes: ClassTable) -> list[Any]:
    return [encode(getattr(value, name), classes) for name in names]


def _fields(kind: Any) -> tuple[str, ...] | None:
    if dataclasses.is_dataclass(kind):
        return tuple(field.name for field in dataclasses.fields(kind))
    return tuple(kind._fields) if hasattr(kind, "_fields") else None


def _number(kind: type, names: tuple[str, ...], classes: ClassTable) -> int:
    entry = (f"{kind.__module__}:{kind.__qualname__}", names)
    if entry not in classes:
        classes.append(entry)
    return classes.index(entry) + FIRST_CLASS


def _maker(name: str, fields: tuple[str, ...]) -> Callable[[list[Any]], Any]:
    module, _, kind = name.partition(":")
    if not module.startswith(_HOME):
        raise UnreadableValue(f"{name!r} is no class of a pack")
    try:
        found = getattr(import_module(module), kind)
    except (ImportError, AttributeError):
        raise UnreadableValue(f"{name!r} is gone") from None
    if _fields(found) != fields:
        raise UnreadableValue(f"{name!r} has other fields")
    if _takes_names(found):
        return lambda parts: found(**dict(zip(fields, parts, strict=True)))
    return lambda parts: found(*parts)


def _takes_names(kind: Any) -> bool:
    """Whether some field is given by name only, so that order does not do."""
    return dataclasses.is_dataclass(kind) and any(f.kw_only for f in dataclasses.fields(kind))
