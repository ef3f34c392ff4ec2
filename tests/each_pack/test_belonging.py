"""A diary belongs to the pack that it was begun with; no other one touches it."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.sitting import Sitting
from tests.each_pack.lives import HAMSTRING, SORE_HEEL, Life

from hamstrong.app import ForeignPack, open_app
from hamstrong.cli.exits import Exit


def _began(life: Life, where: Path) -> Path:
    with open_app(where, life.folder) as app:
        life.someone(app).begin(dict(life.values), life.choices)
    return where


def _sum(where: Path) -> str:
    with open_app(where, SORE_HEEL.folder) as app:
        out = io.BytesIO()
        app.person(app.persons()[0]).export(out)
    return hashlib.sha256(out.getvalue()).hexdigest()


def test_a_diary_of_another_pack_is_refused_by_name_and_left_as_it_is(tmp_path: Path) -> None:
    where = _began(SORE_HEEL, tmp_path / "home")
    before = _sum(where)
    with pytest.raises(ForeignPack) as refused:
        open_app(where)
    said = str(refused.value)
    assert "'achilles_example'" in said
    assert "'hamstring'" in said
    assert "Next step" in said
    assert "--pack" in said
    assert _sum(where) == before


@pytest.mark.parametrize("command", ["today", "log", "export a.jsonl", "erase", "doctor"])
def test_the_terminal_says_it_with_the_way_out(tmp_path: Path, command: str) -> None:
    sitting = Sitting(_began(SORE_HEEL, tmp_path / "home"))
    code, said = sitting.run(*command.split())
    assert code == Exit.WRONG_INPUT
    assert "hamstrong --pack" in said
    assert sitting.run("--pack", str(SORE_HEEL.folder), "doctor")[0] == Exit.DONE


def test_an_archive_of_another_pack_is_neither_imported_nor_replayed(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    with (
        open_app(_began(SORE_HEEL, tmp_path / "heel"), SORE_HEEL.folder) as app,
        file.open("wb") as f,
    ):
        app.person(app.persons()[0]).export(f)
    sitting = Sitting(tmp_path / "home")
    for command in ("import", "replay"):
        code, said = sitting.run(command, str(file))
        assert (command, code) == (command, Exit.WRONG_INPUT)
        assert "'achilles_example'" in said
    with open_app(tmp_path / "home") as app:
        assert app.persons() == ()


def test_a_backup_of_another_pack_is_taken_back_out(tmp_path: Path) -> None:
    now = datetime(2025, 3, 4, tzinfo=UTC)
    with open_app(_began(SORE_HEEL, tmp_path / "heel"), SORE_HEEL.folder) as app:
        backup = app.backup(now)
    with open_app(_began(HAMSTRING, tmp_path / "home")) as app:
        before = app.diary.read(app.persons()[0])
        with pytest.raises(ForeignPack):
            app.restore(backup, now)
        assert app.diary.read(app.persons()[0]) == before


@pytest.mark.parametrize("spoiled", ["missing", "empty", "broken", "unlinted"])
def test_a_folder_that_is_no_sound_pack_is_refused_with_the_place(
    tmp_path: Path, spoiled: str
) -> None:
    from shutil import copytree  # noqa: PLC0415

    folder = tmp_path / "pack"
    if spoiled == "empty":
        folder.mkdir()
    elif spoiled != "missing":
        copytree(SORE_HEEL.folder, folder)
    if spoiled == "broken":
        (folder / "gates.yaml").write_text("criteria: [", encoding="utf-8")
    if spoiled == "unlinted":  # the loader takes it, the linter does not: nobody is asked which leg
        triage = folder / "triage.yaml"
        kept = [line for line in triage.read_text().splitlines() if "id: limbs" not in line]
        triage.write_text("\n".join(kept), encoding="utf-8")
        words = folder / "text" / "en" / "words.yaml"
        kept = [line for line in words.read_text().splitlines() if not line.startswith("  limbs:")]
        words.write_text("\n".join(kept), encoding="utf-8")
    code, said = Sitting(tmp_path / "home").run("--pack", str(folder), "today")
    assert code == Exit.WRONG_INPUT
    assert str(folder) in said
    assert "Next step" in said
    place = {"missing": "no-folder", "empty": "pack.yaml", "broken": "gates.yaml:2"}
    assert place.get(spoiled, "'limbs'") in said
    assert not (tmp_path / "home" / "diary.db").exists()
