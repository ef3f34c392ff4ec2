"""SQLite opening: a file made, its pages checked, upgraded after a backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from hamstrong.diary.backup_files import require_diary_or_new
from hamstrong.diary.places import (
    Begin,
    DiaryPlace,
    make_private_file,
    make_private_folder,
    require_writable,
)
from hamstrong.diary.sql.backups import backup_sqlite
from hamstrong.diary.sql.driver_errors import guarded
from hamstrong.diary.sql.integrity import check_pages
from hamstrong.diary.sql.journal import require_whole_journal
from hamstrong.diary.sql.migration import age_of, migrate
from hamstrong.diary.sql.sqlite import SqliteDiary
from hamstrong.diary.sql.sqlite_engine import writer_engine

Clock = Callable[[], datetime]
_LEAST = 2  # SQLite itself takes a file of one byte for a new one


def open_sqlite(place: DiaryPlace, clock: Clock, begin: Begin) -> SqliteDiary:
    """Open the diary in a SQLite file, making or upgrading it first if need be.

    Raises:
        DiaryError: it cannot be used.
    """
    guarded(str(place.database), _prepare, place, clock, begin)
    return SqliteDiary(place)


def _prepare(place: DiaryPlace, clock: Clock, begin: Begin) -> None:
    make_private_folder(place.database.parent)
    require_writable(place.database)
    require_diary_or_new(place, least=_LEAST, begin=begin)
    make_private_file(place.database)
    require_whole_journal(place.database)
    engine = writer_engine(place.database)
    try:
        with engine.connect() as connection:
            _bring_up_to_date(connection, place, clock)
    finally:
        engine.dispose()


def _bring_up_to_date(connection: Connection, place: DiaryPlace, clock: Clock) -> None:
    name = str(place.database)
    check_pages(connection, name)
    age = age_of(connection, name)
    connection.rollback()
    if age == "older":
        backup_sqlite(place, at=clock(), why="before-upgrade")
    # Changes nothing in a file that another program or version owns: those were refused above.
    connection.connection.execute("PRAGMA journal_mode = WAL")
    if age != "current":
        # Asked again inside the transaction: another process may have been faster.
        if age_of(connection, name) != "current":
            migrate(connection)
        connection.commit()
