"""Every component is small enough to be visited whole, and a way back is told as a diary."""

import sys

import pytest

from hamstrong.proof.explore import (
    COMPONENT_BOUND,
    TOTAL_BOUND,
    Component,
    Half,
    Input,
    TooManyStatesError,
    Transition,
    explore,
)
from hamstrong.proof.invariants.base import Proof

pytestmark = pytest.mark.xdist_group("quick proof")


def test_reachable_states_stay_within_the_bounds(
    quick_proof: Proof, capsys: pytest.CaptureFixture[str]
) -> None:
    graphs = list(quick_proof.graphs())
    with capsys.disabled():
        for graph in graphs:
            name, states, edges = graph.component.name, len(graph.states), graph.edges
            sys.stdout.write(f"  {name:42}{states:7} states {edges:9} edges\n")
    assert max(len(graph.states) for graph in graphs) <= COMPONENT_BOUND
    assert sum(len(graph.states) for graph in graphs) <= TOTAL_BOUND


def test_every_component_has_a_name_of_its_own(quick_proof: Proof) -> None:
    """What is visited is kept by name: a second one of the same name would never be visited."""
    names = [component.name for component in quick_proof.components]
    assert sorted(names) == sorted(set(names))


def _counter(top: int) -> Component:
    return Component(
        "counter",
        "Counter",
        (0,),
        (Input("it rings", 1), Input("", 0)),
        (Input("", 0), Input("it is forgotten", 1)),
        lambda state, ring: Transition(min(top, state + ring)),
        lambda state, forgotten: Transition(0 if forgotten else state),
        careful=lambda a, b: a <= b,
        careful_open=lambda a, b: a <= b,
        meet=min,
    )


def test_the_shortest_way_is_a_diary_of_days() -> None:
    graph = explore(_counter(3))
    assert graph.diary(Half.MORNING, graph.places[2]) == ("day 1: it rings", "day 2: it rings")


def test_every_state_of_a_counter_is_reached_and_no_other() -> None:
    assert sorted(explore(_counter(7)).states) == list(range(8))


def test_a_component_without_an_end_is_refused() -> None:
    with pytest.raises(TooManyStatesError, match="Counter"):
        explore(_counter(COMPONENT_BOUND + 1))
