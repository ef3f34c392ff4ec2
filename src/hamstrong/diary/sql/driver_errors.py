"""Drivers' errors, translated at the edge into the diary's own.

A driver's message may quote the statement with a person's answers, so nothing of it is passed on:
the translated error is raised after the driver's has been let go, and has no cause and no context.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from hamstrong.diary.errors import (
    DiaryDamaged,
    DiaryError,
    DiaryLocked,
    DiaryReadOnly,
    DiaryUnavailable,
    DiskFull,
    Fault,
    InvalidRequest,
)

P = ParamSpec("P")
T = TypeVar("T")

# A damaged file can also hand the driver text that is none.
DRIVER_ERRORS = (SQLAlchemyError, sqlite3.Error, OSError, UnicodeDecodeError)

_Meaning = tuple[type[DiaryError], str, str]
_READ_ONLY: _Meaning = (
    DiaryReadOnly,
    "the file and its folder must be writable by you",
    "check the owner and permissions, or set HAMSTRONG_DATA_DIR to a folder of yours",
)
_FULL: _Meaning = (
    DiskFull,
    "a fact is only accepted once it is safe on the disk",
    "free some room and send it again; nothing accepted earlier is lost",
)
_LOCKED: _Meaning = (
    DiaryLocked,
    "one program at a time may write",
    "close the other Hamstrong window or wait, then try again",
)
_DAMAGED: _Meaning = (
    DiaryDamaged,
    "the file must be a whole SQLite database",
    "keep the file and restore the latest backup: hamstrong restore",
)
_UNAVAILABLE: _Meaning = (
    DiaryUnavailable,
    "the file or server must be reachable",
    "check the path or URL, then try again",
)
_REFUSED: _Meaning = (
    InvalidRequest,
    "the database refused the change: facts are added in order and never changed or deleted",
    "this is a fault of the program: please report it with the time, without any diary",
)

_SQLITE: dict[int, _Meaning] = {
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_AUTH: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CONSTRAINT: _REFUSED,
}
_ERRNO: dict[int, _Meaning] = {
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
}
# Five-letter codes of the SQL standard as PostgreSQL uses them; the first two letters are the
# class.
_SQLSTATE: dict[str, _Meaning] = {
    "25006": _READ_ONLY,
    "42501": _READ_ONLY,
    "53100": _FULL,
    "55P03": _LOCKED,
    "40": _LOCKED,
    "XX": _DAMAGED,
    "23": _REFUSED,
    "P0": _REFUSED,
}


def translated(place: str, error: BaseException) -> DiaryError:
    """Make the diary's error for a driver's; an error of the diary is returned as it is."""
    if isinstance(error, DiaryError):
        return error
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    kind, rule, next_step = _meaning(cause)
    return kind(Fault(_named(cause), place, rule, next_step))


def guarded(place: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do the work; a driver's error leaves as a `DiaryError` that carries nothing of it."""
    try:
        return work(*args, **kwargs)
    except DRIVER_ERRORS as error:
        fault = translated(place, error)
    # Raised outside the handler, so that not even __context__ leads to the driver's message.
    raise fault


def _meaning(cause: BaseException) -> _Meaning:
    if isinstance(cause, UnicodeDecodeError):  # text that SQLite read is none any more
        return _DAMAGED
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF, _UNAVAILABLE)
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return _SQLSTATE.get(state) or _SQLSTATE.get(state[:2]) or _UNAVAILABLE
    return _ERRNO.get(getattr(cause, "errno", None) or 0, _UNAVAILABLE)


def _named(cause: BaseException) -> str:
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f"{type(cause).__name__} {name}" if name else type(cause).__name__
