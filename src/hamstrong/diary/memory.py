"""The port in memory: for fast tests and for `what_if`, with the same answers as the databases."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self

from hamstrong.diary.errors import DiaryClosed, DiaryError, Fault
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
from hamstrong.diary.requests import require_folded, require_snapshot, require_withdrawal
from hamstrong.diary.sequence_numbers import number, require_person, require_request

_SnapshotKey = tuple[int, int, str, str]


@dataclass
class _Person:
    facts: list[StoredFact] = field(default_factory=list)
    by_client_id: dict[str, StoredFact] = field(default_factory=dict)
    snapshots: dict[_SnapshotKey, Snapshot] = field(default_factory=dict)


class MemoryDiary:
    """A `Diary` that forgets everything when it is dropped."""

    def __init__(self, place: str = "memory") -> None:
        self.place = place
        self._lock = threading.Lock()
        self._persons: dict[str, _Person] = {}
        self._withdrawn: dict[tuple[str, str], Withdrawal] = {}
        self._closed = False

    def append(
        self, person: str, facts: Sequence[NewFact], expected_seq: int | None = None
    ) -> AppendResult:
        self._require_open()
        require_request(person, facts)
        with self._lock:
            result, new = self._numbered(person, facts, expected_seq)
            self._take(new)
            return result

    def append_all(self, requests: Sequence[Append]) -> tuple[AppendResult | DiaryError, ...]:
        return tuple(answered(self.append, request) for request in requests)

    def find(self, person: str, client_ids: Sequence[str]) -> tuple[StoredFact, ...]:
        require_person(person)
        held = self._of(person).by_client_id
        found = [held[name] for name in set(client_ids) & held.keys()]
        return tuple(sorted(found, key=lambda fact: fact.seq))

    def read(
        self, person: str, after_seq: int = 0, up_to: int | None = None
    ) -> tuple[StoredFact, ...]:
        require_person(person)
        facts = self._of(person).facts
        return tuple(facts[max(after_seq, 0) : None if up_to is None else max(up_to, 0)])

    def last_seq(self, person: str) -> int:
        require_person(person)
        return len(self._of(person).facts)

    def tip(self, person: str) -> Tip:
        require_person(person)
        last = self._of(person).facts[-1:]
        withdrawn = len(self._withdrawn)
        return Tip(last[0].seq, last[0].client_id, withdrawn) if last else Tip(0, "", withdrawn)

    def persons(self) -> tuple[str, ...]:
        self._require_open()
        return tuple(sorted(self._persons))

    def put_snapshot(self, person: str, snapshot: Snapshot) -> None:
        require_snapshot(person, snapshot)
        with self._lock:
            entry = self._of(person)
            require_folded(person, snapshot, len(entry.facts))
            key = (snapshot.day, snapshot.seq, snapshot.logic_hash, snapshot.engine_hash)
            entry.snapshots[key] = snapshot

    def get_snapshot(
        self, person: str, *, day: int, logic_hash: str, engine_hash: str, seq: int | None = None
    ) -> Snapshot | None:
        require_person(person)
        fitting = [
            snapshot
            for snapshot in list(self._of(person).snapshots.values())
            if (snapshot.logic_hash, snapshot.engine_hash) == (logic_hash, engine_hash)
            and snapshot.day <= day
            and (seq is None or snapshot.seq <= seq)
        ]
        return max(fitting, key=lambda snapshot: (snapshot.day, snapshot.seq), default=None)

    def discard_snapshots(self, person: str) -> None:
        require_person(person)
        self._of(person).snapshots.clear()

    def withdraw(self, kind: WithdrawnKind, ident: str, reason: str) -> None:
        self._require_open()
        require_withdrawal(kind, ident, reason)
        self._withdrawn.setdefault((kind, ident), Withdrawal(kind, ident, reason))

    def withdrawal(self, kind: WithdrawnKind, ident: str) -> Withdrawal | None:
        self._require_open()
        return self._withdrawn.get((kind, ident))

    def is_withdrawn(self, kind: WithdrawnKind, ident: str) -> bool:
        return self.withdrawal(kind, ident) is not None

    def erase(self, person: str) -> Erasure:
        self._require_open()
        require_person(person)
        return self._drop(person)

    def check(self) -> None:
        self._require_open()

    def close(self) -> None:
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def _numbered(
        self,
        person: str,
        facts: Sequence[NewFact],
        expected_seq: int | None,
        waiting: Sequence[StoredFact] = (),
    ) -> tuple[AppendResult, list[StoredFact]]:
        """Give each fact its place after those that are here and those that wait to be."""
        entry = self._persons.get(person) or _Person()
        ids = {fact.client_id for fact in facts}
        known = {i: entry.by_client_id[i] for i in ids & entry.by_client_id.keys()}
        known |= {fact.client_id: fact for fact in waiting if fact.client_id in ids}
        return number(facts, known, len(entry.facts) + len(waiting), expected_seq)

    def _take(self, facts: Sequence[StoredFact], withdrawals: Sequence[Withdrawal] = ()) -> None:
        """Hold facts that are numbered already."""
        for fact in facts:
            entry = self._persons.setdefault(fact.person, _Person())
            entry.facts.append(fact)
            entry.by_client_id[fact.client_id] = fact
        for withdrawal in withdrawals:
            self._withdrawn.setdefault((withdrawal.kind, withdrawal.ident), withdrawal)

    def _drop(self, person: str) -> Erasure:
        """Let go of a person."""
        with self._lock:
            entry = self._persons.pop(person, None) or _Person()
            return Erasure(facts=len(entry.facts), snapshots=len(entry.snapshots))

    def _entries(self) -> dict[str, list[StoredFact]]:
        """Every fact of each person."""
        return {name: entry.facts for name, entry in self._persons.items()}

    def _of(self, person: str) -> _Person:
        self._require_open()
        return self._persons.get(person) or _Person()

    def _require_open(self) -> None:
        if self._closed:
            raise DiaryClosed(closed_fault(self.place))


def answered(append: Callable[..., AppendResult], request: Append) -> AppendResult | DiaryError:
    """The answer to a request, or the error that it raised."""
    try:
        return append(*request)
    except DiaryError as error:
        return error


def closed_fault(place: str) -> Fault:
    """The fault of a call that came after `close`."""
    return Fault("a call", place, "this diary was closed", "open it again with open_diary")
