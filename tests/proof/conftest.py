"""The shipped pack under the quick proof, visited once for all tests that look at it."""

import pytest
from tests.proof.mutants import visit_sound
from tests.proof.sound import SoundProof

from hamstrong.proof.invariants.base import Proof


@pytest.fixture(scope="session")
def sound() -> SoundProof:
    """Not to be changed. Its tests are of one xdist group, so that one process makes it."""
    return visit_sound()


@pytest.fixture(scope="session")
def quick_proof(sound: SoundProof) -> Proof:
    """Not to be changed, as above."""
    return sound.proof
