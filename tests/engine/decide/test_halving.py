"""S11: half of the lowest rung is strictly less than the whole, whatever the rung and the cap."""

from __future__ import annotations

from itertools import product

import pytest
from tests.engine.driver import Person, enrol

from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.decide.dosage import dosage_for
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import StepBackChosen
from hamstrong.protocol.half_dose import halved
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.minutes import bout_seconds
from hamstrong.protocol.model import Dosage, Tempo

PACK = load_pack()
TEMPO = Tempo(2, 1, 3)


def numbers(dosage: Dosage) -> tuple[int, ...]:
    work = (dosage.repetitions, dosage.holds, dosage.hold_s, dosage.run_s)
    return (dosage.sets, *(number or 0 for number in work))


@pytest.mark.parametrize(
    ("whole", "half"),
    [
        (Dosage(3, 60, repetitions=8, tempo=TEMPO), Dosage(2, 60, repetitions=8, tempo=TEMPO)),
        (Dosage(1, 60, repetitions=5, tempo=TEMPO), Dosage(1, 60, repetitions=3, tempo=TEMPO)),
        (Dosage(1, 60, holds=10, hold_s=5), Dosage(1, 60, holds=5, hold_s=5)),
        (Dosage(1, 60, holds=1, hold_s=45), Dosage(1, 60, holds=1, hold_s=23)),
        (Dosage(1, 60, hold_s=1), Dosage(1, 60, hold_s=1)),
        (Dosage(4, 0, run_s=180, walk_s=120), Dosage(2, 0, run_s=180, walk_s=120)),
        (Dosage(1, 0, run_s=1200), Dosage(1, 0, run_s=600)),
    ],
)
def test_sets_then_repetitions_or_holds_then_seconds_are_halved_and_rounded_up(
    whole: Dosage, half: Dosage
) -> None:
    assert halved(whole, 2) == half


@pytest.mark.parametrize("exercise", sorted(PACK.exercises))
@pytest.mark.parametrize("cap", [None, 1, 2, 3])
def test_half_is_strictly_less_on_every_rung_under_every_cap(
    exercise: str, cap: int | None
) -> None:
    for rung in PACK.exercises[exercise].ladder:
        whole = dosage_for(PACK, rung.dosage, half=False, cap=cap)
        half = dosage_for(PACK, rung.dosage, half=True, cap=cap)
        pairs = list(zip(numbers(half), numbers(whole), strict=True))
        assert all(less <= more for less, more in pairs)
        assert any(less < more for less, more in pairs)
        assert bout_seconds(half) < bout_seconds(whole)


def item_of(person: Person, exercise: str) -> Item | None:
    decision = person.engine.prescribe(person.state)
    assert isinstance(decision, Prescription)
    return next((i for i in decision.items if i.exercise == exercise), None)


def first_plan_with(person: Person, exercise: str) -> Item:
    for _ in range(10):
        person.answer_asks()
        found = item_of(person, exercise)
        if found is not None:
            return found
        person.live(1)
    raise LookupError(exercise)


def test_a_step_back_from_ten_holds_leaves_five_and_five_done_are_a_clean_session() -> None:
    person = enrol(Engine(PACK))
    person.morning = lambda _day: 0
    whole = first_plan_with(person, "heel_drag")
    person.tell(StepBackChosen("left", "heel_drag"))
    half = item_of(person, "heel_drag")
    assert half is not None
    assert (whole.sets, whole.holds, half.sets, half.holds) == (1, 10, 1, 5)
    assert half.half
    assert half.seconds < whole.seconds
    person.work()
    person.state = person.engine.advance(person.state, person.state.day + 1)
    work = next(w for w in person.state.episodes[0].pending if w.key == "heel_drag:left")
    assert (work.level, work.performed, work.clean) == (0, True, True)


def test_every_half_that_is_offered_as_a_step_back_is_less_than_today() -> None:
    lowered = 0
    for track, goal in product(("strain", "tendinopathy", "prevention"), ("gym",)):
        person = enrol(Engine(PACK), track, goal)
        person.answer_asks()
        decision = person.engine.prescribe(person.state)
        assert isinstance(decision, Prescription)
        for step in decision.step_back:
            if step.to != "half_dose":
                continue
            less = person.engine.what_if(person.state, StepBackChosen(step.limb, step.exercise))
            assert isinstance(less, Prescription)
            before = {i.side: i for i in decision.items if i.exercise == step.exercise}
            after = {i.side: i for i in less.items if i.exercise == step.exercise}
            assert after
            assert all(after[side].seconds < before[side].seconds for side in after)
            lowered += 1
    assert lowered > 0
