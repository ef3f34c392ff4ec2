"""The diary on PostgreSQL: a transaction per append, the writers of one person in a row.

Backups of a server are the server's own (pg_dump); an erasure reaches the tables, not those.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError

from hamstrong.diary.errors import DiaryUnavailable, Fault
from hamstrong.diary.port import Erasure
from hamstrong.diary.sequence_numbers import require_person
from hamstrong.diary.sql import side_statements
from hamstrong.diary.sql.database import DatabaseDiary
from hamstrong.diary.sql.driver_errors import guarded
from hamstrong.diary.sql.migration import age_of, migrate

T = TypeVar("T")
# Any number that nobody else uses in this database.
_UPGRADE_LOCK = 0x48414D53
_SETTINGS = "-c lock_timeout=5s -c synchronous_commit=on -c timezone=UTC"


class PostgresDiary(DatabaseDiary):
    """A `Diary` in an up-to-date PostgreSQL database; make it with `open_diary`."""

    def __init__(self, engine: Engine, place: str) -> None:
        super().__init__(place)
        self._engine = engine

    def _reading(self, work: Callable[[Connection], T]) -> T:
        return guarded(self.place, self._in_transaction, work)

    def _writing(self, work: Callable[[Connection], T]) -> T:
        return guarded(self.place, self._in_transaction, work)

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            return work(connection)

    def erase(self, person: str) -> Erasure:
        self._require_open()
        require_person(person)
        erasure = self._writing(lambda c: side_statements.erase(c, person))
        guarded(self.place, self._write_anew)
        return erasure

    def _write_anew(self) -> None:
        """Rewrite the tables: a deleted row otherwise stays in its page until it is needed."""
        with self._engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in ("facts", "snapshots"):
                alone.exec_driver_sql(f"VACUUM FULL {table}")

    def _release(self) -> None:
        self._engine.dispose()


def open_postgres(text: str) -> PostgresDiary:
    """Open the database of the URL, making or upgrading the tables first if need be."""
    url = _parse(text)
    place = url.render_as_string(hide_password=True)
    if importlib.util.find_spec("psycopg") is None:
        rule = "PostgreSQL needs its driver"
        step = 'install it: pip install "hamstrong[postgres]"'
        raise DiaryUnavailable(Fault("no module psycopg", place, rule, step))
    engine = create_engine(
        url, connect_args={"options": _SETTINGS}, max_overflow=20, hide_parameters=True
    )
    try:
        guarded(place, _bring_up_to_date, engine, place)
    except BaseException:
        engine.dispose()
        raise
    return PostgresDiary(engine, place)


def _parse(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None:
        step = "write postgresql://user@host/database"
        raise DiaryUnavailable(Fault("an unreadable URL", "database URL", "must be a URL", step))
    return url.set(drivername="postgresql+psycopg")


def _bring_up_to_date(engine: Engine, place: str) -> None:
    with engine.begin() as connection:
        # Several workers start at once: one makes the tables, the others wait and find them.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
        if age_of(connection, place) != "current":
            migrate(connection)
