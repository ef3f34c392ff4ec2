"""A write-ahead log that lost entries is named before anything is changed; one cut short is not."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.diary.refusals import FactMaker, refuses

from hamstrong.diary import DiaryDamaged, backup_diary, list_backups, open_diary, restore_diary

LOG, INDEX = "diary.db-wal", "diary.db-shm"
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
FACTS = 12
_HEADER, _ENTRY = 32, 24 + 4096
Change = Callable[[bytes], bytes]


@pytest.fixture
def crashed(folder: Path, fact: FactMaker, person: str, tmp_path: Path) -> Path:
    """What a process that was killed leaves: the facts are in the log, and an index beside it."""
    left = tmp_path / "crashed"
    with open_diary(folder) as diary:
        for _ in range(FACTS):
            diary.append(person, [fact(person)])
        shutil.copytree(folder, left)
    return left


def change(folder: Path, how: Change) -> None:
    log = folder / LOG
    log.write_bytes(how(log.read_bytes()))


def flipped(at: int) -> Change:
    return lambda log: log[:at] + bytes([log[at] ^ 1]) + log[at + 1 :]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def facts_in(folder: Path, person: str) -> int:
    with open_diary(folder) as diary:
        diary.check()
        return len(diary.read(person)) if person in diary.persons() else 0


def test_a_log_left_by_a_crash_is_taken_with_and_without_its_index(
    crashed: Path, person: str, tmp_path: Path
) -> None:
    bare = Path(shutil.copytree(crashed, tmp_path / "bare"))
    (bare / INDEX).unlink()
    assert facts_in(crashed, person) == FACTS
    assert facts_in(bare, person) == FACTS


@pytest.mark.parametrize(
    "how",
    [
        lambda _: b"",
        lambda log: log[:20],
        lambda log: log[:-1],
        lambda log: log[:-_ENTRY],
        flipped(0),
        flipped(17),
        flipped(_HEADER + 5),
        flipped(_HEADER + 9),
        flipped(_HEADER + _ENTRY + 1000),
        flipped(-100),
    ],
    ids=["gone", "cut in its header", "cut in its last entry", "cut between entries", "magic",
         "salt", "size", "an entry's salt", "a page", "the last page"],
)  # fmt: skip
def test_entries_that_reached_the_disk_and_are_gone_are_named(crashed: Path, how: Change) -> None:
    change(crashed, how)
    before = contents(crashed)
    with refuses(DiaryDamaged):
        open_diary(crashed)
    assert contents(crashed) == before


def test_a_log_that_was_deleted_is_missed(crashed: Path) -> None:
    (crashed / LOG).unlink()
    with refuses(DiaryDamaged):
        open_diary(crashed)


def test_without_an_index_an_entry_damaged_before_others_is_named(crashed: Path) -> None:
    (crashed / INDEX).unlink()
    change(crashed, flipped(_HEADER + 40))
    with refuses(DiaryDamaged):
        open_diary(crashed)


def test_without_an_index_a_damaged_beginning_is_named(crashed: Path) -> None:
    (crashed / INDEX).unlink()
    change(crashed, flipped(9))
    with refuses(DiaryDamaged):
        open_diary(crashed)


def test_a_transaction_that_was_never_finished_is_left_out(crashed: Path, person: str) -> None:
    """A power cut in the middle of a write: nothing of it was acknowledged."""
    (crashed / INDEX).unlink()
    log = (crashed / LOG).read_bytes()
    (crashed / LOG).write_bytes(log + log[-_ENTRY:-_ENTRY] + log[-_ENTRY:][:1000])
    assert facts_in(crashed, person) == FACTS


def test_entries_of_an_earlier_log_behind_the_end_do_not_matter(crashed: Path, person: str) -> None:
    """SQLite writes a log from its beginning again and leaves what is behind."""
    (crashed / INDEX).unlink()
    log = (crashed / LOG).read_bytes()
    older = log[_HEADER : _HEADER + 8] + bytes(8) + log[_HEADER + 16 : _HEADER + _ENTRY]
    (crashed / LOG).write_bytes(log + older * 3)
    assert facts_in(crashed, person) == FACTS


def test_an_index_that_was_not_finished_bears_no_witness(crashed: Path, person: str) -> None:
    index = bytearray((crashed / INDEX).read_bytes())
    struct.pack_into("=I", index, 16, 10_000)  # a last entry that never was, without its checksum
    (crashed / INDEX).write_bytes(index)
    assert facts_in(crashed, person) == FACTS


def test_a_diary_that_is_open_here_is_not_looked_at(
    folder: Path, fact: FactMaker, person: str
) -> None:
    """A look at the index would drop the locks of the one that is open."""
    with open_diary(folder) as diary:
        diary.append(person, [fact(person)])
        index = (folder / INDEX).stat().st_atime_ns
        with open_diary(folder) as other:
            assert len(other.read(person)) == 1
            other.append(person, [fact(person)])
        assert (folder / INDEX).stat().st_atime_ns == index
        diary.append(person, [fact(person)])
        assert len(diary.read(person)) == 3


def test_a_damaged_log_is_left_behind_for_a_backup(
    folder: Path, fact: FactMaker, person: str, tmp_path: Path
) -> None:
    with open_diary(folder) as diary:
        diary.append(person, [fact(person)])
        backup = backup_diary(folder, at=AT)
        diary.append(person, [fact(person)])
        left = Path(shutil.copytree(folder, tmp_path / "left"))
    change(left, flipped(_HEADER + 1000))
    damaged = (left / LOG).read_bytes()
    restore_diary(left, left / "backups" / backup.name, at=AT)
    assert facts_in(left, person) == 1
    replaced = next(one for one in list_backups(left) if one.why == "replaced")
    log = replaced.path.with_name(replaced.path.name + "-wal")
    assert log.read_bytes() == damaged, "somebody may still read entries out of it"


def test_without_a_backup_one_goes_on_with_what_is_left(crashed: Path, person: str) -> None:
    """The next step that the refusal names."""
    change(crashed, lambda log: log[: _HEADER + (len(log) - _HEADER) // _ENTRY // 2 * _ENTRY])
    with pytest.raises(DiaryDamaged) as refusal:
        open_diary(crashed)
    assert f"hamstrong restore {crashed / 'diary.db'}" in str(refusal.value)
    restore_diary(crashed, crashed / "diary.db", at=AT)
    assert 0 < facts_in(crashed, person) < FACTS
