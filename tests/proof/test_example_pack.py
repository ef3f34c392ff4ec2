"""Another pack goes the same way: it loads, lints and runs without a line of Python.

That it is proved is tested with the command (`test_command.py`).
"""

from pathlib import Path

import pytest

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import Engine
from hamstrong.lint.all_faults import lint_pack
from hamstrong.proof.invariants.base import plain_person
from hamstrong.proof.virtual_person import Obedient, begin, limb_of
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack

TRACK = "midportion"


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "examples" / "achilles"


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return load_pack(folder)


def _someone(pack: Pack, goal: str) -> Obedient:
    return begin(Engine(pack), plain_person(pack, goal), limb_of(pack, TRACK))


def test_it_has_no_fault(folder: Path) -> None:
    assert lint_pack(folder) == ()


@pytest.mark.parametrize(("goal", "stages"), [("walking", (1, 2, 4)), ("active", (1, 2, 3, 4))])
def test_a_painless_person_walks_through_its_stages(
    pack: Pack, goal: str, stages: tuple[int, ...]
) -> None:
    seen: list[int] = []
    for _, decision in _someone(pack, goal).live(200):
        if isinstance(decision, Prescription) and dict(decision.stages)["left"] not in seen:
            seen.append(dict(decision.stages)["left"])
    assert tuple(seen) == stages


def test_the_step_waits_for_clean_raises_on_one_leg(pack: Pack) -> None:
    first: dict[str, int] = {}
    for day, decision in _someone(pack, "active").live(200):
        for item in decision.items if isinstance(decision, Prescription) else ():
            first.setdefault(item.rung, day)
    assert first["single_heel_raise-3x10"] < first["heel_drop-2x10"]


def test_it_says_that_nobody_reviewed_it(pack: Pack, folder: Path) -> None:
    assert pack.reviewed_by is None
    assert not any(p.grade != "E" for p in pack.provenance.values())
    files = list(folder.rglob("*.yaml"))
    assert all("EXAMPLE" in f.read_text(encoding="utf-8").splitlines()[0] for f in files)
