"""What a function did not read cannot have mattered: asked so, every combination is asked about."""

from collections import Counter
from itertools import product
from typing import Any

import pytest

from hamstrong.engine.decide.guard import LimbView, PersonView, admit
from hamstrong.engine.state.calendar import CalendarView
from hamstrong.proof.guards import Whether, ask_whether, asked_whether
from hamstrong.proof.invariants.base import Proof
from hamstrong.proof.unread import Reader, View, every_reading

FIELDS = {"a": (0, 1, 2), "b": (False, True), "c": ("x", "y")}


def _seen(view: Any) -> str:
    if view.a == 0:
        return "none"
    return f"{view.a} {view.c}" if view.b else f"{view.a}"


def test_each_way_of_reading_stands_for_all_that_it_did_not_read() -> None:
    found = dict(every_reading(lambda reader: _seen(View(reader, FIELDS)), 12))
    assert found == {"none": 4, "1": 2, "1 x": 1, "1 y": 1, "2": 2, "2 x": 1, "2 y": 1}


def test_a_settled_field_is_no_choice() -> None:
    def ask(reader: Reader) -> str:
        view = View(reader, FIELDS)
        return _seen(view._replace(a=1)) + _seen(view._replace(c="z", b=True))

    assert dict(every_reading(ask, 12)) == {
        "1none": 2, "11 z": 2, "12 z": 2, "1 xnone": 1, "1 ynone": 1,
        "1 x1 z": 1, "1 y1 z": 1, "1 x2 z": 1, "1 y2 z": 1,
    }  # fmt: skip


def test_a_field_that_no_view_has_is_an_error() -> None:
    with pytest.raises(AttributeError, match="d"):
        View(Reader(), FIELDS).d  # noqa: B018  reading is the point


@pytest.mark.xdist_group("quick proof")
@pytest.mark.parametrize("nth", [0, 4])
def test_the_guard_answers_as_when_asked_one_by_one(quick_proof: Proof, nth: int) -> None:
    proof = quick_proof
    kinds = tuple(asked_whether(proof.pack, proof.settings, quick=True))
    whether = kinds[3 * nth]
    read: Counter[object] = Counter()
    for one, times in every_reading(lambda r: ask_whether(proof.pack, whether, r), whether.size()):
        read[one.answer] += times
    assert read == Counter(_one_by_one(proof, whether))
    assert read.total() == whether.size() > 10_000


def _one_by_one(proof: Proof, whether: Whether) -> list[object]:
    calendars = [CalendarView(*v) for v in product(*whether.calendar.values())]
    persons = [dict(zip(whether.person, v, strict=True)) for v in product(*whether.person.values())]
    limbs = [
        LimbView(**dict(zip(whether.limb, v, strict=True))) for v in product(*whether.limb.values())
    ]
    return [
        admit(proof.pack.rules, PersonView(calendar=c, **p), limb, whether.request)
        for c, p, limb in product(calendars, persons, limbs)
    ]
