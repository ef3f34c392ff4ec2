"""A line of times as people type it becomes tenths of a second, or says which part is unclear."""

import pytest

from hamstrong.app.record.times_line import read_times
from hamstrong.app.record.typed_numbers import UnclearNumberError


@pytest.mark.parametrize(
    ("line", "tenths"),
    [("5.2", (52,)), ("5.2 5.4", (52, 54)), ("5.2; 5", (52, 50)), ("5, 6", (50, 60)),
     ("1.5 60", (15, 600)), ("5.24", (52,))],
)  # fmt: skip
def test_times_are_read_in_tenths(line: str, tenths: tuple[int, ...]) -> None:
    assert read_times(line) == tenths


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [("5,2", "comma", "5,2"), ("quick", "number", "quick"), ("1.4", "number", "1.4"),
     ("60.1", "number", "60.1"), ("5,2,5", "commas", "5,2,5"),
     ("4_6", "number", "4_6"), ("5.2 nan", "number", "nan"), ("inf", "number", "inf"),
     ("5 " * 21, "many", "21"), ("", "number", "")],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_refused(line: str, kind: str, said: str) -> None:
    with pytest.raises(UnclearNumberError) as refused:
        read_times(line)
    assert (refused.value.kind, refused.value.said) == (kind, said)


def test_a_comma_is_shown_as_one_time_and_as_two() -> None:
    with pytest.raises(UnclearNumberError) as refused:
        read_times("5,2")
    assert refused.value.values == {"said": "5,2", "one": "5.2", "several": "5 2"}
