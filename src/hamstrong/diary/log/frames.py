"""Frames: how requests lie in a log file, and what the end of a file that was cut off looks like.

A file is a header and frames. A frame is the length of its payload and its CRC-32, four bytes each
with the lowest first, then the payload: JSON in UTF-8. One write is one frame, so a write that was
cut off leaves at most one frame that is not whole, and it is the last.
"""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

HEADER = b"HAMSTRONG LOG 1\n"
_HEAD = struct.Struct("<II")
_LEAST = 2  # the shortest JSON that a payload can be


class Frames(NamedTuple):
    """What a file holds.

    Args:
        payloads: of every whole frame, in order.
        end: the offset in bytes after the last whole frame.
        damaged_at: the offset of a frame that is not whole although whole ones follow it; then
            bytes changed by themselves, for a write that was cut off has nothing after it.
    """

    payloads: tuple[bytes, ...]
    end: int
    damaged_at: int | None = None


def frame(payload: bytes) -> bytes:
    """Return a payload with its length and checksum before it."""
    return _HEAD.pack(len(payload), zlib.crc32(payload)) + payload


def read_frame(data: bytes) -> bytes | None:
    """Return the payload of bytes that are exactly one whole frame, None if they are not."""
    payload = _whole_at(data, 0)
    return payload if payload is not None and len(data) == _HEAD.size + len(payload) else None


def read_frames(data: bytes) -> Frames:
    """Read the frames of a file that begins with the header."""
    payloads: list[bytes] = []
    at = len(HEADER)
    while (payload := _whole_at(data, at)) is not None:
        payloads.append(payload)
        at += _HEAD.size + len(payload)
    follows = at < len(data) and _any_whole_after(data, at)
    return Frames(tuple(payloads), at, at if follows else None)


def _whole_at(data: bytes, at: int) -> bytes | None:
    if at + _HEAD.size > len(data):
        return None
    length, checksum = _HEAD.unpack_from(data, at)
    start = at + _HEAD.size
    if length < _LEAST or start + length > len(data):
        return None
    payload = data[start : start + length]
    return payload if zlib.crc32(payload) == checksum else None


def _any_whole_after(data: bytes, at: int) -> bool:
    """Whether a whole frame begins anywhere after a place. Four letters of JSON, read as a length,
    are far more than any file has, so few places need a checksum."""
    return any(_whole_at(data, offset) is not None for offset in range(at + 1, len(data)))
