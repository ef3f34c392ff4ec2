"""Snapshots: a folded state to bytes and back. Any doubt makes one unreadable, which loses nothing.

Positional JSON, compressed: a snapshot is only read under the hashes that it was written under.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from hamstrong.engine.facts import FACT_TYPES, Fact
from hamstrong.engine.facts.codec import decode_fact, encode_fact

T = TypeVar("T")
_FACTS = frozenset(FACT_TYPES)


class UnreadableSnapshot(ValueError):
    """The bytes are no snapshot of this shape: fold the diary instead."""


def pack_snapshot(value: Any) -> bytes:
    """Write named tuples, mappings, sets and scalars as compressed JSON."""
    return zlib.compress(json.dumps(_plain(value), separators=(",", ":")).encode())


def unpack_snapshot(kind: type[T], blob: bytes) -> T:
    """Read what `pack_snapshot` wrote.

    Raises:
        UnreadableSnapshot: whatever is wrong with it.
    """
    try:
        value: T = _typed(kind, json.loads(zlib.decompress(blob)))
    except (ValueError, TypeError, KeyError, IndexError, zlib.error) as error:
        raise UnreadableSnapshot(type(error).__name__) from None
    return value


def _plain(value: Any) -> Any:
    if type(value) in _FACTS:
        return list(encode_fact(value))
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, frozenset):
        return sorted(_plain(part) for part in value)
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    return int(value) if isinstance(value, IntEnum) else value


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    if kind == Fact or kind in _FACTS:
        return decode_fact(*value)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if value is None else _typed_option(get_args(kind), value)
    if origin is tuple:
        return _typed_tuple(get_args(kind), value)
    if origin is frozenset:
        return frozenset(_typed(get_args(kind)[0], part) for part in value)
    if origin is not None and issubclass(origin, Mapping):
        inner = get_args(kind)[1]
        return {key: _typed(inner, part) for key, part in value.items()}
    if isinstance(kind, type) and hasattr(kind, "_fields"):
        hints = _hints(kind)
        parts = zip(hints.values(), value, strict=True)
        return kind(*(_typed(hint, part) for hint, part in parts))
    return kind(value) if isinstance(kind, type) and issubclass(kind, IntEnum) else value


def _typed_option(kinds: tuple[Any, ...], value: Any) -> Any:
    some = [kind for kind in kinds if kind is not type(None)]
    return _typed(some[0], value) if len(some) == 1 else value


def _typed_tuple(args: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_typed(args[0], part) for part in value)
    return tuple(_typed(arg, part) for arg, part in zip(args, value, strict=True))
