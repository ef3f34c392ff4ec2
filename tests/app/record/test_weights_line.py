"""A line of weights is read as it was typed, and what can be read in two ways is refused."""

from __future__ import annotations

import pytest

from hamstrong.app.record.typed_numbers import UnclearNumberError
from hamstrong.app.record.weights_line import read_weights


@pytest.mark.parametrize("line", ["4 6.5 8", "4; 6.5; 8", "4, 6.5, 8", " 4  6.5;8 "])
def test_spaces_semicolons_and_a_comma_with_a_space_part_weights(line: str) -> None:
    assert read_weights(line) == (4.0, 6.5, 8.0)


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("4,6", "comma", "4,6"),
        ("8 4,6", "comma", "4,6"),
        ("4,6,8", "commas", "4,6,8"),
        ("four", "number", "four"),
        ("101", "number", "101"),
        ("-1", "number", "-1"),
        ("nan", "number", "nan"),
        ("1_0", "number", "1_0"),
        ("1e1", "number", "1e1"),
        ("1 " * 31, "many", "31"),
    ],
)
def test_what_cannot_be_read_in_one_way_is_named(line: str, kind: str, said: str) -> None:
    with pytest.raises(UnclearNumberError) as caught:
        read_weights(line)
    assert (caught.value.kind, caught.value.said) == (kind, said)


def test_one_comma_is_shown_as_one_weight_and_as_two() -> None:
    """4,6 is 4.6 in one country and 4 and 6 in the next."""
    with pytest.raises(UnclearNumberError) as caught:
        read_weights("4,6")
    assert caught.value.values == {"said": "4,6", "one": "4.6", "several": "4 6"}
