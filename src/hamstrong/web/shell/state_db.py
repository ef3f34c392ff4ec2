"""State database of the shell beside the diary: sessions, links, browsers that signed in.

Secrets are stored as hashes only, in a file for the owner alone. Holds no health data.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hamstrong.diary.places import SESSIONS_NAME

_TABLES = """
create table if not exists session (
    digest blob primary key, kind text not null, person text not null,
    made_at integer not null, ends_at integer not null
) strict, without rowid;
create table if not exists start_link (
    digest blob primary key, made_at integer not null, used integer not null, session blob
) strict, without rowid;
create table if not exists ended_session (
    digest blob primary key, ended_at integer not null
) strict, without rowid;
create table if not exists known_browser (
    digest blob primary key, seen_at integer not null
) strict, without rowid;
"""


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


class StateDb:
    """One connection that may be used from any thread; other processes may use the file, too."""

    def __init__(self, folder: Path | None) -> None:
        self._lock = threading.Lock()
        self._db = _open(folder)
        # An app has no moment at which it ends, so what it opened is closed when it is dropped.
        self._closed = weakref.finalize(self, self._db.close)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Change something, all of it or nothing."""
        with self._lock, self._db:
            yield self._db

    def row(self, question: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Return the first row of an answer."""
        with self._lock:
            found: tuple[Any, ...] | None = self._db.execute(question, values).fetchone()
        return found

    def close(self) -> None:
        with self._lock:
            self._closed()


def _open(folder: Path | None) -> sqlite3.Connection:
    if folder is None:
        db = sqlite3.connect(":memory:", check_same_thread=False)
    else:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / SESSIONS_NAME
        path.touch(mode=0o600)
        path.chmod(0o600)
        db = sqlite3.connect(path, check_same_thread=False, timeout=5)
        db.execute("pragma journal_mode = wal")
    db.executescript(_TABLES)
    db.commit()
    return db
