"""JSON from outside is measured before it is made: size, depth, elements, digits."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.engine.facts.bounded_json import JsonLimits, UnreadableJson, read_json

LIMITS = JsonLimits(size=400, depth=4, elements=20)
WIDE = JsonLimits(size=100_000, depth=50, elements=5_000)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.text('"\\[]{},:aä\n', max_size=9)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=20,
)  # fmt: skip


def measured(value: object) -> tuple[int, int]:
    """Levels and elements of a value, counted on the value itself."""
    if not isinstance(value, (list, dict)):
        return 0, 0
    parts = list(value.values()) if isinstance(value, dict) else value
    inner = [measured(part) for part in parts]
    levels = 1 + max((level for level, _ in inner), default=0)
    # A list counts once for itself and once for each element after its first.
    return levels, 1 + max(0, len(parts) - 1) + sum(count for _, count in inner)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(VALUES, st.integers(1, 6), st.integers(1, 30))
def test_what_is_within_the_limits_is_read_and_nothing_else(
    value: object, depth: int, elements: int
) -> None:
    text = json.dumps(value, ensure_ascii=False)
    levels, count = measured(value)
    limits = WIDE._replace(depth=depth, elements=elements)
    if levels <= depth and count <= elements:
        assert read_json(text, limits) == value
    else:
        with pytest.raises(UnreadableJson):
            read_json(text, limits)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[" + "1," * 200 + "1]", "at most 400 bytes"),
        ("[[[[[1]]]]]", "at most 4 levels"),
        ('[{"a":[{"b":[]}]}]', "at most 4 levels"),
        ("[" + "1," * 20 + "1]", "at most 20 elements"),
        ("[" + "[]," * 20 + "[]]", "at most 20 elements"),
        ("[" + "1" * 21 + "]", "at most 20 digits"),
        ('{"nprs":8,"nprs":0}', "be there once"),
        ("[NaN]", "no NaN"),
        ("[Infinity]", "no NaN"),
        ("[", "must be JSON"),
        ("", "must be JSON"),
        ("[1] 2", "must be JSON"),
        ("\ufeff[]", "must be JSON"),
        (b"[\xff]", "must be JSON in UTF-8"),
        ('["' + '\\"' * 30 + "\\", "must be JSON"),
    ],
)
def test_what_is_refused_says_which_rule_it_breaks(text: str | bytes, rule: str) -> None:
    with pytest.raises(UnreadableJson, match=rule):
        read_json(text, LIMITS)


def test_what_stands_in_texts_counts_as_no_element() -> None:
    said = ["[[[[[[", ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,", '\\"[[[,,,', "{{{{{{{{{"]
    assert read_json(json.dumps(said), LIMITS) == said


def test_a_text_that_never_ends_is_looked_at_once() -> None:
    """Many quotes without an end made simpler expressions take minutes; this is small."""
    limits = JsonLimits(size=10**6, depth=4, elements=20)
    text = '[[[[["' + '\\"' * 2_000 + "\\"
    with pytest.raises(UnreadableJson):
        read_json(text, limits)
