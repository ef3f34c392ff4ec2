"""Prepared statements of every append and read, compiled once for SQLite.

SQLAlchemy's own way costs a tenth of a millisecond per statement, three of them as much as the
commit itself (decision record 0011). So on SQLite the text that it compiled goes straight to the
driver; on PostgreSQL, where a network waits anyway, the statement goes the usual way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

Values = Mapping[str, Any]


def sqlite_driver(connection: Connection) -> sqlite3.Connection | None:
    """Give the driver's connection if this is SQLite."""
    if connection.dialect.name != "sqlite":
        return None
    return cast(sqlite3.Connection, connection.connection.driver_connection)


class Prepared:
    """A statement with named values of plain types: texts and whole numbers.

    It opens no transaction: on SQLite the caller has begun one, or reads.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        compiled = cast(ClauseElement, statement).compile(
            dialect=sqlite.dialect(paramstyle="named")
        )
        self._sql = str(compiled)

    def rows(self, connection: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """Give all rows."""
        driver = sqlite_driver(connection)
        if driver is None:
            return connection.execute(self._statement, dict(values)).all()
        return driver.execute(self._sql, values).fetchall()

    def run(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run the statement once per row."""
        driver = sqlite_driver(connection)
        if driver is None:
            connection.execute(self._statement, [dict(row) for row in rows])
        else:
            driver.executemany(self._sql, rows)
