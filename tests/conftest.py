"""What every room's tests may ask for."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: where `pyproject.toml` and `docs/` are."""
    return ROOT


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Recordings of real people, too large and not ours to publish.

    Taken from the environment variable `HAMSTRONG_DATA`. No safety test may depend on them: a
    test that asks for this folder adds real input to what made-up input has proved already.
    """
    folder = Path(os.environ.get("HAMSTRONG_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no recordings at {str(folder)!r}: set HAMSTRONG_DATA to their folder")
    return folder
