"""Facts to rows and back, with a checksum that notices a row which changed by itself.

SQLite keeps no checksum of its pages, so a flipped bit could turn one pain answer into another;
here it becomes an error.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from hamstrong.diary.canonical import instant_text, trusted_instant
from hamstrong.diary.errors import DiaryDamaged, Fault
from hamstrong.diary.port import StoredFact

COLUMNS = (
    "person",
    "seq",
    "client_id",
    "name",
    "version",
    "payload",
    "day",
    "recorded_day",
    "instant",
    "plan_id",
    "device_id",
    "device_counter",
    "counted_by",
)
_SEQ, _INSTANT, _CHECKSUM = COLUMNS.index("seq"), COLUMNS.index("instant"), len(COLUMNS)


def _checksum(values: Sequence[object]) -> int:
    # ASCII JSON, not repr: what repr prints for a letter depends on Python's Unicode tables.
    return zlib.crc32(json.dumps(values).encode())


def to_row(fact: StoredFact) -> dict[str, Any]:
    """Write a fact as the values of its row, by column."""
    row = dict(vars(fact))
    row["instant"] = instant_text(fact.instant)
    row["checksum"] = _checksum([row[name] for name in COLUMNS])
    return row


def from_row(row: Sequence[Any]) -> StoredFact:
    """Read a row whose values are in the order of `COLUMNS`, then the checksum.

    Raises:
        DiaryDamaged: the row is not what was stored.
    """
    values = tuple(row)
    if _checksum(values[:_CHECKSUM]) != values[_CHECKSUM]:
        raise DiaryDamaged(_changed(values[_SEQ]))
    fact: dict[str, Any] = dict(zip(COLUMNS, values, strict=False))
    fact["instant"] = trusted_instant(values[_INSTANT])
    return _trusted(fact)


def _trusted(values: Mapping[str, Any]) -> StoredFact:
    # The checksum vouches for the form, and the frozen initialiser would cost half of a long
    # replay.
    fact = object.__new__(StoredFact)
    fact.__dict__.update(values)
    return fact


def missing_fault(place: str) -> Fault:
    """The fault of a diary in which a seq is missing."""
    step = "restore the latest backup: hamstrong restore"
    return Fault("a gap between two facts", place, "seq counts without a gap", step)


def _changed(seq: object) -> Fault:
    return Fault(
        "a row whose checksum differs",
        f"seq {seq!r}",
        "a stored fact never changes",
        "restore the latest backup: hamstrong restore",
    )
