"""JSON from outside, whose size, depth and number of elements are known before a value is made.

A short text can hold a hundred thousand empty lists or a number of a million digits, which take
long to build or to convert. So the limits are counted on the text first, in one pass that takes
no longer for one text than for another of its length.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple, NoReturn

MOST_DIGITS = 20
# Possessive, and closed by the end of the text too: no text makes it look at a character twice.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_NO_BRACKETS = re.compile(rb"[^][{}]+")
_OPENING = frozenset(b"[{")
_NO_STRUCTURE = bytes(byte for byte in range(256) if byte not in b'[]{}"\\')


class JsonLimits(NamedTuple):
    """Most bytes, most levels of lists and objects in each other, most elements in all of them."""

    size: int
    depth: int
    elements: int


class UnreadableJson(ValueError):
    """The text is no JSON, or more of it than is read; the message says the rule."""


def read_json(text: str | bytes, limits: JsonLimits) -> Any:
    """Read a JSON text.

    Raises:
        UnreadableJson: it is none, has more than the limits, or says one thing twice.
    """
    data = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    _require_within(data, limits)
    try:
        return _DECODER.decode(data.decode())
    except UnreadableJson:
        raise
    except (ValueError, RecursionError):
        pass
    raise UnreadableJson("must be JSON in UTF-8")


def _require_within(data: bytes, limits: JsonLimits) -> None:
    if len(data) > limits.size:
        raise UnreadableJson(f"must have at most {limits.size} bytes")
    # What is in texts is counted along at first: most requests are far below the limit.
    if _elements(data) <= limits.elements:
        if _opening(data) <= limits.depth:
            return
        brackets = _plain_brackets(data)
        if brackets is not None and _depth(brackets) <= limits.depth:
            return
    bare = _without_strings(data)
    if _elements(bare) > limits.elements:
        raise UnreadableJson(f"must have at most {limits.elements} elements")
    if _depth(bare) > limits.depth:
        raise UnreadableJson(f"must have at most {limits.depth} levels")


def _plain_brackets(data: bytes) -> bytes | None:
    """The brackets alone, where no text has one; None where that takes a closer look.

    A text with a bracket keeps its opening quote here, for only neighbours make a pair.
    """
    kept = data.translate(None, _NO_STRUCTURE)
    if b"\\" in kept:
        return None
    bare = kept.replace(b'""', b"")
    return None if b'"' in bare else bare


def _without_strings(data: bytes) -> bytes:
    """What is left without texts, found one by one: a single call over half a million of them
    would let no other thread go on for as long."""
    left, end = [], 0
    for found in _STRING.finditer(data):
        left.append(data[end : found.start()])
        end = found.end()
    return b"".join([*left, data[end:]])


def _opening(data: bytes) -> int:
    return data.count(b"[") + data.count(b"{")


def _elements(data: bytes) -> int:
    return _opening(data) + data.count(b",")


def _depth(bare: bytes) -> int:
    level = deepest = 0
    for bracket in _NO_BRACKETS.sub(b"", bare):
        level += 1 if bracket in _OPENING else -1
        deepest = max(deepest, level)
    return deepest


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise UnreadableJson(f"a whole number must have at most {MOST_DIGITS} digits")
    return int(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableJson("a field must be there once")
    return found


def _no_number(_name: str) -> NoReturn:
    raise UnreadableJson("must be JSON, which has no NaN and no Infinity")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_whole_number, parse_constant=_no_number
)
