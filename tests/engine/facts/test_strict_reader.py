"""Facts are read strictly, and pydantic, made from the same annotations, says the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.engine.facts.pydantic_oracle import oracle_of

from hamstrong.app.record.incoming_facts import FactIn
from hamstrong.engine.facts import (
    FACT_TYPES,
    CapRecorded,
    ClearanceRecorded,
    Enrolled,
    FormAnswered,
    MorningAnswered,
    RunLogged,
    SessionStarted,
    SetLogged,
)
from hamstrong.engine.facts.bounds import Items, OneOf, Pattern, Text
from hamstrong.engine.facts.codec import encode
from hamstrong.engine.facts.strict_reader import Misfits, is_visible, reader_of

CASES = 60
MISFITS: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 10, 11, 10**9, 2**63, 1.5, -0.5, "", "x", "left", "both", " ",
    "\x00", "a\tb", "\u200b", "\u3164", "y" * 600, [], [1], {}, {"limb": "left"}, [[]],
)  # fmt: skip


# --- what is thrown: payloads that fit, and those that miss in one place or several


def fitting(hint: Any) -> st.SearchStrategy[Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _within(args[0], args[1:])
    if origin in (Union, UnionType):
        return st.one_of([st.none() if a is NoneType else fitting(a) for a in args])
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.tuples(*(fitting(arg) for arg in args)).map(list)
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)
    return st.booleans() if hint is bool else payload_of(hint)


def _within(kind: Any, bounds: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    bound = bounds[0]
    if isinstance(bound, Items):
        most = min(bound.most, bound.least + 2)
        return st.lists(fitting(get_args(kind)[0]), min_size=bound.least, max_size=most)
    if isinstance(bound, OneOf):
        return st.sampled_from(bound.names)
    if isinstance(bound, Pattern):
        return st.uuids().map(str)
    if isinstance(bound, Text):
        length = st.sampled_from([max(bound.least, 1), bound.least, bound.most])
        return length.map("ä".__mul__)
    whole = st.integers(bound.low, bound.high)
    return whole if kind is int else whole | st.floats(bound.low, bound.high)


def payload_of(kind: Any) -> st.SearchStrategy[dict[str, Any]]:
    hints = get_type_hints(kind, include_extras=True)
    needed = {n: fitting(h) for n, h in hints.items() if n not in kind._field_defaults}
    others = {n: fitting(h) for n, h in hints.items() if n in kind._field_defaults}
    return st.fixed_dictionaries(needed, optional=others)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every list or object in a payload with each of its keys."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    inner = [value[key] for key in keys if isinstance(value[key], (dict, list))]
    return [(value, key) for key in keys] + [place for part in inner for place in _places(part)]


def _misfit() -> st.SearchStrategy[Any]:
    """One of its own each time: what is thrown is changed, and another example must not see it."""
    return st.sampled_from(MISFITS).map(deepcopy)


@st.composite
def thrown(draw: st.DrawFn, kind: Any) -> dict[str, Any]:
    payload = draw(payload_of(kind))
    for _ in range(draw(st.integers(0, 2))):
        places = _places(payload)
        what = draw(st.sampled_from(["change", "drop", "add"]))
        if what == "add" or not places:
            payload["mood"] = draw(_misfit())
            continue
        holder, key = draw(st.sampled_from(places))
        if what == "drop":
            del holder[key]
        else:
            holder[key] = draw(_misfit())
    return payload


@pytest.mark.parametrize("kind", [*FACT_TYPES, FactIn], ids=lambda kind: kind.__name__)
def test_the_reader_and_pydantic_give_the_same_verdict_and_value(kind: Any) -> None:
    oracle, read = oracle_of(kind), reader_of(kind)

    @settings(max_examples=CASES, deadline=None, derandomize=True, database=None)
    @given(thrown(kind))
    def compare(payload: dict[str, Any]) -> None:
        if kind is FactIn:
            payload.pop("instant", None)  # written in more ways there; tested below
        try:
            expected = oracle.validate_json(json.dumps(payload))
        except ValidationError:
            expected = None
        try:
            found = read(payload)
        except Misfits:
            found = None
        assert (found is None) == (expected is None), payload
        if found is not None:
            assert encode(found) == json.loads(expected.model_dump_json())

    compare()


# --- promises that the comparison does not make


def refused(kind: Any, payload: Any) -> dict[str, str]:
    with pytest.raises(Misfits) as caught:
        reader_of(kind)(payload)
    return {".".join(map(str, misfit.path)): misfit.rule for misfit in caught.value.found}


def test_every_fault_is_found_at_once_with_its_place() -> None:
    payload = {
        "exercise": "", "intervals": [{"kind": "run", "seconds": 60}, {"kind": "fly", "seconds": -1,
        "metres": "far"}], "nprs": 11, "sharp": 0, "mood": 1,
    }  # fmt: skip
    assert set(refused(RunLogged, payload)) == {
        "", "exercise", "intervals.1.kind", "intervals.1.seconds", "intervals.1.metres", "nprs",
        "sharp",
    }  # fmt: skip


def test_what_is_shown_is_short_and_repeats_no_words() -> None:
    private = "it hurts like hell " * 9
    for kind, payload in (
        (MorningAnswered, {"limb": "left", "nprs": private, private: private}),
        (SetLogged, {"exercise": private * 9, "side": private, "rung": private + "\x00"}),
        (CapRecorded, {"who": private, "dated": private}),
        (FormAnswered, {"form": "short", "symptoms": private, "values": [[private, private]]}),
    ):
        with pytest.raises(Misfits) as caught:
            reader_of(kind)(payload)
        shown = "".join(misfit.value for misfit in caught.value.found)
        assert len(shown) <= 60 * len(caught.value.found)
        assert private not in shown
        assert "hell" not in str(caught.value)


def test_a_huge_list_is_refused_by_its_length_alone() -> None:
    rules = refused(FormAnswered, {"form": "short", "symptoms": [7] * 201})
    assert rules == {"symptoms": "must be a list of 0 to 200 elements"}


def test_a_whole_number_may_stand_where_a_number_belongs() -> None:
    fact = reader_of(SetLogged)({"exercise": "x", "side": "left", "rung": "y", "load_kg": 10})
    assert type(fact.load_kg) is float


def test_zero_and_no_answer_stay_apart() -> None:
    read = reader_of(MorningAnswered)
    assert read({"limb": "left", "nprs": 0}).nprs == 0
    assert read({"limb": "left", "nprs": None}).nprs is None
    assert read({"limb": "left"}).nprs is None


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_finite_number_is_refused(number: float) -> None:
    payload = {"exercise": "x", "side": "left", "rung": "y", "load_kg": number}
    assert set(refused(SetLogged, payload)) == {"load_kg"}


@pytest.mark.parametrize("who", ["", "   ", "\u200b", "\u3164\u2800", "Dr.\nWho", "a" * 121])
def test_who_gave_leave_has_a_name_that_can_be_seen(who: str) -> None:
    day = 739_313
    payload = {
        "flags": ["infection"], "who": who, "dated": day, "expires": day + 9, "max_stage": 3,
    }  # fmt: skip
    assert set(refused(ClearanceRecorded, payload)) == {"who"}


@pytest.mark.parametrize("plan_id", ["", "\ufeff", "plan\u202e", "plan\n", "a" * 129])
def test_a_plan_is_named_as_the_diary_can_keep_it(plan_id: str) -> None:
    """A format character passed the reader and then the diary's own check failed."""
    done = {"exercise": "x", "side": "left", "rung": "y", "plan_id": plan_id}
    assert set(refused(SetLogged, done)) == {"plan_id"}
    assert set(refused(SessionStarted, {"plan_id": plan_id})) == {"plan_id"}


