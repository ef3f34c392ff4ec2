"""SQLite diary in one file: write-ahead log, full synchronous, one writer that groups commits.

Readers use connections of their own and never wait for the writer. Backups and their erasure are in
`backups`, opening and upgrading in `opening`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from hamstrong.diary.commit_queue import GroupCommit, Ticket
from hamstrong.diary.errors import DiaryError, ErasureIncomplete, Fault
from hamstrong.diary.places import DiaryPlace
from hamstrong.diary.port import Append, AppendResult, Erasure
from hamstrong.diary.sequence_numbers import require_person, require_request
from hamstrong.diary.sql import side_statements, statements
from hamstrong.diary.sql.backups import erase_in_backups
from hamstrong.diary.sql.database import DatabaseDiary
from hamstrong.diary.sql.driver_errors import DRIVER_ERRORS, guarded, translated
from hamstrong.diary.sql.journal import note_closed, note_open
from hamstrong.diary.sql.sqlite_engine import reader_engine, writer_engine

T = TypeVar("T")
_Outcome = tuple[Ticket[Connection], object, Exception | None]


class SqliteDiary(DatabaseDiary):
    """A `Diary` in an up-to-date SQLite file; make it with `open_diary`."""

    def __init__(self, place: DiaryPlace) -> None:
        super().__init__(str(place.database))
        self._files = place
        self._readers = reader_engine(place.database)
        self._idle: list[Connection] = []
        self._engine = writer_engine(place.database)
        self._writer = guarded(self.place, self._engine.connect)
        note_open(place.database)
        self._commits = GroupCommit[Connection](self._write_group)

    def _reading(self, work: Callable[[Connection], T]) -> T:
        return guarded(self.place, self._read, work)

    def _read(self, work: Callable[[Connection], T]) -> T:
        """Lend one of the idle connections: taking one from the engine costs more than a question.

        One that saw an error or an interrupt is not lent again.
        """
        connection = self._idle.pop() if self._idle else self._readers.connect()
        try:
            answer = work(connection)
            connection.rollback()
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        return answer

    def _writing(self, work: Callable[[Connection], T]) -> T:
        return self._commits.run(work)

    def _write_group(self, group: Sequence[Ticket[Connection]]) -> None:
        try:
            if not group[0].alone:
                self._writer.begin()
            outcomes = [self._outcome_of(ticket, shared=len(group) > 1) for ticket in group]
            self._writer.commit()
        except DRIVER_ERRORS as error:
            outcomes = [(ticket, None, translated(self.place, error)) for ticket in group]
        finally:
            # Nothing to do after a commit; after an error or an interrupt the next starts clean.
            self._writer.rollback()
        for ticket, answer, failure in outcomes:
            if failure is None:
                ticket.succeed(answer)
            else:
                ticket.fail(failure)

    def _outcome_of(self, ticket: Ticket[Connection], *, shared: bool) -> _Outcome:
        """Do the work; what is only this caller's fault leaves the others of the group alone."""
        driver = _driver(self._writer)
        if shared:
            driver.execute("SAVEPOINT one")
        try:
            answer = ticket.work(self._writer)
        except (DiaryError, IntegrityError, sqlite3.IntegrityError) as error:
            if shared:
                driver.execute("ROLLBACK TO one")
            else:
                self._writer.rollback()
            return ticket, None, translated(self.place, error)
        if shared:
            driver.execute("RELEASE one")
        return ticket, answer, None

    def append_all(self, requests: Sequence[Append]) -> tuple[AppendResult | DiaryError, ...]:
        self._require_open()
        for request in requests:
            require_request(request.person, request.facts)
        works = [partial(_append, request=request) for request in requests]
        return tuple(
            cast("AppendResult | DiaryError", found) for found in self._commits.run_all(works)
        )

    def erase(self, person: str) -> Erasure:
        self._require_open()
        require_person(person)
        erasure = self._commits.run_alone(lambda c: _erase_rows(c, person))
        faults: list[Fault] = []
        for rest in (self._scrub, lambda: erase_in_backups(self._files, person)):
            try:
                erasure = replace(erasure, backups=guarded(self.place, rest))
            except DiaryError as error:
                faults += error.faults
        if faults:
            raise ErasureIncomplete(*faults)
        return erasure

    def _scrub(self) -> int:
        return self._commits.run_alone(lambda c: _write_anew(c, self.place))

    def _release(self) -> None:
        self._commits.run_alone(lambda connection: connection.close())
        while self._idle:
            self._idle.pop().close()
        self._readers.dispose()
        self._engine.dispose()
        note_closed(self._files.database)


def _append(connection: Connection, request: Append) -> AppendResult:
    return statements.append(connection, *request)


def _erase_rows(connection: Connection, person: str) -> Erasure:
    erasure = side_statements.erase(connection, person)
    connection.commit()
    return erasure


def _write_anew(connection: Connection, place: str) -> int:
    """Write the file anew and empty the log, so that no byte of the erased rows is left."""
    driver = _driver(connection)
    driver.execute("VACUUM")
    busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        rule = "the write-ahead log can only be emptied when nobody reads"
        step = "close other Hamstrong windows and erase again"
        raise ErasureIncomplete(Fault("a log in use", f"{place}-wal", rule, step))
    return 0


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)
