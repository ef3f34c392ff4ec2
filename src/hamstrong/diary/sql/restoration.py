"""Restoration of a backup: looked at first, the diary that was there kept aside.

Works on a diary that cannot be opened any more; refuses one that another window has open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from hamstrong.diary.backup_files import copy_file_private, free_name, require_source
from hamstrong.diary.errors import (
    BackupRefused,
    DiaryDamaged,
    DiaryError,
    DiaryLocked,
    Fault,
)
from hamstrong.diary.places import LOGS, PARTIAL, DiaryPlace, make_private_folder, sync_to_disk
from hamstrong.diary.sql.driver_errors import DRIVER_ERRORS, guarded, translated
from hamstrong.diary.sql.integrity import check_facts
from hamstrong.diary.sql.journal import require_whole_journal
from hamstrong.diary.sql.migration import age_of
from hamstrong.diary.sql.sqlite_engine import reader_engine


def restore_sqlite(place: DiaryPlace, source: Path, *, at: datetime) -> Path | None:
    """Put the backup in the diary's place; an older one is upgraded when it is opened.

    Args:
        source: a file made by `backup_sqlite`.
        at: aware UTC instant, for the name under which the old diary is kept.

    Returns:
        The old diary, now among the backups; None if there was none.

    Raises:
        BackupRefused: the source is no whole backup of a diary.
        DiaryLocked: the diary is open elsewhere.
    """
    return guarded(str(place.database), _restore, place, source, at)


def _restore(place: DiaryPlace, source: Path, at: datetime) -> Path | None:
    require_source(source)
    make_private_folder(place.backups)
    incoming = place.database.with_name(place.database.name + PARTIAL)
    try:
        copy_file_private(source, incoming)
        _take_log_along(source, incoming)
        _require_whole(incoming, source)
        aside = _keep_aside(place, at)
        incoming.replace(place.database)
        sync_to_disk(place.database.parent)
    finally:
        _remove(incoming.with_name(incoming.name + ending) for ending in ("", *LOGS))
    return aside


def _take_log_along(source: Path, incoming: Path) -> None:
    """Merge what a log beside the source still holds: a diary put aside or left by a crash."""
    log = source.with_name(source.name + "-wal")
    if not log.exists():
        return
    copy_file_private(log, incoming.with_name(incoming.name + "-wal"))
    _merge_log(incoming)


def _require_whole(copy: Path, source: Path) -> None:
    try:
        _look_through(copy, str(source))
    except (*DRIVER_ERRORS, DiaryError) as error:
        cause = translated(str(source), error).faults[0]
    else:
        return
    step = "choose another backup; the diary was left as it is"
    raise BackupRefused(Fault(cause.value, str(source), cause.rule, step))


def _look_through(copy: Path, place: str) -> None:
    engine = reader_engine(copy)
    try:
        with engine.connect() as connection:
            _require_diary(connection, place)
    finally:
        engine.dispose()


def _require_diary(connection: Connection, place: str) -> None:
    if age_of(connection, place) == "empty":
        rule = "must hold a diary"
        raise BackupRefused(Fault("an empty database", place, rule, "choose another backup"))
    check_facts(connection, place)


def _keep_aside(place: DiaryPlace, at: datetime) -> Path | None:
    if not place.database.exists():
        return None
    aside = free_name(place, "replaced", at)
    # Copied before SQLite looks at it: opening a damaged file may already change its log.
    copies = [(place.database, aside)]
    for ending in LOGS:
        log = place.database.with_name(place.database.name + ending)
        if log.exists():
            copies.append((log, aside.with_name(aside.name + ending)))
    for original, copy in copies:
        copy_file_private(original, copy)
    whole = _has_whole_journal(place.database)
    try:
        merged = _merge_log(place.database)
    except DiaryLocked:
        _remove(copy for _, copy in copies)
        raise
    if merged and whole:
        copy_file_private(place.database, aside)
        _remove(copy for _, copy in copies[1:])
    # A log that could not be merged belongs to the damaged file, never to the restored one.
    _remove(original for original, _ in copies[1:])
    sync_to_disk(place.backups)
    return aside


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _has_whole_journal(database: Path) -> bool:
    """Whether merging the log loses nothing that somebody might still read out of it."""
    try:
        require_whole_journal(database)
    except DiaryDamaged:
        return False
    return True


def _merge_log(database: Path) -> bool:
    """Merge the log into the file; say whether that went well.

    Raises:
        DiaryLocked: somebody else has the file open, for then SQLite refuses.
    """
    try:
        with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        fault = translated(str(database), error)
    else:
        return True
    if isinstance(fault, DiaryLocked):
        raise fault
    return False
