"""Engines for SQLite with our settings: one that writes, one that reads."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

WAIT_S = 5.0
_COMMON = (
    "PRAGMA foreign_keys = ON",
    # What VACUUM moves must not pass through a file in /tmp.
    "PRAGMA temp_store = MEMORY",
)
_WRITER = (
    *_COMMON,
    # Each commit reaches the disk before it is acknowledged.
    "PRAGMA synchronous = FULL",
    # Freed space is overwritten, so that an erasure leaves nothing behind.
    "PRAGMA secure_delete = ON",
)
_READER = (*_COMMON, "PRAGMA query_only = ON")


def writer_engine(database: Path) -> Engine:
    """Make the engine of the one writing connection, whose transactions lock at once."""
    engine = _engine(database, _WRITER)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reader_engine(database: Path) -> Engine:
    """Make the engine of the readers; each statement sees the state of its own beginning."""
    return _engine(database, _READER)


def _begin_immediate(connection: Connection) -> None:
    # By the driver itself: this runs at every append.
    cast(sqlite3.Connection, connection.connection.driver_connection).execute("BEGIN IMMEDIATE")


def _engine(database: Path, pragmas: tuple[str, ...]) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(database)),
        # The driver must not open transactions by itself: we say when one begins.
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": WAIT_S},
        max_overflow=-1,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        for pragma in pragmas:
            connection.execute(pragma)

    return engine
