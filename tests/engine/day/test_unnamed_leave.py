"""Leave that names nobody lifts and opens nothing, in a diary that holds such a fact as well.

Interfaces refuse such a fact; a diary from before they did is folded by the same rule from its
first day on.
"""

from __future__ import annotations

import pytest
from tests.engine.driver import Person, enrol

from hamstrong.engine.decide.decisions import Prescription, Refusal
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import ApprovalRecorded, ClearanceRecorded, MorningAnswered, Stopped
from hamstrong.engine.state.morning import Morning
from hamstrong.protocol.loader import load_pack

NOBODY = ("", " ", "\t", "\u00a0\u2003", "\u200b", "\u2060\ufeff", "\u3164")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


def clearance(person: Person, flag: str, who: str) -> ClearanceRecorded:
    day = person.state.day
    return ClearanceRecorded((flag,), who, day, day + 30, 6, told_safe=True)


@pytest.mark.parametrize("who", [*NOBODY, "a physio"])
def test_clearance_by_nobody_lifts_no_flag(engine: Engine, who: str) -> None:
    """S1, S17."""
    person = enrol(engine, "tightness")
    person.live(5)
    person.tell(Stopped("pop_or_pull"))
    person.state = engine.advance(person.state, person.state.day + 3)
    person.tell(clearance(person, "pull", who))
    person.state = engine.advance(person.state, person.state.day + 1)
    stands = isinstance(engine.prescribe(person.state), Refusal) and bool(
        [r for r in engine.prescribe(person.state).reasons if r.rule == "flag.pull"]
    )
    assert stands is (who in NOBODY)
    assert all(episode.closed is (who in NOBODY) for episode in person.state.episodes)


@pytest.mark.parametrize("who", [*NOBODY, "a physio"])
def test_clearance_by_nobody_restarts_nothing_after_a_third_fail(engine: Engine, who: str) -> None:
    """S5: the run of fails stays at three."""
    person = enrol(engine, "tightness")
    person.live(3)
    (episode,) = person.state.episodes
    held = episode._replace(morning=Morning(fails=3))
    person.state = person.state._replace(episodes=(held,))
    person.tell(clearance(person, "third_fail", who))
    opened = engine.open(person.state).episodes[0].episode
    assert opened.morning.fails == (3 if who in NOBODY else 1)


@pytest.mark.parametrize("who", [*NOBODY, "a physio"])
def test_approval_by_nobody_opens_no_gate(engine: Engine, who: str) -> None:
    person = enrol(engine, "tightness")
    person.state = person.state._replace(person=person.state.person._replace(ask_clinician=True))
    for _ in range(20):
        person.tell(ApprovalRecorded("left", 2, who, person.state.day))
        person.live(1)
    person.tell(MorningAnswered("left", 0, new_limp=False))
    decision = engine.prescribe(person.state)
    assert isinstance(decision, Prescription)
    assert (dict(decision.stages)["left"] > 1) is (who not in NOBODY)
