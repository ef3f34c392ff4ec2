"""A diary's file that lost its bytes is asked about, and never taken for a new diary."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.diary.conftest import NOW, FactMaker

from hamstrong.diary import DiaryDamaged, backup_diary, open_diary, restore_diary
from hamstrong.diary.log.frames import HEADER
from hamstrong.diary.places import Begin

KINDS = (("diary.db", 1), ("diary.log", len(HEADER) - 1))
SIZES = [(name, size) for name, most in KINDS for size in range(most + 1)]


@pytest.fixture(params=[name for name, _ in KINDS])
def used(request: pytest.FixtureRequest, tmp_path: Path, fact: FactMaker, person: str) -> Path:
    """A diary with one fact and one backup."""
    path: Path = tmp_path / "diary" / request.param
    with open_diary(path) as diary:
        diary.append(person, [fact(person)])
    backup_diary(path, at=NOW)
    return path


def empty(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()


@pytest.mark.parametrize(("name", "size"), SIZES)
@pytest.mark.parametrize("witness", ["backups", "web/sessions.db"])
def test_file_without_its_bytes_beside_a_witness_is_damage(
    tmp_path: Path, fact: FactMaker, person: str, name: str, size: int, witness: str
) -> None:
    path = tmp_path / "diary" / name
    with open_diary(path) as diary:
        diary.append(person, [fact(person)])
    if witness == "backups":
        backup_diary(path, at=NOW)
    else:
        (path.parent / "web").mkdir()
        (path.parent / witness).touch()
    empty(path, size)
    before = path.read_bytes()
    with pytest.raises(
        DiaryDamaged, match=r"never empty.*hamstrong restore .*hamstrong --new-diary start"
    ):
        open_diary(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("name", "size"), SIZES)
def test_file_without_bytes_or_witness_is_a_new_diary(
    tmp_path: Path, name: str, size: int, person: str
) -> None:
    """A start that was killed before its first fact leaves such a file."""
    path = tmp_path / "diary" / name
    open_diary(path).close()
    empty(path, size)
    with open_diary(path) as diary:
        assert diary.read(person) == ()


def test_backup_can_be_put_back_over_an_emptied_file(used: Path, person: str) -> None:
    empty(used, 0)
    (copy,) = (used.parent / "backups").iterdir()
    restore_diary(used, copy, at=NOW + timedelta(seconds=1))
    with open_diary(used) as diary:
        assert len(diary.read(person)) == 1


def test_file_that_is_gone_is_asked_about_and_its_newest_copy_named(used: Path) -> None:
    empty(used, 0)
    used.unlink()
    (copy,) = (used.parent / "backups").iterdir()
    with pytest.raises(DiaryDamaged, match=rf"no file.*hamstrong restore {copy}"):
        open_diary(used)
    assert not used.exists()


def test_write_ahead_log_alone_says_that_there_was_a_diary(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    path.with_name("diary.db-wal").write_bytes(b"x" * 64)
    with pytest.raises(DiaryDamaged, match=r"diary\.db-wal says that it was"):
        open_diary(path)
    with open_diary(path, begin=Begin.ANEW) as diary:
        assert diary.persons() == ()


def test_first_start_that_was_killed_goes_on_whatever_log_it_left(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    path.touch()
    path.with_name("diary.db-journal").touch()
    with open_diary(path) as diary:
        assert diary.persons() == ()


@pytest.mark.parametrize("gone", [False, True])
def test_who_says_so_begins_anew_and_the_copies_stay(used: Path, person: str, gone: bool) -> None:
    empty(used, 1)
    if gone:
        used.unlink()
    with open_diary(used, begin=Begin.ANEW) as diary:
        assert diary.read(person) == ()
    assert len(list((used.parent / "backups").iterdir())) == 1


def test_beginning_anew_leaves_a_diary_that_is_there(used: Path, person: str) -> None:
    with open_diary(used, begin=Begin.ANEW) as diary:
        assert len(diary.read(person)) == 1
