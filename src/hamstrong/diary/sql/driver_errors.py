"""Drivers' errors, translated at the edge into the diary's own.

A driver's message may quote the statement with a person's answers, so nothing of it is passed on:
the translated error is raised after the driver's has been let go, and has no cause and no context.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from hamstrong.diary.error_meanings import (
    DAMAGED,
    ERRNO,
    FULL,
    LOCKED,
    READ_ONLY,
    UNAVAILABLE,
    Meaning,
)
from hamstrong.diary.errors import DiaryError, Fault, InvalidRequest

P = ParamSpec("P")
T = TypeVar("T")

# A damaged file can also hand the driver text that is none.
DRIVER_ERRORS = (SQLAlchemyError, sqlite3.Error, OSError, UnicodeDecodeError)

_REFUSED: Meaning = (
    InvalidRequest,
    "the database refused the change: facts are added in order and never changed or deleted",
    "this is a fault of the program: please report it with the time, without any diary",
)

_SQLITE: dict[int, Meaning] = {
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_AUTH: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_PROTOCOL: LOCKED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CONSTRAINT: _REFUSED,
}
# Five-letter codes of the SQL standard as PostgreSQL uses them; the first two letters are the
# class.
_SQLSTATE: dict[str, Meaning] = {
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "53100": FULL,
    "55P03": LOCKED,
    "40": LOCKED,
    "XX": DAMAGED,
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
    """Do the work; a driver's error leaves as a `DiaryError` that holds nothing of it."""
    try:
        return work(*args, **kwargs)
    except DRIVER_ERRORS as error:
        fault = translated(place, error)
    # Raised outside the handler, so that not even __context__ leads to the driver's message.
    raise fault


def _meaning(cause: BaseException) -> Meaning:
    if isinstance(cause, UnicodeDecodeError):  # text that SQLite read is none any more
        return DAMAGED
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF, UNAVAILABLE)
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return _SQLSTATE.get(state) or _SQLSTATE.get(state[:2]) or UNAVAILABLE
    return ERRNO.get(getattr(cause, "errno", None) or 0, UNAVAILABLE)


def _named(cause: BaseException) -> str:
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f"{type(cause).__name__} {name}" if name else type(cause).__name__
