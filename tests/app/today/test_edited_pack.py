"""What an author edits in a pack is on Today at once, whatever was built from it before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.app.person import Someone

from hamstrong.app import compose
from hamstrong.diary import MemoryDiary
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.protocol.built_pack import read_built_pack
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.pack_builder import build_pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "pack"
    shutil.copytree(DEFAULT_PACK, copy)
    build_pack(copy)
    return copy


def _hold_on_the_first_day(folder: Path) -> int | None:
    with compose(load_pack(folder), MemoryDiary(), folder) as app:
        person = Someone(app).begin()
        person.answer_all()
        decision = person.today().decision
    assert isinstance(decision, Prescription)
    return next(item.hold_s for item in decision.items if item.exercise == "heel_drag")


def test_edited_number_is_on_today_although_the_pack_was_built(folder: Path) -> None:
    assert read_built_pack(folder) is not None
    assert _hold_on_the_first_day(folder) == 5
    path = folder / "exercises" / "heel_drag.yaml"
    text = path.read_text(encoding="utf-8")
    assert "hold_s: 5, rest_s: 5" in text
    path.write_text(text.replace("hold_s: 5, rest_s: 5", "hold_s: 6, rest_s: 5"), "utf-8")
    assert _hold_on_the_first_day(folder) == 6
