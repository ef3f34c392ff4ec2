"""The form of what the diary stores: one rule per field, all faults at once.

Forms only: whether a fact makes clinical sense is the engine's concern, whether its day is
plausible the app's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from hamstrong.diary.canonical import is_canonical_object, is_canonical_uuid, is_utc
from hamstrong.diary.errors import Fault

MAX_PAYLOAD_CHARS = 1 << 20
MAX_VERSION = 1_000_000
MAX_COUNTER = 2**63 - 1
MAX_SEQ = 2**63 - 1
_NAME = re.compile(r"[A-Z][A-Za-z0-9]{0,63}", re.ASCII)


def _is_int(value: object, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high


def _is_label(value: object, longest: int = 128) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable()


def _is_payload(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_PAYLOAD_CHARS and is_canonical_object(value)


def is_day(value: object) -> bool:
    """Say whether the value is a date ordinal."""
    return _is_int(value, 1, date.max.toordinal())


def is_seq(value: object) -> bool:
    """Say whether the value can be a place in a diary."""
    return _is_int(value, 1, MAX_SEQ)


_Form = tuple[Callable[[Any], bool], str, str]
_FORMS: dict[str, _Form] = {
    "person": (is_canonical_uuid, "a UUID in lower case", "send the person's id"),
    "client_id": (is_canonical_uuid, "a UUID in lower case", "make one with uuid4"),
    "name": (
        lambda v: isinstance(v, str) and _NAME.fullmatch(v) is not None,
        "an event name such as SetCompleted",
        "use a name of the event reference",
    ),
    "version": (
        lambda v: _is_int(v, 1, MAX_VERSION),
        "a schema version, a whole number from 1",
        "use the version of the event reference",
    ),
    "payload": (
        _is_payload,
        f"a canonical JSON object of at most {MAX_PAYLOAD_CHARS} characters",
        "write it with canonical_json",
    ),
    "day": (is_day, "a day number (date.toordinal())", "send the training day"),
    "recorded_day": (is_day, "a day number (date.toordinal())", "send the day of recording"),
    "instant": (is_utc, "an aware instant in UTC", "use datetime.now(UTC) at the edge"),
    "plan_id": (
        lambda v: v is None or _is_label(v),
        "nothing or 1 to 128 printable characters",
        "send the id of the plan acted on",
    ),
    "device_id": (_is_label, "1 to 128 printable characters", "send the device's id"),
    "device_counter": (
        lambda v: _is_int(v, 0, MAX_COUNTER),
        "a whole number from 0",
        "send the device's own count",
    ),
}


def shown(field: str, value: object) -> str:
    """Show a value in a message: shortened, and a payload only by its size."""
    if field == "payload":
        size = f"{len(value)} characters" if isinstance(value, str) else type(value).__name__
        return f"a payload of {size}"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def fact_faults(
    values: Mapping[str, object], counted_by: Collection[str], place: str
) -> list[Fault]:
    """Give every fault of a fact's fields; an empty list means that it can be stored."""
    faults = [
        Fault(shown(field, values[field]), place, f"{field} must be {rule}", step)
        for field, (holds, rule, step) in _FORMS.items()
        if not holds(values[field])
    ]
    who = values["counted_by"]
    if not isinstance(who, str) or who not in counted_by:
        rule = f"counted_by must be one of {', '.join(counted_by)}"
        faults.append(Fault(shown("counted_by", who), place, rule, "say who counted"))
    return faults
