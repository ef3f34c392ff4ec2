"""What holds for every way through the forms: length, missing answers, and more is never milder."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.engine.triage import (
    PRECEDENCE,
    Answers,
    Form,
    HasTriage,
    TriageOutcome,
    evaluate,
    outcome,
    screens_to_show,
)
from hamstrong.protocol.model import Condition, Screen

FORMS: tuple[Form, ...] = get_args(Form)
MAX_SCREENS = 14
WEEKLY_SCREENS = 3
SHORT_LIST = 7
WORSE: Mapping[str, tuple[str | int, ...]] = {
    "walking_normal": ("yes", "no"),
    "nprs_worst_7d": tuple(range(11)),
    "days_since_onset": (0, 1, 2, 3, 7, 42, 43, 400),
}
"""Answers from the mildest to the worst, where a question has such an order."""


def _choices(screen: Screen) -> tuple[str | int, ...]:
    if screen.kind == "yes_no":
        return ("yes", "no")
    return screen.options or WORSE[screen.id]


def _ways(pack: HasTriage, form: Form, answers: Answers, depth: int) -> Iterator[int]:
    """The number of screens on every way to the end of a form, with nothing ticked."""
    following = outcome(pack, answers, form).next_screen
    if following is None:
        yield depth
        return
    screen = next(s for s in pack.triage.screens if s.id == following)
    if screen.kind == "list":
        none = answers.none_confirmed | {screen.id}
        yield from _ways(pack, form, Answers(none_confirmed=none, values=answers.values), depth + 1)
        return
    for value in _choices(screen):
        values = {**answers.values, screen.id: value}
        yield from _ways(
            pack, form, Answers(answers.yes, answers.none_confirmed, values), depth + 1
        )


@pytest.mark.parametrize("form", FORMS)
def test_every_way_through_a_form_is_short(pack: HasTriage, form: Form) -> None:
    ticked = {symptom.id for symptom in pack.triage.symptoms}
    assert ticked.isdisjoint(term for s in pack.triage.screens for term in s.when)
    limits: dict[Form, int] = {"long": MAX_SCREENS, "short": 1, "weekly": WEEKLY_SCREENS}
    lengths = set(_ways(pack, form, Answers(), 0))
    assert 0 < max(lengths) <= limits[form]
    assert pack.triage.max_screens == MAX_SCREENS


def test_lists_are_short(pack: HasTriage) -> None:
    assert max(len(s.symptoms) for s in pack.triage.screens) <= SHORT_LIST


def test_emergencies_come_first_then_same_day_then_the_rest(pack: HasTriage) -> None:
    rank: dict[str, int] = {}
    for flag in pack.triage.flags:
        for condition in flag.when:
            if len(condition.all) + len(condition.any) == 1:
                for term in chain(condition.all, *condition.any):
                    rank[term] = min(rank.get(term, 9), PRECEDENCE.index(flag.urgency))
    for form in FORMS:
        screens = [s for s in screens_to_show(pack, Answers(), form) if s.kind == "list"]
        best = [min(rank.get(name, 9) for name in screen.symptoms) for screen in screens]
        assert best == sorted(best)


@pytest.mark.parametrize("form", FORMS)
def test_no_answer_at_all_is_no_outcome(pack: HasTriage, form: Form) -> None:
    result = outcome(pack, Answers(), form)
    assert not result.complete
    assert result.track is None
    assert result.next_screen == screens_to_show(pack, Answers(), form)[0].id


def _complete(pack: HasTriage, form: Form, values: Mapping[str, str | int | None]) -> Answers:
    lists = (s.id for s in pack.triage.screens if form in s.forms and s.kind == "list")
    return Answers(none_confirmed=frozenset(lists), values=values)


WELL: Mapping[str, str | int | None] = {
    "age": "18_64",
    "limbs": "both",
    "onset": "none",
    "where": "nowhere",
    "nprs_worst_7d": 0,
    "walking_normal": "yes",
}


@pytest.mark.parametrize("form", FORMS)
def test_unanswered_is_not_none(pack: HasTriage, form: Form) -> None:
    whole = _complete(pack, form, WELL)
    assert outcome(pack, whole, form).complete
    for screen in screens_to_show(pack, whole, form):
        without = Answers(
            none_confirmed=whole.none_confirmed - {screen.id},
            values={**whole.values, screen.id: None},
        )
        result = outcome(pack, without, form)
        assert not result.complete
        assert result.track is None


def test_an_impossible_number_is_no_answer(pack: HasTriage) -> None:
    whole = _complete(pack, "long", {**WELL, "nprs_worst_7d": -1})
    assert outcome(pack, whole, "long").next_screen == "nprs_worst_7d"


def test_an_option_that_is_not_offered_is_no_answer(pack: HasTriage) -> None:
    whole = _complete(pack, "long", {**WELL, "age": "40"})
    assert outcome(pack, whole, "long").next_screen == "age"


def test_zero_is_an_answer() -> None:
    condition = Condition(all=("nprs<=0",))
    assert evaluate(condition, Answers(values={"nprs": 0}))
    assert not evaluate(condition, Answers(values={"nprs": None}))
    assert not evaluate(condition, Answers())


def test_an_empty_condition_never_holds() -> None:
    assert not evaluate(Condition(), Answers(yes=frozenset({"pop"})))


def _rank(result: TriageOutcome) -> int:
    """How careful an outcome is: 0 for a track or nothing found, the most for an emergency."""
    if result.urgency is None:
        return 0
    return len(PRECEDENCE) - PRECEDENCE.index(result.urgency)


@given(data=st.data())
def test_more_yes_never_gives_a_milder_outcome(pack: HasTriage, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    questions = [s for s in pack.triage.screens if s.kind != "list"]
    values = {s.id: data.draw(st.sampled_from(_choices(s)), label=s.id) for s in questions}
    names = st.sampled_from([symptom.id for symptom in pack.triage.symptoms])
    before = _complete(pack, form, values)
    before = Answers(data.draw(st.frozensets(names, max_size=6)), before.none_confirmed, values)
    after = Answers(
        before.yes | data.draw(st.frozensets(names, max_size=3)),
        before.none_confirmed,
        {**values, **_worse(values, data)},
    )
    mild, worse = outcome(pack, before, form), outcome(pack, after, form)
    assert mild.complete
    assert worse.complete
    assert _rank(worse) >= _rank(mild)


def _worse(values: Mapping[str, str | int], data: st.DataObject) -> dict[str, str | int]:
    """Each ordered answer as it was or worse."""
    return {
        name: data.draw(st.sampled_from(order[order.index(values[name]) :]), label=f"{name} after")
        for name, order in WORSE.items()
    }
