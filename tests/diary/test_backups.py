"""Backups, putting them back, and upgrades that make one first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from hamstrong.diary import (
    BackupRefused,
    DiaryDamaged,
    DiaryLocked,
    NewFact,
    backup_diary,
    list_backups,
    open_diary,
    restore_diary,
)
from hamstrong.diary.sql import migration, sqlite_opening

FactMaker = Callable[..., NewFact]
AT = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)


@pytest.fixture
def kept(folder: Path, fact: FactMaker, person: str) -> Path:
    """The folder of a closed diary with three facts."""
    with open_diary(folder) as diary:
        diary.append(person, [fact(person, n) for n in range(3)])
    return folder


def test_a_backup_is_one_private_file_named_by_its_time(kept: Path) -> None:
    path = backup_diary(kept, at=AT)
    assert path == kept / "backups" / "diary-20260301T073000Z.db"
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_two_backups_in_one_second_are_two_files_listed_newest_first(kept: Path) -> None:
    backup_diary(kept, at=AT)
    backup_diary(kept, at=AT)
    backup_diary(kept, at=AT + timedelta(days=1))
    (kept / "backups" / "holiday.db").touch()
    names = [backup.path.name for backup in list_backups(kept)]
    assert names == [
        "diary-20260302T073000Z.db",
        "diary-20260301T073000Z.db",
        "diary-20260301T073000Z-2.db",
    ]
    assert list_backups(kept)[0].made_at == AT + timedelta(days=1)


def test_a_backup_made_while_the_diary_is_open_and_put_back_gives_the_same_facts(
    kept: Path, fact: FactMaker, person: str
) -> None:
    with open_diary(kept) as diary:
        diary.append(person, [fact(person)])
        truth = diary.read(person)
        path = backup_diary(kept, at=AT)
        diary.append(person, [fact(person)])
    restore_diary(kept, path, at=AT)
    with open_diary(kept) as diary:
        assert diary.read(person) == truth


def test_what_a_restore_replaces_is_kept_aside(kept: Path, fact: FactMaker, person: str) -> None:
    path = backup_diary(kept, at=AT)
    with open_diary(kept) as diary:
        diary.append(person, [fact(person)])
        newer = diary.read(person)
    aside = restore_diary(kept, path, at=AT)
    assert aside == kept / "backups" / "replaced-20260301T073000Z.db"
    assert aside.stat().st_mode & 0o777 == 0o600
    restore_diary(kept, aside, at=AT)
    with open_diary(kept) as diary:
        assert diary.read(person) == newer


def test_a_damaged_diary_can_be_restored_and_is_kept_aside(kept: Path, person: str) -> None:
    path = backup_diary(kept, at=AT)
    (kept / "diary.db").write_bytes(b"garbage" * 1000)
    (kept / "diary.db-wal").write_bytes(b"old log")
    aside = restore_diary(kept, path, at=AT)
    assert aside is not None
    assert aside.read_bytes() == b"garbage" * 1000
    with open_diary(kept) as diary:
        assert diary.last_seq(person) == 3


def test_a_diary_that_is_gone_can_be_restored(kept: Path, tmp_path: Path, person: str) -> None:
    path = backup_diary(kept, at=AT, to=tmp_path / "stick.db")
    assert restore_diary(tmp_path / "new", path, at=AT) is None
    with open_diary(tmp_path / "new") as diary:
        assert diary.last_seq(person) == 3
    assert (tmp_path / "new" / "diary.db").stat().st_mode & 0o777 == 0o600


def test_a_diary_that_is_open_is_not_replaced(kept: Path, fact: FactMaker, person: str) -> None:
    path = backup_diary(kept, at=AT)
    with open_diary(kept) as diary:
        with pytest.raises(DiaryLocked, match="close the other"):
            restore_diary(kept, path, at=AT)
        assert diary.append(person, [fact(person)]).seqs == (4,)
    assert [p.name for p in kept.iterdir() if "partial" in p.name] == []


@pytest.mark.parametrize("damage", ["text", "cut", "payload", "empty", "foreign", "newer", "gone"])
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(
    kept: Path, person: str, damage: str
) -> None:
    path = backup_diary(kept, at=AT)
    spoil(path, damage)
    before = (kept / "diary.db").read_bytes()
    with pytest.raises(BackupRefused) as caught:
        restore_diary(kept, path, at=AT)
    assert path.name in str(caught.value)
    assert "nprs" not in str(caught.value)
    assert (kept / "diary.db").read_bytes() == before
    with open_diary(kept) as diary:
        assert diary.last_seq(person) == 3


def spoil(path: Path, damage: str) -> None:
    whole = path.read_bytes()
    if damage == "text":
        path.write_text("a letter")
    elif damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "payload":
        path.write_bytes(whole.replace(b'"nprs":2', b'"nprs":0', 1))
    elif damage == "gone":
        path.unlink()
    else:
        change = {
            "empty": "",
            "foreign": "CREATE TABLE recipes (name TEXT)",
            "newer": "UPDATE alembic_version SET version_num = '9999'",
        }[damage]
        if damage != "newer":
            path.unlink()
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(change or "PRAGMA user_version = 1")


def test_a_backup_overwrites_nothing_and_needs_a_diary(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "taken.db").write_text("mine")
    with pytest.raises(BackupRefused, match="never overwritten"):
        backup_diary(kept, at=AT, to=tmp_path / "taken.db")
    assert (tmp_path / "taken.db").read_text() == "mine"
    with pytest.raises(BackupRefused, match="there must be a diary"):
        backup_diary(tmp_path / "nowhere", at=AT)


def test_an_upgrade_makes_a_backup_first(
    kept: Path, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []

    def step(connection: object) -> None:
        steps.append(list_backups(kept)[0].path.name)
        sql = "UPDATE alembic_version SET version_num = '0002'"
        connection.exec_driver_sql(sql)  # type: ignore[attr-defined]

    monkeypatch.setattr(migration, "HEAD", "0002")
    monkeypatch.setattr(migration, "REVISIONS", ("0001", "0002"))
    monkeypatch.setattr(sqlite_opening, "migrate", step)
    with open_diary(kept, clock=lambda: AT) as diary:
        assert diary.last_seq(person) == 3
    open_diary(kept, clock=lambda: AT).close()
    assert steps == ["before-upgrade-20260301T073000Z.db"]


def test_an_upgrade_that_fails_leaves_the_diary_as_it_was(
    kept: Path, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(connection: object) -> None:
        connection.exec_driver_sql("DROP TABLE snapshots")  # type: ignore[attr-defined]
        raise sqlite3.DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(migration, "HEAD", "0002")
        patch.setattr(sqlite_opening, "migrate", step)
        with pytest.raises(Exception, match=r"diary\.db"):
            open_diary(kept, clock=lambda: AT)
    with open_diary(kept) as diary:
        diary.discard_snapshots(person)
        assert diary.last_seq(person) == 3


def test_the_revision_that_we_expect_is_the_newest_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(migration._STEPS))
    steps = ScriptDirectory.from_config(config)
    assert steps.get_heads() == [migration.HEAD]
    assert tuple(s.revision for s in reversed(list(steps.walk_revisions()))) == migration.REVISIONS


def test_a_new_diary_is_made_as_the_steps_would_make_it(tmp_path: Path) -> None:
    """Made without Alembic, it looks to Alembic as if it had been there."""
    found = []
    for name, make in (("made", migration.migrate), ("stepped", migration._upgrade)):
        engine = create_engine(f"sqlite:///{tmp_path / name}")
        with engine.begin() as connection:
            make(connection)
            told = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
            rows = connection.exec_driver_sql("SELECT * FROM alembic_version").all()
            # How Alembic breaks its lines is its own affair.
            shape = {(kind, of, " ".join((sql or "").split())) for kind, of, sql in told}
            found.append((shape, rows, migration.age_of(connection, name)))
        engine.dispose()
    assert found[0] == found[1]
    assert found[0][2] == "current"
    assert tuple(name.split("_")[0] for name in migration.MODULES) == migration.REVISIONS


def test_a_damaged_diary_is_refused_before_it_is_upgraded(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migration, "HEAD", "0002")
    file = kept / "diary.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\x55" * 4096 + whole[8192:])
    with pytest.raises(DiaryDamaged):
        open_diary(kept)
    assert list_backups(kept) == ()
