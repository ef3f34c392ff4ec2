"""The diary of somebody mid-programme, lived once for each pack and copied for each test."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.each_pack.lives import LIVES, Life


@pytest.fixture(scope="session", params=LIVES, ids=lambda life: life.name)
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Life, Path, date]:
    """A life, its diary and its next day; not to be written to."""
    life: Life = request.param
    where = tmp_path_factory.mktemp(life.name) / "home"
    return life, where, life.live(where)


@pytest.fixture
def home(lived: tuple[Life, Path, date], tmp_path: Path) -> Path:
    """A copy of that diary."""
    return Path(shutil.copytree(lived[1], tmp_path / "home"))
