"""Damaged, full, locked, read-only and foreign places: a typed error, no loss."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from tests.diary.refusals import FactMaker, refuses, speaks_plainly

from hamstrong.diary import (
    DiaryLocked,
    DiaryReadOnly,
    DiaryUnavailable,
    DiskFull,
    NewerDiary,
    canonical_json,
    default_data_dir,
    locate,
    open_diary,
)
from hamstrong.diary.sql import sqlite_engine


def test_files_and_folders_are_for_their_owner_alone(
    folder: Path, fact: FactMaker, person: str
) -> None:
    before = os.umask(0)
    try:
        with open_diary(folder) as diary:
            diary.append(person, [fact(person)])
            modes = {p.name: p.stat().st_mode & 0o777 for p in folder.iterdir()}
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert modes == {"diary.db": 0o600, "diary.db-wal": 0o600, "diary.db-shm": 0o600}


def test_a_file_that_others_could_read_is_tightened(folder: Path) -> None:
    open_diary(folder).close()
    (folder / "diary.db").chmod(0o644)
    open_diary(folder).close()
    assert (folder / "diary.db").stat().st_mode & 0o777 == 0o600


def test_sqlite_writes_ahead_and_waits_for_the_disk(folder: Path) -> None:
    open_diary(folder).close()
    engine = sqlite_engine.writer_engine(folder / "diary.db")
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    engine.dispose()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a letter")
    with refuses(DiaryUnavailable):
        open_diary(tmp_path / "taken")
    with refuses(DiaryUnavailable):
        open_diary(tmp_path / "taken" / "below")


def test_a_folder_in_the_place_of_the_file(folder: Path) -> None:
    (folder / "diary.db").mkdir(parents=True)
    with refuses(DiaryUnavailable):
        open_diary(folder)


def test_a_read_only_folder(ordinary_folder: Path) -> None:
    ordinary_folder.chmod(0o500)
    with refuses(DiaryReadOnly):
        open_diary(ordinary_folder)
    with refuses(DiaryReadOnly):
        open_diary(ordinary_folder / "below")


def test_a_read_only_file(ordinary_folder: Path) -> None:
    open_diary(ordinary_folder).close()
    (ordinary_folder / "diary.db").chmod(0o400)
    with refuses(DiaryReadOnly):
        open_diary(ordinary_folder)


def test_a_full_disk_refuses_the_fact_keeps_the_old_ones_and_goes_on_when_there_is_room(
    folder: Path, fact: FactMaker, person: str
) -> None:
    limited: list[sqlite3.Connection] = []

    @event.listens_for(Engine, "connect")
    def limit(connection: Any, _entry: object) -> None:
        connection.execute("PRAGMA max_page_count = 40")
        limited.append(connection)

    try:
        diary = open_diary(folder)
    finally:
        event.remove(Engine, "connect", limit)
    large = canonical_json({"nprs": "x" * 9000})
    with diary:
        stored = 0
        with refuses(DiskFull):
            while stored < 40:
                diary.append(person, [fact(person, payload=large)])
                stored += 1
        assert 0 < stored == diary.last_seq(person)
        for connection in limited[-1:]:
            connection.execute("PRAGMA max_page_count = 4000")
        assert diary.append(person, [fact(person, payload=large)]).seqs == (stored + 1,)
        diary.check()


def test_a_lock_held_too_long(
    folder: Path, fact: FactMaker, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_engine, "WAIT_S", 0.05)
    with open_diary(folder) as diary, closing(sqlite3.connect(folder / "diary.db")) as holder:
        given = fact(person)
        holder.execute("BEGIN IMMEDIATE")
        with refuses(DiaryLocked):
            diary.append(person, [given])
        assert diary.read(person) == ()
        holder.rollback()
        assert diary.append(person, [given]).seqs == (1,)


def test_a_newer_diary_is_refused_with_what_to_do(place: str) -> None:
    with open_diary(place) as diary:
        diary._writing(  # type: ignore[attr-defined]
            lambda c: c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        )
    with pytest.raises(NewerDiary, match="install the newest Hamstrong") as caught:
        open_diary(place)
    assert speaks_plainly(caught.value)
    assert "9999" in str(caught.value)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with refuses(DiaryUnavailable):
        open_diary(f"postgresql://anna:secret@/diary?host={tmp_path}")
    with pytest.raises(DiaryUnavailable) as caught:
        open_diary(f"postgresql://anna:secret@/diary?host={tmp_path}")
    assert "secret" not in str(caught.value)
    with refuses(DiaryUnavailable):
        open_diary("postgresql://[anna:secret")


def test_the_data_folder_can_be_named(tmp_path: Path) -> None:
    assert default_data_dir({"HAMSTRONG_DATA_DIR": str(tmp_path)}) == tmp_path
    assert default_data_dir({"HAMSTRONG_DATA_DIR": ""}).name == "hamstrong"
    assert locate(tmp_path).database == tmp_path / "diary.db"
    assert locate(tmp_path / "mine.sqlite").database == tmp_path / "mine.sqlite"
    assert locate(tmp_path / "mine.sqlite").backups == tmp_path / "backups"
