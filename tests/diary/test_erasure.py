"""After an erasure no byte of the person is left in any file of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hamstrong.diary import (
    ErasureIncomplete,
    NewFact,
    Snapshot,
    backup_diary,
    canonical_json,
    open_diary,
    restore_diary,
)

FactMaker = Callable[..., NewFact]
AT = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
SECRET = "a secret that nobody may read"  # noqa: S105


def holders(folder: Path, *needles: str) -> list[str]:
    """Name the files in which one of the needles still stands."""
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(needle.encode() in path.read_bytes() for needle in needles)
    )


def secret_fact(fact: FactMaker, person: str, count: int) -> NewFact:
    # Long enough for overflow pages.
    return fact(person, count, payload=canonical_json({"note": SECRET * 300, "count": count}))


def snapshot(text: str) -> Snapshot:
    return Snapshot(day=1, seq=1, logic_hash="l", engine_hash="e", blob=text.encode() * 99)


def test_no_byte_of_the_erased_is_left_in_the_file_its_log_or_the_backups(
    folder: Path, fact: FactMaker, person: str, other: str
) -> None:
    with open_diary(folder) as diary:
        for count in range(30):
            diary.append(person, [secret_fact(fact, person, count)])
            diary.append(other, [fact(other, count)])
    with open_diary(folder) as diary:
        diary.put_snapshot(person, snapshot(SECRET))
        diary.put_snapshot(other, snapshot("theirs"))
        diary.discard_snapshots(person)
        backup_diary(folder, at=AT)
        diary.put_snapshot(person, snapshot(SECRET))
        assert len(holders(folder, SECRET, person)) >= 3
        erasure = diary.erase(person)
        assert (erasure.facts, erasure.snapshots, erasure.backups) == (30, 1, 1)
        assert holders(folder, SECRET, person) == []
        assert diary.last_seq(other) == 30
        diary.check()
    assert holders(folder, SECRET, person) == []


def test_an_erased_backup_still_restores_the_others(
    folder: Path, fact: FactMaker, person: str, other: str
) -> None:
    with open_diary(folder) as diary:
        diary.append(person, [secret_fact(fact, person, 1)])
        diary.append(other, [fact(other)])
        theirs = diary.read(other)
        path = backup_diary(folder, at=AT)
        diary.erase(person)
    assert path.stat().st_mode & 0o777 == 0o600
    restore_diary(folder, path, at=AT)
    with open_diary(folder) as diary:
        assert diary.persons() == (other,)
        assert diary.read(other) == theirs
        assert diary.append(other, [fact(other)]).seqs == (2,)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("DELETE FROM facts")


def test_backups_without_the_person_are_left_alone(
    folder: Path, fact: FactMaker, person: str, other: str
) -> None:
    with open_diary(folder) as diary:
        diary.append(other, [fact(other)])
        path = backup_diary(folder, at=AT)
        before = path.stat()
        diary.append(person, [fact(person)])
        assert diary.erase(person).backups == 0
    assert path.stat() == before


def test_remains_of_a_copy_that_was_cut_off_are_removed(
    folder: Path, fact: FactMaker, person: str
) -> None:
    with open_diary(folder) as diary:
        diary.append(person, [secret_fact(fact, person, 1)])
        path = backup_diary(folder, at=AT)
        path.rename(path.with_name(path.name + ".partial"))
        (folder / "diary.db.partial").write_text(SECRET)
        diary.erase(person)
        assert holders(folder, SECRET) == []


def test_a_backup_that_cannot_be_read_is_named_and_everything_else_is_erased(
    folder: Path, fact: FactMaker, person: str
) -> None:
    with open_diary(folder) as diary:
        diary.append(person, [secret_fact(fact, person, 1)])
        whole, broken = backup_diary(folder, at=AT), backup_diary(folder, at=AT)
        broken.write_bytes(b"\x01" + broken.read_bytes()[1:])
        with pytest.raises(ErasureIncomplete, match="by hand") as caught:
            diary.erase(person)
        assert broken.name in str(caught.value)
        assert whole.name not in str(caught.value)
        assert holders(folder, SECRET) == [broken.name]
        broken.unlink()
        diary.erase(person)
    assert holders(folder, SECRET) == []


def test_a_reader_elsewhere_that_holds_the_log_is_told_of_and_a_second_erasure_finishes(
    folder: Path, fact: FactMaker, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hamstrong.diary.sql.sqlite_engine.WAIT_S", 0.05)
    with open_diary(folder) as diary, closing(sqlite3.connect(folder / "diary.db")) as reader:
        diary.append(person, [secret_fact(fact, person, 1)])
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM facts").fetchone()
        with pytest.raises(ErasureIncomplete, match="erase again"):
            diary.erase(person)
        assert diary.persons() == ()
        reader.rollback()
        diary.erase(person)
        assert holders(folder, SECRET, person) == []


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_on_postgresql_the_tables_are_written_anew(
    postgres_url: str, fact: FactMaker, person: str, other: str
) -> None:
    with open_diary(postgres_url) as diary:
        diary.append(person, [secret_fact(fact, person, count) for count in range(200)])
        diary.append(other, [fact(other)])
        before = size(postgres_url)
        diary.erase(person)
        assert size(postgres_url) < before / 2
        assert diary.last_seq(other) == 1


def size(url: str) -> int:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_total_relation_size('facts')").fetchone()
    assert row is not None
    return int(row[0])


def test_the_log_of_a_damaged_diary_kept_aside_is_named(
    folder: Path, fact: FactMaker, person: str
) -> None:
    with open_diary(folder) as diary:
        diary.append(person, [secret_fact(fact, person, 1)])
        path = backup_diary(folder, at=AT)
    (folder / "diary.db").write_text("garbage" * 1000)
    (folder / "diary.db-wal").write_text(SECRET)
    restore_diary(folder, path, at=AT)
    with open_diary(folder) as diary, pytest.raises(ErasureIncomplete) as caught:
        diary.erase(person)
    named = [Path(fault.place).name for fault in caught.value.faults]
    assert named == ["replaced-20260301T073000Z.db-wal", "replaced-20260301T073000Z.db"]
    assert holders(folder, SECRET) == named[:1]
