"""The tables say what the engine's own components say, on random days."""

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from hamstrong.proof.cohort import PatientGroup, sample_inputs
from hamstrong.proof.explore import Graph
from hamstrong.proof.invariants.base import Proof
from hamstrong.proof.tables import StaleTableError, compile_table, load_tables, save_tables
from hamstrong.protocol.loader import load_pack

SMALL = ("morning", "baseline", "flare", "gap", "gate", "walking", "idle", "latch", "nordics")


pytestmark = pytest.mark.xdist_group("quick proof")


@pytest.fixture(scope="module")
def graphs(quick_proof: Proof) -> dict[str, Graph]:
    climb = next(quick_proof.graphs("climb"))
    return {g.component.name: g for g in (*quick_proof.graphs(*SMALL), climb)}


@pytest.mark.parametrize("seed", range(5))
def test_a_table_is_the_component_on_random_days(graphs: dict[str, Graph], seed: int) -> None:
    random = Random(seed)
    for graph in graphs.values():
        component, table = graph.component, compile_table(graph)
        state, index = component.starts[0], 0
        for _ in range(300):
            morning = random.randrange(len(component.mornings))
            step = component.open(state, component.mornings[morning].value)
            mid = int(table.mornings[index, morning])
            assert (step is None) is (mid < 0)
            if step is None:
                continue
            assert graph.mids[mid] == step.state
            evening = random.randrange(len(component.evenings))
            night = component.close(step.state, component.evenings[evening].value)
            to = int(table.evenings[mid, evening])
            assert (night is None) is (to < 0)
            if night is not None:
                state, index = night.state, to
                assert graph.states[index] == state


def test_a_group_is_many_single_patients(graphs: dict[str, Graph]) -> None:
    tables = {name: compile_table(graph) for name, graph in graphs.items()}
    group, seed = PatientGroup.begin(tables, 50), np.random.default_rng(7)
    alone = {name: [0] * 50 for name in tables}
    for _ in range(40):
        mornings, evenings = sample_inputs(group.wheels, 50, seed)
        group.live(mornings, evenings)
        for name, table in tables.items():
            for patient in range(50):
                mid = table.mornings[alone[name][patient], mornings[name][patient]]
                if mid >= 0:
                    to = int(table.evenings[mid, evenings[name][patient]])
                    alone[name][patient] = to if to >= 0 else int(table.evenings[mid, 0])
            assert group.states(name).tolist() == alone[name]


def test_a_table_of_another_pack_is_refused(graphs: dict[str, Graph], tmp_path: Path) -> None:
    pack = load_pack()
    tables = {name: compile_table(graph) for name, graph in graphs.items()}
    file = tmp_path / "tables.npz"
    save_tables(file, pack, tables)
    assert (load_tables(file, pack)["Gap"].mornings == tables["Gap"].mornings).all()
    with pytest.raises(StaleTableError):
        load_tables(file, replace(pack, logic_hash="other"))
