"""The shipped pack under the quick proof, visited once for all tests that look at it."""

import pytest

from hamstrong.proof.invariants.base import Proof
from hamstrong.protocol.loader import load_pack


@pytest.fixture(scope="session")
def quick_proof() -> Proof:
    """Not to be changed. Its tests are of one xdist group, so that one process makes it."""
    return Proof(load_pack(), quick=True)
