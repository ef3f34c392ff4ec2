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
from hamstrong.engine.state.pending_work import OwnLoadWork, Work, meet_pending
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


def test_a_correction_takes_the_lesser_load_of_each_rung() -> None:
    """S18: 10 kg were clean, or only 4 were ever named; the full load is then one step above 4, as
    it is for whoever named 4, and below it 4 are planned."""
    owned = kg(4, 6, 8, 10, 12)
    live = Load(Effort(1), planned=Amount(12.0), clean=Amount(10.0))
    met = meet_loads(live, Load(first=Amount(4.0)))
    assert met.effort == Effort(0)
    assert planned(met, owned, WHOLE).amount == Amount(6.0)
    assert planned(met, owned, SHARE).amount == Amount(4.0)
    assert meet_loads(live, live) == live


def test_a_correction_takes_a_smaller_full_load_that_only_one_of_two_knows() -> None:
    """Both named 8 kg at first; one of them then took 4 where 10 were planned."""
    owned = kg(4, 6, 8, 10)
    taken = take_used(Load(first=Amount(8.0)), WHOLE, PlannedLoad(Amount(10.0)), Amount(4.0))
    met = meet_loads(taken, Load(first=Amount(8.0)))
    assert planned(met, owned, WHOLE).amount == Amount(4.0)
    assert planned(met, owned, SHARE).amount == Amount(4.0)


def test_where_only_one_knows_a_load_a_first_one_is_named_again_up_to_it() -> None:
    met = meet_loads(Load(clean=Amount(6.0), planned=Amount(6.0)), Load())
    assert planned(met, kg(4, 6, 8), WHOLE) == PlannedLoad(Amount(6.0), is_first=True)
    assert planned(met, kg(4, 6, 8), SHARE) == PlannedLoad(Amount(4.0), is_first=True)


def test_a_smaller_load_caps_the_first_and_the_last_clean_one() -> None:
    """E53: four fifths of the 6 kg taken are 4.8; of the 10 that were clean before, 8."""
    known = Load(Effort(1), planned=Amount(10.0), clean=Amount(10.0))
    after = take_used(known, WHOLE, PlannedLoad(Amount(10.0)), Amount(6.0))
    assert after == Load(planned=Amount(6.0), clean=Amount(6.0))
    assert planned(after, kg(4, 6, 8, 10), SHARE).amount == Amount(4.0)
    first = take_used(Load(first=Amount(8.0)), WHOLE, PlannedLoad(Amount(10.0)), Amount(6.0))
    assert planned(first, kg(4, 6, 8, 10), SHARE) == PlannedLoad(Amount(6.0), fewer_sets=True)


def test_a_load_is_planned_only_from_what_is_owned_now() -> None:
    """10 kg were clean, and were given away."""
    known = Load(planned=Amount(10.0), clean=Amount(10.0))
    assert planned(known, kg(4, 6), WHOLE).amount == Amount(6.0)
    assert planned(known, kg(12, 14), WHOLE).amount == NO_LOAD


def test_whoever_has_bands_instead_of_weights_begins_with_a_first_band() -> None:
    """E166: what is known of weights says nothing about bands."""
    known = Load(planned=Amount(10.0), clean=Amount(10.0))
    assert planned(known, BANDS, WHOLE) == PlannedLoad(LIGHT, is_first=True)
    assert take_used(known, WHOLE, PlannedLoad(LIGHT, is_first=True), LIGHT).first == LIGHT


FEW = LoadMorning(
    RepetitionsLeft.FEW,
    clean=False,
    whole=True,
    short=False,
    next_step=StepSize.USUAL,
    may_rise=True,
)


@pytest.mark.parametrize("broken", [False, True], ids=["morning unanswered", "broken"])
def test_few_left_hold_the_load_whatever_the_morning_says(broken: bool) -> None:
    """E161: the last set was the limit."""
    after, step = judge_effort(RULES, Effort(1), FEW._replace(broken=broken))
    assert (after, step) == (Effort(0, waits=True), LoadStep.SAME)


def test_a_broken_session_begins_the_run_anew_and_an_unanswered_morning_does_not() -> None:
    many = FEW._replace(left=RepetitionsLeft.MANY)
    assert judge_effort(RULES, Effort(1), many) == (Effort(1), LoadStep.SAME)
    assert judge_effort(RULES, Effort(1), many._replace(broken=True)) == (
        Effort(0),
        LoadStep.SAME,
    )


def pending(left: RepetitionsLeft, lifted: float, *, clean: bool = True) -> Work:
    own = OwnLoadWork(WHOLE, Amount(lifted), short=False, left=left, broken=False)
    return Work(
        "rdl:both",
        4,
        clean=clean,
        performed=True,
        repetitions=8,
        load_class="strength",
        new_rung=False,
        own=own,
    )


def test_a_correction_keeps_the_wait_and_the_lesser_load_of_what_is_pending() -> None:
    (met,) = meet_pending((pending(RepetitionsLeft.MANY, 10),), (pending(RepetitionsLeft.FEW, 8),))
    assert met.own is not None
    assert (met.own.left, met.own.lifted) == (RepetitionsLeft.FEW, Amount(8.0))
    (silent,) = meet_pending(
        (pending(RepetitionsLeft.MANY, 10),), (pending(RepetitionsLeft.UNANSWERED, 10),)
    )
    assert silent.own is not None
    assert silent.own.left is RepetitionsLeft.UNANSWERED
