"""Own load: first, full and last clean amounts, bands as classes, and what an answer adds up to."""

from __future__ import annotations

import pytest

from hamstrong.engine.state.effort import (
    Effort,
    LoadMorning,
    LoadStep,
    RepetitionsLeft,
    StepSize,
    judge_effort,
)
from hamstrong.engine.state.load import (
    NO_LOAD,
    WHOLE,
    Amount,
    Load,
    PlannedLoad,
    meet_loads,
    planned_load,
    size_of_step,
    take_used,
)
from hamstrong.protocol.loader import load_pack

RULES = load_pack().rules.load
SHARE = 80
MOST_KG = 8.0
LIGHT, MEDIUM, STRONG, DOUBLE = (
    Amount(band=name) for name in ("light", "medium", "strong", "double")
)
BANDS = (LIGHT, MEDIUM, STRONG, DOUBLE)


def kg(*amounts: float) -> tuple[Amount, ...]:
    return tuple(Amount(float(one)) for one in amounts)


def planned(load: Load, owned: tuple[Amount, ...], percent: int) -> PlannedLoad:
    return planned_load(RULES, owned, load, percent, MOST_KG)


def test_a_band_is_one_class_lower_at_the_share_and_no_band_below_the_lightest() -> None:
    """E166: a band is a class and never kilograms."""
    assert planned(Load(clean=STRONG), BANDS, SHARE).amount == MEDIUM
    assert planned(Load(clean=LIGHT), BANDS, SHARE).amount == NO_LOAD


def test_of_bands_the_first_load_is_the_lightest_and_the_full_one_the_next_class() -> None:
    assert planned(Load(), BANDS, SHARE) == PlannedLoad(LIGHT, is_first=True)
    assert planned(Load(first=LIGHT), BANDS, WHOLE).amount == MEDIUM


def test_a_class_that_is_not_owned_is_not_skipped() -> None:
    owned = (LIGHT, STRONG)
    assert size_of_step(RULES, owned, LIGHT) is StepSize.NONE
    assert planned(Load(first=LIGHT), owned, SHARE) == PlannedLoad(LIGHT, fewer_sets=True)


@pytest.mark.parametrize(
    ("owned", "clean", "expected"),
    [
        (kg(6, 8, 10), 10, PlannedLoad(Amount(8.0))),
        (kg(6, 7.9, 10), 10, PlannedLoad(Amount(7.9))),
        (kg(6, 8.1, 10), 10, PlannedLoad(Amount(6.0))),
        (kg(8, 9), 9, PlannedLoad(Amount(8.0), fewer_sets=True)),
        (kg(9, 10), 10, PlannedLoad(NO_LOAD)),
    ],
    ids=["four fifths", "just below", "just above", "smallest owned, two sets", "too heavy"],
)
def test_the_share_is_rounded_down_to_what_is_owned(
    owned: tuple[Amount, ...], clean: float, expected: PlannedLoad
) -> None:
    """E53: where nothing is light enough the lightest with fewer sets, within a first load."""
    assert planned(Load(clean=Amount(float(clean))), owned, SHARE) == expected


def test_a_heavier_load_counts_as_planned_and_a_smaller_one_becomes_the_load() -> None:
    ten = PlannedLoad(Amount(10.0))
    known = Load(planned=Amount(10.0), clean=Amount(10.0))
    assert take_used(known, WHOLE, ten, Amount(14.0)).planned == Amount(10.0)
    assert take_used(known, WHOLE, ten, Amount(6.0)).planned == Amount(6.0)


def test_a_smaller_load_at_the_share_is_a_first_load_again() -> None:
    """The full load then begins one step above what was really lifted."""
    known = Load(Effort(2), first=Amount(4.0), planned=Amount(10.0), clean=Amount(10.0))
    after = take_used(known, SHARE, PlannedLoad(Amount(8.0)), Amount(4.0))
    assert after == Load(first=Amount(4.0))


def test_a_band_where_kilograms_were_planned_changes_nothing() -> None:
    known = Load(planned=Amount(10.0))
    assert take_used(known, WHOLE, PlannedLoad(Amount(10.0)), MEDIUM) == known


def test_few_left_take_a_step_off_for_some_people_only() -> None:
    """E197: one step less is the only fall of load that is no fall of rung."""
    few = LoadMorning(
        RepetitionsLeft.FEW,
        clean=True,
        whole=True,
        short=False,
        next_step=StepSize.USUAL,
        may_rise=True,
    )
    assert judge_effort(RULES, Effort(), few) == (Effort(0, waits=True), LoadStep.SAME)
    eased = few._replace(eases_off=True)
    assert judge_effort(RULES, Effort(), eased) == (Effort(0, waits=True), LoadStep.LESS)


def test_a_rise_of_the_rung_begins_the_run_of_easy_sessions_anew() -> None:
    """A morning raises the rung or the load, never both, the rung first."""
    many = LoadMorning(
        RepetitionsLeft.MANY,
        clean=True,
        whole=False,
        short=False,
        next_step=StepSize.USUAL,
        may_rise=True,
    )
    assert judge_effort(RULES, Effort(1), many) == (Effort(0), LoadStep.SAME)


def test_a_correction_keeps_only_what_both_know_as_clean() -> None:
    """S18."""
    live = Load(Effort(1), Amount(6.0), Amount(12.0), Amount(10.0))
    assert meet_loads(live, Load(first=Amount(4.0))) == Load(first=Amount(4.0))
    assert meet_loads(live, live) == live
