"""Backups of a SQLite diary: made while it is in use, and rid of an erased person.

Putting one back is `restoration`'s concern.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from hamstrong.diary.backup_files import Why, backup_target, copy_file_private
from hamstrong.diary.errors import DiaryError, ErasureIncomplete, Fault
from hamstrong.diary.places import (
    LOGS,
    PARTIAL,
    DiaryPlace,
    make_private_file,
    make_private_folder,
    sync_to_disk,
)
from hamstrong.diary.sql.driver_errors import DRIVER_ERRORS, guarded, translated


def backup_sqlite(
    place: DiaryPlace, *, at: datetime, to: Path | None = None, why: Why = "diary"
) -> Path:
    """Copy the diary as it is now, even while others write; give the path of the copy.

    Raises:
        BackupRefused: there is no diary, or the file exists already.
    """
    target = backup_target(place, at, to, why)
    if to is None:
        guarded(str(place.backups), make_private_folder, place.backups)
    guarded(str(target), _copy, place.database, target)
    return target


def erase_in_backups(place: DiaryPlace, person: str) -> int:
    """Rewrite each backup that holds the person without them; count the rewritten.

    Raises:
        ErasureIncomplete: naming the files that could not be read or rewritten; the rest is done.
    """
    for folder in (place.database.parent, place.backups):
        for partial in folder.glob(f"*{PARTIAL}"):
            partial.unlink()
    rewritten = 0
    faults = [_not_erased(path, "a log without its file") for path in _logs(place.backups)]
    for path in _files(place.backups):
        try:
            rewritten += _erase_in(path, person)
        except (*DRIVER_ERRORS, DiaryError) as error:
            faults.append(_not_erased(path, translated(str(path), error).faults[0].value))
    if faults:
        raise ErasureIncomplete(*faults)
    return rewritten


def _copy(database: Path, target: Path) -> None:
    partial = target.with_name(target.name + PARTIAL)
    try:
        make_private_file(partial)
        with (
            closing(sqlite3.connect(database, isolation_level=None)) as source,
            closing(sqlite3.connect(partial, isolation_level=None)) as copy,
        ):
            source.backup(copy)
            # The copy says WAL in its header; a backup is one file with no log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        sync_to_disk(partial)
        partial.rename(target)
        sync_to_disk(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.db"))


def _logs(folder: Path) -> list[Path]:
    """Logs that could not be merged when a damaged diary was put aside."""
    return sorted(path for ending in LOGS for path in folder.glob(f"*.db{ending}"))


def _erase_in(path: Path, person: str) -> bool:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as backup:
        if not any(_holds(backup, table, person) for table in _tables_with_person(backup)):
            return False
    partial = path.with_name(path.name + PARTIAL)
    try:
        copy_file_private(path, partial)
        with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            _delete_person(copy, person)
        sync_to_disk(partial)
        partial.replace(path)
        sync_to_disk(path.parent)
    finally:
        partial.unlink(missing_ok=True)
    return True


def _tables_with_person(connection: sqlite3.Connection) -> list[str]:
    """Find the tables by their columns, `persons` last: a backup may be of any age."""
    query = """
        SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
        WHERE m.type = 'table' AND c.name = 'person' AND m.name <> 'erasing'
        ORDER BY m.name = 'persons', m.name
    """
    return [name for (name,) in connection.execute(query)]


def _holds(connection: sqlite3.Connection, table: str, person: str) -> bool:
    query = f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE person = ?)'  # noqa: S608  our own names
    return bool(connection.execute(query, (person,)).fetchone()[0])


def _delete_person(connection: sqlite3.Connection, person: str) -> None:
    # No journal: the file is a copy that is thrown away if this fails, and a journal would keep the
    # rows.
    for pragma in ("journal_mode = OFF", "secure_delete = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("INSERT INTO erasing (person) VALUES (?)", (person,))
    for table in _tables_with_person(connection):
        connection.execute(f'DELETE FROM "{table}" WHERE person = ?', (person,))  # noqa: S608
    connection.execute("DELETE FROM erasing")
    connection.execute("VACUUM")


def _not_erased(path: Path, value: str) -> Fault:
    step = "delete this file by hand, or mend it and erase again"
    return Fault(value, str(path), "an erasure reaches every backup", step)
