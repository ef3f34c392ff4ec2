"""Orders are compared as whole arrays: that gives what comparing two by two gives, and every way
in which a correction could gain is told."""

from dataclasses import replace

import numpy as np
import pytest

from hamstrong.proof.caution_order import comparable, gaining_meet
from hamstrong.proof.explore import Component, Graph, Input, Meet, Transition, explore
from hamstrong.proof.invariants.base import Proof

SHARE = 60


pytestmark = pytest.mark.xdist_group("quick proof")


@pytest.fixture(scope="module")
def graphs(quick_proof: Proof) -> list[Graph]:
    return list(quick_proof.graphs())


def test_comparing_all_at_once_is_comparing_two_by_two(graphs: list[Graph]) -> None:
    for graph in graphs:
        component = graph.component
        claims = (component.careful, component.below or component.careful)
        halves = [(graph.states, c) for c in claims] + [(graph.mids, component.careful_open)]
        for nodes, claim in halves:
            some = nodes[:: 1 + len(nodes) // SHARE]
            one_by_one = [[bool(claim(a, b)) for b in some] for a in some]
            assert comparable(some, claim).tolist() == one_by_one, component.name


def _stairs() -> Component:
    return Component(
        "stairs",
        "Stairs",
        (0,),
        (Input("up", 1), Input("", 0)),
        (Input("", 0),),
        lambda state, up: Transition(min(5, state + up)),
        lambda state, _: Transition(state),
        careful=lambda a, b: a <= b,
        careful_open=lambda a, b: a <= b,
        meet=min,
    )


def test_a_correction_to_the_more_careful_gains_nothing() -> None:
    assert gaining_meet(explore(_stairs())) is None


WRONG: dict[str, Meet] = {
    "the higher of two": max,
    "whichever comes first": lambda a, _: a,
    "one above both": lambda a, b: min(9, max(a, b) + 1),
}


@pytest.mark.parametrize("visited", [0, 100], ids=["in the check alone", "in the visit too"])
@pytest.mark.parametrize("meet", WRONG.values(), ids=WRONG)
def test_a_correction_that_gains_is_told(meet: Meet, visited: int) -> None:
    gain = gaining_meet(explore(replace(_stairs(), meet=meet), meets_up_to=visited))
    assert gain is not None
    one, other, left = gain
    assert left > min(one, other) or meet(one, other) != meet(other, one)


def test_every_meet_of_a_whole_visit_is_a_visited_state(graphs: list[Graph]) -> None:
    for graph in graphs:
        for j, row in enumerate(graph.meets):
            assert row.shape == (j,)
            assert row.dtype == np.int32
            assert np.all((row >= 0) & (row < len(graph.states)))