@pytest.mark.parametrize("name", ["Dr. B", "李", "👩\u200d⚕️", "سلام\u200cی"])
def test_names_of_any_script_are_visible(name: str) -> None:
    assert is_visible(name)
    assert reader_of(CapRecorded)({"who": name, "dated": 739_313}).who == name


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("2025-03-09T08:00:00Z", True),
        ("2025-03-09t08:00:00.123z", True),
        ("2025-03-09T08:00:00+14:00", True),
        ("1900-01-01T00:00:00+14:00", True),
        ("2199-12-31T23:59:59-12:00", True),
        ("1899-12-31T23:59:59Z", False),
        ("2200-01-01T00:00:00Z", False),
        ("0001-01-01T00:00:00+01:00", False),
        ("9999-12-31T23:59:59-01:00", False),
        ("2025-02-30T08:00:00Z", False),
        ("2025-03-09T08:00:60Z", False),
        ("2025-03-09T08:00:00", False),
        ("2025-03-09 08:00:00Z", False),
        ("2025-03-09T08:00:00+0100", False),
        ("٢025-03-09T08:00:00Z", False),
        ("1741507200", False),
        (1741507200, False),
        (None, True),
    ],
)
def test_an_instant_says_its_offset_and_can_be_written_in_utc(text: Any, fits: bool) -> None:
    client_id = "0" * 8 + "-0000-4000-8000-" + "0" * 12
    payload = {"client_id": client_id, "name": "SportLogged", "payload": {}, "instant": text}
    if not fits:
        assert set(refused(FactIn, payload)) == {"instant"}
        return
    found = reader_of(FactIn)(payload).instant
    assert (found is None) == (text is None)


def test_two_limbs_are_the_most_that_can_be_enrolled() -> None:
    limb = {"limb": "left", "track": "tightness"}
    payload = {"limbs": [limb] * 3, "goal": "gym", "training_days": [0], "minutes": 20}
    assert set(refused(Enrolled, payload)) == {"limbs"}
