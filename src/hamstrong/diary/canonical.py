"""Canonical spelling of each value: JSON, UUIDs and instants.

Facts are compared and replayed byte for byte, so each value has exactly one text form. What a
payload means is no concern of the diary.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

_INSTANT_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"
_dumps = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def canonical_json(value: Any) -> str:
    """Write a value in its one JSON form: sorted keys, no spaces, no NaN, real letters.

    Raises:
        ValueError: the value has no JSON form (NaN, a lone surrogate, another type, a cycle).
    """
    try:
        text = _dumps(value)
        text.encode()
    except (TypeError, RecursionError, UnicodeEncodeError):
        pass
    else:
        return text
    raise ValueError("not a JSON value")


def is_canonical_object(text: str) -> bool:
    """Say whether the text is a JSON object in exactly the form that `canonical_json` writes."""
    try:
        value = json.loads(text)
        return isinstance(value, dict) and canonical_json(value) == text
    except (ValueError, RecursionError):
        return False


def is_canonical_uuid(text: object) -> bool:
    """Say whether the value is a UUID in lower-case letters with its four hyphens."""
    try:
        return isinstance(text, str) and str(UUID(text)) == text
    except ValueError:
        return False


def is_utc(instant: object) -> bool:
    """Say whether the value is an aware instant in UTC."""
    return isinstance(instant, datetime) and instant.utcoffset() == timedelta(0)


def instant_text(instant: datetime) -> str:
    """Write an aware UTC instant with its microseconds and a Z; texts sort as instants do."""
    # strftime writes the year 999 as "999" on Linux; isoformat pads it.
    return instant.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_instant(text: str) -> datetime:
    """Read what `instant_text` wrote.

    Raises:
        ValueError: the text has another form.
    """
    instant = datetime.strptime(text, _INSTANT_FORM).replace(tzinfo=UTC)
    if instant_text(instant) != text:
        raise ValueError("not in the one form of an instant")
    return instant


def trusted_instant(text: str) -> datetime:
    """Read an instant known to be in the one form, much faster than `parse_instant`."""
    return datetime.fromisoformat(text)
