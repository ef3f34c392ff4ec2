"""R-B1, S14: two limbs in different stages; the one behind is never left without its key work."""

from __future__ import annotations

from tests.engine.driver import Person, enrol

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import StepBackChosen
from hamstrong.protocol.loader import load_pack


def stages(person: Person) -> dict[str, int]:
    decision = person.engine.prescribe(person.state)
    return dict(decision.stages) if isinstance(decision, Prescription) else {}


def live_until(person: Person, wanted: dict[str, int], days: int) -> int:
    for day in range(days):
        if stages(person) == wanted:
            return day
        person.live(1)
    raise AssertionError(f"{wanted} not reached within {days} days, but {stages(person)}")


def test_the_limb_behind_gets_its_two_leg_keys_and_catches_up() -> None:
    """The pool of stage 3 has no bridge any more, but the leg that went back still needs it."""
    person = enrol(Engine(load_pack()), "tightness", "gym", limbs=("left", "right"))
    live_until(person, {"left": 3, "right": 3}, 200)
    person.tell(StepBackChosen("right"))
    assert stages(person) == {"left": 3, "right": 2}
    planned: set[str] = set()
    for _ in range(7):
        person.live(1)
        _, decision = person.log[-1]
        assert isinstance(decision, Prescription)
        planned |= {item.exercise for item in decision.items}
    assert "bridge" in planned
    live_until(person, {"left": 3, "right": 3}, 60)
