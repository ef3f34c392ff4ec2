"""A log file keeps every answered request, at whatever byte a write was cut off."""

from __future__ import annotations

import errno
import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.diary.conftest import NOW, FactMaker

from hamstrong.diary import (
    BackupRefused,
    DiaryDamaged,
    DiaryError,
    DiaryLocked,
    DiaryUnavailable,
    DiskFull,
    NotADiary,
    backup_diary,
    list_backups,
    open_diary,
    restore_diary,
)
from hamstrong.diary.log import log_file
from hamstrong.diary.log.frames import HEADER, frame, read_frames


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "diary" / "diary.log"


@pytest.fixture
def written(path: Path, fact: FactMaker, person: str) -> list[int]:
    """Three requests of one, two and one facts; gives the size of the file after each."""
    sizes = []
    with open_diary(path) as diary:
        sizes.append(path.stat().st_size)
        for count in (1, 2, 1):
            diary.append(person, [fact(person, n) for n in range(count)])
            sizes.append(path.stat().st_size)
    return sizes


def test_log_is_read_again_as_it_was_written(path: Path, written: list[int], person: str) -> None:
    with open_diary(path) as diary:
        assert [fact.seq for fact in diary.read(person)] == [1, 2, 3, 4]
        diary.check()
    assert path.stat().st_size == written[-1]
    assert path.stat().st_mode & 0o777 == 0o600


def test_whatever_byte_a_write_was_cut_at_the_answered_requests_are_there(
    path: Path, written: list[int], person: str
) -> None:
    data = path.read_bytes()
    facts_after = dict(zip(written, (0, 1, 3, 4), strict=True))
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        expected = max((facts_after[size] for size in written if size <= cut), default=0)
        with open_diary(path) as diary:
            assert len(diary.read(person)) == expected, f"cut at {cut}"
        for aside in path.parent.glob("*.cut-*"):
            aside.unlink()


def test_cut_write_is_told_and_its_bytes_are_kept(
    path: Path, written: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-5])
    with caplog.at_level(logging.WARNING, "hamstrong.diary"):
        open_diary(path).close()
    (aside,) = path.parent.glob("*.cut-*")
    assert aside.read_bytes() == data[written[-2] : -5]
    assert aside.stat().st_mode & 0o777 == 0o600
    assert str(aside) in caplog.text
    assert "nprs" not in caplog.text
    assert path.stat().st_size == written[-2]


def test_byte_that_changed_in_the_middle_is_named_as_damage(path: Path, written: list[int]) -> None:
    data = bytearray(path.read_bytes())
    for place in range(len(HEADER), written[-2]):
        changed = bytearray(data)
        changed[place] ^= 0x20
        path.write_bytes(changed)
        with pytest.raises(DiaryDamaged, match="restore the latest backup"):
            open_diary(path)
    assert not list(path.parent.glob("*.cut-*"))


def test_missing_request_in_the_middle_is_named_as_damage(path: Path, written: list[int]) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: written[1]] + data[written[2] :])
    with pytest.raises(DiaryDamaged, match="seq counts without a gap"):
        open_diary(path)


def test_file_of_another_program_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"a note of somebody")
    with pytest.raises(NotADiary):
        open_diary(path)
    assert path.read_bytes() == b"a note of somebody"


