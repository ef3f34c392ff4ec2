"""Opening: from a path or URL to an open diary, its backups, and a backup put back.

Each kind of store is imported when a diary of its kind is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hamstrong.diary.backup_files import require_diary_file
from hamstrong.diary.places import Begin, locate, utc_now
from hamstrong.diary.port import Diary

Clock = Callable[[], datetime]
_POSTGRESQL = ("postgresql:", "postgresql+psycopg:", "postgres:")


def open_diary(
    where: str | Path, *, clock: Clock = utc_now, begin: Begin = Begin.WHERE_NONE_WAS
) -> Diary:
    """Open the diary, making or upgrading it first if need be.

    Args:
        where: a data folder, a file ending in .db, .sqlite or .log, or a postgresql:// URL.
        clock: gives the aware UTC instant for the name of a backup.
        begin: whether a file that is gone or lost its bytes may be begun anew.

    Raises:
        DiaryError: it cannot be used; the type says why and the message what to do.
    """
    if str(where).startswith(_POSTGRESQL):
        from hamstrong.diary.sql.postgres import open_postgres  # noqa: PLC0415 - an extra

        return open_postgres(str(where))
    place = locate(where)
    if place.is_log:
        from hamstrong.diary.log.log_diary import open_log  # noqa: PLC0415 - one kind of store

        return open_log(place, begin)
    from hamstrong.diary.sql.sqlite_opening import open_sqlite  # noqa: PLC0415 - SQLAlchemy

    return open_sqlite(place, clock, begin)


def backup_diary(where: str | Path, *, at: datetime, to: Path | None = None) -> Path:
    """Copy the diary as it is now, even while others write; give the path of the copy.

    Args:
        where: the data folder or the diary's file.
        at: aware UTC instant, for the name.
        to: another file than one in the backups folder; an erasure does not reach it there.

    Raises:
        BackupRefused: there is no diary, it is on a server, or the file exists already.
    """
    require_diary_file(where)
    place = locate(where)
    if place.is_log:
        from hamstrong.diary.log.log_backups import backup_log  # noqa: PLC0415 - one kind

        return backup_log(place, at=at, to=to)
    from hamstrong.diary.sql.backups import backup_sqlite  # noqa: PLC0415 - SQLAlchemy

    return backup_sqlite(place, at=at, to=to)


def restore_diary(where: str | Path, source: Path, *, at: datetime) -> Path | None:
    """Put the backup in the diary's place.

    Args:
        where: the data folder or the diary's file; every diary open on it must be closed.
        source: a file made by `backup_diary`.
        at: aware UTC instant, for the name under which the old diary is kept.

    Returns:
        The old diary, now among the backups; None if there was none.

    Raises:
        BackupRefused: the source is no whole backup of a diary of this kind, or the diary is on a
            server.
        DiaryLocked: the diary is open elsewhere.
    """
    require_diary_file(where)
    place = locate(where)
    if place.is_log:
        from hamstrong.diary.log.log_backups import restore_log  # noqa: PLC0415 - one kind

        return restore_log(place, source, at=at)
    from hamstrong.diary.sql.restoration import restore_sqlite  # noqa: PLC0415 - SQLAlchemy

    return restore_sqlite(place, source, at=at)
