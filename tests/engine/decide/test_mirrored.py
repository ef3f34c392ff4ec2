"""Left or right decides nothing: the involved leg is worked first, and stops first what hurts."""

from __future__ import annotations

import pytest
from tests.engine.driver import Person, enrol

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import PlanIssued, SessionStarted, Stopped
from hamstrong.engine.facts.work import planned
from hamstrong.protocol.loader import load_pack

OTHER = {"left": "right", "right": "left"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


def in_stage_2(engine: Engine, limb: str) -> Person:
    person = enrol(engine, "prevention", "gym", limbs=(limb,))
    person.answer_asks()
    return person


def plan(person: Person) -> Prescription:
    decision = person.engine.prescribe(person.state)
    assert isinstance(decision, Prescription)
    return decision


@pytest.mark.parametrize("limb", ["left", "right"])
def test_the_involved_leg_is_worked_first(engine: Engine, limb: str) -> None:
    sides: dict[str, list[str]] = {}
    for item in plan(in_stage_2(engine, limb)).items:
        sides.setdefault(item.exercise, []).append(item.side)
    one_legged = [found for found in sides.values() if found != ["both"]]
    assert one_legged
    assert all(found == [limb, OTHER[limb]] for found in one_legged)


def test_a_stop_before_the_first_set_lowers_the_same_leg_of_both(engine: Engine) -> None:
    """No reason given counts as pain for what came first, whichever leg that is."""
    lowered = []
    for limb in OTHER:
        person = in_stage_2(engine, limb)
        items = [i for i in plan(person).items if i.side != "both"]
        person.tell(PlanIssued("p", 0, "", "", tuple(planned(i) for i in items)))
        person.tell(SessionStarted("p"))
        person.tell(Stopped())
        person.state = engine.advance(person.state, person.state.day + 1)
        ladders = person.state.episodes[0].ladders
        lowered.append(
            [key.replace(limb, "involved") for key, one in ladders.items() if not one.level]
        )
    assert lowered[0] == lowered[1] != []