def test_full_disk_stores_nothing_and_the_next_write_succeeds(
    path: Path, fact: FactMaker, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_diary(path) as diary:
        diary.append(person, [fact(person)])
        size = path.stat().st_size
        real = os.write

        def half(handle: int, data: bytes) -> int:
            if len(data) > 20:
                return real(handle, data[:20])
            raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(os, "write", half)
        with pytest.raises(DiskFull):
            diary.append(person, [fact(person, 1)])
        monkeypatch.undo()
        assert path.stat().st_size == size
        assert diary.append(person, [fact(person, 2)]).seqs == (2,)
    with open_diary(path) as diary:
        assert len(diary.read(person)) == 2


@pytest.mark.usefixtures("written")
def test_second_program_is_told_that_the_log_is_in_use(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "WAIT_S", 0.0)
    with open_diary(path), pytest.raises(DiaryLocked, match="one program at a time"):
        open_diary(path)
    open_diary(path).close()


@pytest.mark.usefixtures("written")
def test_folder_with_a_log_is_opened_as_one_and_two_kinds_are_asked_about(
    path: Path, person: str
) -> None:
    with open_diary(path.parent) as diary:
        assert len(diary.read(person)) == 4
    (path.parent / "diary.db").touch()
    with pytest.raises(DiaryUnavailable, match="one diary"):
        open_diary(path.parent)


@pytest.mark.usefixtures("written")
def test_backup_is_restored_and_what_was_there_is_kept(
    path: Path, fact: FactMaker, person: str
) -> None:
    copy = backup_diary(path, at=NOW)
    with open_diary(path) as diary:
        diary.append(person, [fact(person, 9)])
    aside = restore_diary(path, copy, at=NOW + timedelta(seconds=1))
    assert aside is not None
    with open_diary(path) as diary:
        assert len(diary.read(person)) == 4
    assert {backup.why for backup in list_backups(path)} == {"diary", "replaced"}
    with open_diary(aside) as old:
        assert len(old.read(person)) == 5


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("content", [b"", b"a note", HEADER, HEADER + b"\0" * 9])
def test_what_is_no_whole_log_is_not_restored(
    path: Path, content: bytes, person: str, tmp_path: Path
) -> None:
    source = tmp_path / "source.log"
    source.write_bytes(content)
    with pytest.raises(BackupRefused):
        restore_diary(path, source, at=NOW)
    with open_diary(path) as diary:
        assert len(diary.read(person)) == 4


@pytest.mark.usefixtures("written")
def test_erased_person_leaves_no_byte_in_log_and_backups(
    path: Path, fact: FactMaker, person: str, other: str
) -> None:
    backup_diary(path, at=NOW)
    with open_diary(path) as diary:
        diary.append(other, [fact(other)])
        assert diary.erase(person).backups == 1
        assert diary.read(person) == ()
        assert len(diary.read(other)) == 1
        diary.check()
    for file in path.parent.rglob("*"):
        assert not file.is_file() or person.encode() not in file.read_bytes()
    with open_diary(path) as diary:
        assert diary.persons() == (other,)


def test_withdrawn_version_stays_withdrawn_after_a_start(path: Path) -> None:
    with open_diary(path) as diary:
        diary.withdraw("engine", "4", "a wrong rule")
    with open_diary(path) as diary:
        found = diary.withdrawal("engine", "4")
    assert found is not None
    assert found.reason == "a wrong rule"


def test_frames_of_other_lengths_are_read_back() -> None:
    payloads = tuple(b"x" * size for size in (2, 3, 255, 70_000))
    data = HEADER + b"".join(map(frame, payloads))
    assert read_frames(data) == (payloads, len(data), None)


@pytest.mark.usefixtures("written")
def test_opening_a_log_imports_no_database(path: Path) -> None:
    script = (
        "import sys; from hamstrong.diary import open_diary; open_diary(sys.argv[1]).close()\n"
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'sqlite3', 'alembic')))"
    )
    run = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert run.returncode == 0


def test_error_of_a_log_is_an_error_of_the_diary(path: Path) -> None:
    path.parent.write_text("a file where the folder would be")
    with pytest.raises(DiaryError, match="must be a folder"):
        open_diary(path)


def test_header_that_was_cut_off_is_written_anew(path: Path, fact: FactMaker, person: str) -> None:
    path.parent.mkdir()
    path.write_bytes(HEADER[:5])
    with open_diary(path) as diary:
        diary.append(person, [fact(person)])
    with open_diary(path) as diary:
        assert len(diary.read(person)) == 1


def test_erasure_reaches_the_bytes_of_a_write_that_was_cut_off(
    path: Path, written: list[int], person: str
) -> None:
    path.write_bytes(path.read_bytes()[: written[-1] - 5])
    with open_diary(path) as diary:
        assert list(path.parent.glob("*.cut-*"))
        diary.erase(person)
    for file in path.parent.rglob("*"):
        assert not file.is_file() or person.encode() not in file.read_bytes()
