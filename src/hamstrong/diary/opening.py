"""From a path or URL to an open diary: files made, pages checked, upgraded after a backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from hamstrong.diary.places import (
    Place,
    locate,
    make_private_file,
    make_private_folder,
    require_writable,
    utc_now,
)
from hamstrong.diary.port import Diary
from hamstrong.diary.sql.backups import backup_diary
from hamstrong.diary.sql.driver_errors import guarded
from hamstrong.diary.sql.integrity import check_pages
from hamstrong.diary.sql.journal import require_whole_journal
from hamstrong.diary.sql.migration import age_of, migrate
from hamstrong.diary.sql.sqlite import SqliteDiary
from hamstrong.diary.sql.sqlite_engine import writer_engine

Clock = Callable[[], datetime]
_POSTGRESQL = ("postgresql:", "postgresql+psycopg:", "postgres:")


def open_diary(where: str | Path, *, clock: Clock = utc_now) -> Diary:
    """Open the diary, making or upgrading it first if need be.

    Args:
        where: a data folder, a file ending in .db or .sqlite, or a postgresql:// URL.
        clock: gives the aware UTC instant for the name of a backup.

    Raises:
        DiaryError: it cannot be used; the type says why and the message what to do.
    """
    if str(where).startswith(_POSTGRESQL):
        # PostgreSQL is an extra: the driver may not be installed.
        from hamstrong.diary.sql.postgres import open_postgres  # noqa: PLC0415

        return open_postgres(str(where))
    return _open_sqlite(locate(where), clock)


def _open_sqlite(place: Place, clock: Clock) -> SqliteDiary:
    guarded(str(place.database), _prepare, place, clock)
    return SqliteDiary(place)


def _prepare(place: Place, clock: Clock) -> None:
    make_private_folder(place.database.parent)
    require_writable(place.database)
    make_private_file(place.database)
    require_whole_journal(place.database)
    engine = writer_engine(place.database)
    try:
        with engine.connect() as connection:
            _bring_up_to_date(connection, place, clock)
    finally:
        engine.dispose()


def _bring_up_to_date(connection: Connection, place: Place, clock: Clock) -> None:
    name = str(place.database)
    check_pages(connection, name)
    age = age_of(connection, name)
    connection.rollback()
    if age == "older":
        backup_diary(place.database, at=clock(), why="before-upgrade")
    # Changes nothing in a file that another program or version owns: those were refused above.
    connection.connection.execute("PRAGMA journal_mode = WAL")
    if age != "current":
        # Asked again inside the transaction: another process may have been faster.
        if age_of(connection, name) != "current":
            migrate(connection)
        connection.commit()
