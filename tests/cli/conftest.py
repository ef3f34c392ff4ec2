"""Somebody who has used the command line before."""

from pathlib import Path

import pytest
from tests.cli.sitting import Sitting


@pytest.fixture
def home(tmp_path: Path) -> Sitting:
    """Two days of somebody."""
    sitting = Sitting(tmp_path / "home")
    sitting.live(2)
    return sitting
