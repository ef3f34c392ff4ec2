"""Every number, text and list of every fact has a bound, and the table is the only place for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from hamstrong.app.record.incoming_facts import FactIn
from hamstrong.engine.facts import FACT_TYPES
from hamstrong.engine.facts.bounds import (
    FIRST_DAY,
    LAST_DAY,
    Day,
    FactRange,
    Items,
    Nprs,
    OneOf,
    OwnWords,
    Pattern,
    Text,
    Who,
    longest,
    lowest_and_highest,
)
from hamstrong.protocol import bounds as pack_bounds

FITS: dict[Any, tuple[type[Any], ...]] = {
    int: (FactRange,),
    float: (FactRange,),
    str: (Text, OneOf, Pattern),
}


def unbounded(hint: Any, place: str, bounds: tuple[Any, ...] = ()) -> Iterator[str]:
    """Every place below a type at which a value may be as large as one likes."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        yield from unbounded(args[0], place, args[1:])
    elif origin is tuple:
        if args[-1] is Ellipsis and not any(isinstance(bound, Items) for bound in bounds):
            yield place
        for arg in args:
            if arg is not Ellipsis:
                yield from unbounded(arg, f"{place}[]")
    elif hasattr(hint, "_fields"):
        for name, part in get_type_hints(hint, include_extras=True).items():
            yield from unbounded(part, f"{place}.{name}")
    elif hint in FITS:
        if not any(isinstance(bound, FITS[hint]) for bound in bounds):
            yield place
    elif origin is not None and not _is_mapping(origin):
        for arg in args:
            yield from unbounded(arg, place)


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


@pytest.mark.parametrize("kind", [*FACT_TYPES, FactIn], ids=lambda kind: kind.__name__)
def test_every_number_text_and_list_of_a_fact_is_bounded(kind: Any) -> None:
    assert list(unbounded(kind, kind.__name__)) == []


def test_the_check_above_finds_what_has_no_bound() -> None:
    assert list(unbounded(int | None, "x")) == ["x"]
    assert list(unbounded(tuple[str, ...], "x")) == ["x", "x[]"]
    assert list(unbounded(Annotated[tuple[tuple[Who, bool], ...], Items(0, 1)], "x")) == []


def test_days_reach_from_1900_to_2199_so_that_no_sum_of_days_leaves_the_calendar() -> None:
    assert date.fromordinal(FIRST_DAY) == date(1900, 1, 1)
    assert date.fromordinal(LAST_DAY) == date(2199, 12, 31)
    assert lowest_and_highest(Day) == (FIRST_DAY, LAST_DAY)


def test_forms_take_their_bounds_from_the_table() -> None:
    assert lowest_and_highest(Nprs) == (0, 10)
    assert longest(OwnWords) == 200
    with pytest.raises(TypeError):
        lowest_and_highest(Who)
    with pytest.raises(TypeError):
        longest(Nprs)


def test_the_ranges_of_facts_and_of_packs_are_never_taken_for_each_other() -> None:
    """`typing` keeps types by equality: a fact's field once got a pack's range, and no reader."""
    assert len({pack_bounds.Nprs, Nprs}) == 2
