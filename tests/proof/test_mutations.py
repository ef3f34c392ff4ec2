"""The proof can fail: whatever is broken on purpose, the invariant that should tell does."""

from pathlib import Path

import pytest
from tests.proof.mutants import MUTANTS, Mutant, first_catch, page
from tests.proof.sound import SoundProof

from hamstrong.proof.invariants.catalogue import CATALOGUE

pytestmark = pytest.mark.xdist_group("quick proof")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: f"{m.caught_by}: {m.says}")
def test_the_invariant_that_should_catch_it_does(mutant: Mutant, sound: SoundProof) -> None:
    assert first_catch(mutant, sound) is not None, f"{mutant.caught_by} says nothing: {mutant.says}"


def test_there_are_mutants_for_every_invariant() -> None:
    assert len(MUTANTS) >= 25
    assert {m.caught_by for m in MUTANTS} == {invariant.id for invariant in CATALOGUE}


def test_the_table_in_the_docs_is_the_one_that_runs(root: Path) -> None:
    assert (root / "docs/reference/mutants.md").read_text(encoding="utf-8") == page()
