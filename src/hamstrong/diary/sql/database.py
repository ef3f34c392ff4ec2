"""Database behind the port: checks each request and hands its statements to a transaction.

How a transaction is begun, shared and made durable belongs to the two stores that inherit from
this.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Self, TypeVar

from sqlalchemy import Connection

from hamstrong.diary.errors import DiaryClosed, DiaryError
from hamstrong.diary.memory import answered, closed_fault
from hamstrong.diary.port import (
    Append,
    AppendResult,
    Erasure,
    NewFact,
    Snapshot,
    StoredFact,
    Tip,
    Withdrawal,
    WithdrawnKind,
)
from hamstrong.diary.requests import require_snapshot, require_withdrawal
from hamstrong.diary.sequence_numbers import require_person, require_request
from hamstrong.diary.sql import side_statements, statements
from hamstrong.diary.sql.integrity import check_facts

T = TypeVar("T")


class DatabaseDiary(ABC):
    """A `Diary` in a database; `place` names it in messages, without a password."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._closed = False

    @abstractmethod
    def _reading(self, work: Callable[[Connection], T]) -> T:
        """Run the work on a connection that reads."""

    @abstractmethod
    def _writing(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a transaction; return once it is durable."""

    @abstractmethod
    def erase(self, person: str) -> Erasure:
        """See `Diary.erase`."""

    @abstractmethod
    def _release(self) -> None:
        """Let go of the connections."""

    def append(
        self, person: str, facts: Sequence[NewFact], expected_seq: int | None = None
    ) -> AppendResult:
        self._require_open()
        require_request(person, facts)
        if not facts:
            return AppendResult(())
        return self._writing(lambda c: statements.append(c, person, facts, expected_seq))

    def append_all(self, requests: Sequence[Append]) -> tuple[AppendResult | DiaryError, ...]:
        return tuple(answered(self.append, request) for request in requests)

    def find(self, person: str, client_ids: Sequence[str]) -> tuple[StoredFact, ...]:
        self._require_open()
        require_person(person)
        return self._reading(lambda c: statements.find(c, person, client_ids))

    def read(
        self, person: str, after_seq: int = 0, up_to: int | None = None
    ) -> tuple[StoredFact, ...]:
        self._require_open()
        require_person(person)
        return self._reading(lambda c: statements.read(c, person, after_seq, up_to))

    def last_seq(self, person: str) -> int:
        self._require_open()
        require_person(person)
        return self._reading(lambda c: statements.last_seq(c, person))

    def tip(self, person: str) -> Tip:
        self._require_open()
        require_person(person)
        return self._reading(lambda c: statements.tip(c, person))

    def persons(self) -> tuple[str, ...]:
        self._require_open()
        return self._reading(statements.all_persons)

    def put_snapshot(self, person: str, snapshot: Snapshot) -> None:
        self._require_open()
        require_snapshot(person, snapshot)
        self._writing(lambda c: side_statements.put_snapshot(c, person, snapshot))

    def get_snapshot(
        self, person: str, *, day: int, logic_hash: str, engine_hash: str, seq: int | None = None
    ) -> Snapshot | None:
        self._require_open()
        require_person(person)
        return self._reading(
            partial(
                side_statements.get_snapshot,
                person=person,
                day=day,
                logic_hash=logic_hash,
                engine_hash=engine_hash,
                seq=seq,
            )
        )

    def discard_snapshots(self, person: str) -> None:
        self._require_open()
        require_person(person)
        self._writing(lambda c: side_statements.discard_snapshots(c, person))

    def withdraw(self, kind: WithdrawnKind, ident: str, reason: str) -> None:
        self._require_open()
        require_withdrawal(kind, ident, reason)
        entry = Withdrawal(kind, ident, reason)
        self._writing(lambda c: side_statements.withdraw(c, entry))

    def withdrawal(self, kind: WithdrawnKind, ident: str) -> Withdrawal | None:
        self._require_open()
        return self._reading(lambda c: side_statements.withdrawal(c, kind, ident))

    def is_withdrawn(self, kind: WithdrawnKind, ident: str) -> bool:
        return self.withdrawal(kind, ident) is not None

    def check(self) -> None:
        self._require_open()
        self._reading(partial(check_facts, place=self.place))

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def _require_open(self) -> None:
        if self._closed:
            raise DiaryClosed(closed_fault(self.place))
