"""The form of a fact: every fault is named at once, and no message or repr shows a payload."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.diary import InvalidRequest, NewFact, canonical_json
from hamstrong.diary.canonical import (
    instant_text,
    is_canonical_object,
    parse_instant,
    trusted_instant,
)
from hamstrong.diary.forms import MAX_PAYLOAD_CHARS

FactMaker = Callable[..., NewFact]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("person", "Anna"),
        ("client_id", "1"),
        ("client_id", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"),
        ("name", "pain_reported"),
        ("name", "Pain\n"),
        ("version", 0),
        ("version", True),
        ("payload", '{"b": 1}'),
        ("payload", '{"b":1,"a":2}'),
        ("payload", '{"a":1,"a":1}'),
        ("payload", '{"a":NaN}'),
        ("payload", '{"a":"\\u00e9"}'),
        ("payload", '{"a":"\\ud800"}'),
        ("payload", "[]"),
        ("payload", ""),
        ("payload", {"a": 1}),
        ("payload", '{"a":' + "[" * 9999 + "]" * 9999 + "}"),
        ("payload", canonical_json({"a": "x" * MAX_PAYLOAD_CHARS})),
        ("day", 0),
        ("day", 3652060),
        ("day", 2.0),
        ("day", datetime(2026, 3, 1, tzinfo=UTC)),
        ("recorded_day", -1),
        ("instant", datetime(2026, 3, 1)),  # noqa: DTZ001
        ("instant", datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=1)))),
        ("plan_id", ""),
        ("device_id", "a\0b"),
        ("device_id", "x" * 129),
        ("device_counter", -1),
        ("device_counter", 2**63),
        ("counted_by", "nobody"),
        ("counted_by", None),
    ],
)
def test_a_field_in_another_form_is_refused_and_named(
    fact: FactMaker, person: str, field: str, value: Any
) -> None:
    with pytest.raises(InvalidRequest) as caught:
        fact(person, **{field: value})
    (fault,) = caught.value.faults
    assert fault.rule.startswith(field)
    assert fault.next_step


def test_all_faults_of_a_fact_are_named_at_once(fact: FactMaker) -> None:
    with pytest.raises(InvalidRequest) as caught:
        fact("Anna", day=0, version="one", payload="{'nprs': 9}")
    assert len(caught.value.faults) == 4
    assert "nprs" not in str(caught.value)
    assert "a payload of 11 characters" in str(caught.value)


def test_a_payload_is_never_printed(fact: FactMaker, person: str) -> None:
    assert "nprs" not in repr(fact(person))


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_what_canonical_json_writes_is_canonical(value: dict[str, Any]) -> None:
    assert is_canonical_object(canonical_json(value))


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, "\ud800", object(), float("inf")])
def test_what_has_no_json_form_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"a": value})


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_has_one_text(instant: datetime) -> None:
    text = instant_text(instant)
    assert parse_instant(text) == trusted_instant(text) == instant
    assert len(text) == 27


@pytest.mark.parametrize(
    "text", ["2026-03-01T07:30:00Z", "2026-03-01T07:30:00.1Z", "2026-03-01 07:30:00.000000Z", ""]
)
def test_another_text_of_an_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"instant|time data"):
        parse_instant(text)
