"""A copy of the shipped pack in which one test breaks one thing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hamstrong.protocol.loader import DEFAULT_PACK

Break = Callable[..., Path]


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """Return a function that copies the pack and replaces the first `old` of a file by `new`."""
    folder = tmp_path / "pack"

    def replace(file: str, old: str, new: str) -> Path:
        if not folder.exists():
            shutil.copytree(DEFAULT_PACK, folder)
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer has {old!r}: adapt this test to the pack"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return replace


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped pack."""
    folder = tmp_path / "pack"
    shutil.copytree(DEFAULT_PACK, folder)
    return folder
