"""Log diary: the port over one append-only file, read once and then kept in memory.

Every write is one frame, flushed before its answer. What waits at the same time shares a frame.
Snapshots live in memory only: reading the file again is quick, and they are never the truth.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar, cast

from hamstrong.diary.backup_files import require_diary_or_new
from hamstrong.diary.commit_queue import GroupCommit, Ticket
from hamstrong.diary.errors import DiaryDamaged, DiaryError, ErasureIncomplete, Fault
from hamstrong.diary.log.frames import HEADER, frame
from hamstrong.diary.log.log_backups import erase_in_logs
from hamstrong.diary.log.log_content import LogContent, log_bytes, payload_of
from hamstrong.diary.log.log_file import DiskLogFile, LogFile
from hamstrong.diary.memory import MemoryDiary
from hamstrong.diary.places import Begin, DiaryPlace
from hamstrong.diary.port import (
    Append,
    AppendResult,
    Erasure,
    NewFact,
    StoredFact,
    Withdrawal,
    WithdrawnKind,
)
from hamstrong.diary.requests import require_withdrawal
from hamstrong.diary.sequence_numbers import require_person, require_request

T = TypeVar("T")
_log = logging.getLogger("hamstrong.diary")


class LogDiary(MemoryDiary):
    """A `Diary` in a log file; make it with `open_diary`.

    Args:
        file: the bytes; a write that was cut off at their end is cut away and kept beside them.
        backups: where its backups lie; None where there are none.

    Raises:
        NotADiary: the file is another program's.
        DiaryDamaged: bytes in it changed by themselves.
    """

    def __init__(self, file: LogFile, backups: DiaryPlace | None = None) -> None:
        super().__init__(file.place)
        self._file = file
        self._backups = backups
        self._load(file.read())
        self._commits = GroupCommit["_PendingGroup"](self._write_group)

    def append(
        self, person: str, facts: Sequence[NewFact], expected_seq: int | None = None
    ) -> AppendResult:
        self._require_open()
        require_request(person, facts)
        return self._commits.run(partial(_append, request=Append(person, facts, expected_seq)))

    def append_all(self, requests: Sequence[Append]) -> tuple[AppendResult | DiaryError, ...]:
        self._require_open()
        for request in requests:
            require_request(request.person, request.facts)
        works = [partial(_append, request=request) for request in requests]
        return tuple(
            cast("AppendResult | DiaryError", found) for found in self._commits.run_all(works)
        )

    def withdraw(self, kind: WithdrawnKind, ident: str, reason: str) -> None:
        self._require_open()
        require_withdrawal(kind, ident, reason)
        if (kind, ident) not in self._withdrawn:
            self._commits.run(lambda group: group.withdraw(Withdrawal(kind, ident, reason)))

    def erase(self, person: str) -> Erasure:
        self._require_open()
        require_person(person)
        erasure = self._commits.run_alone(lambda _group: self._erase(person))
        if self._backups is None:
            return erasure
        return replace(erasure, backups=erase_in_logs(self._backups, person))

    def check(self) -> None:
        self._require_open()
        kept = self._entries()
        found = LogContent()
        found.take_all(self._file.read(), self.place)
        if found.facts != kept:
            rule = "what was read at the start must still be there"
            step = "restore the latest backup: hamstrong restore"
            raise DiaryDamaged(Fault("other facts", self.place, rule, step))

    def close(self) -> None:
        if not self._closed:
            self._commits.run_alone(lambda _group: self._file.close())
        super().close()

    # --- writing

    def _write_group(self, group: Sequence[Ticket[_PendingGroup]]) -> None:
        if group[0].alone:
            _settle(group[0], lambda: group[0].work(_PendingGroup(self)))
            return
        staged = _PendingGroup(self)
        outcomes: list[tuple[Ticket[_PendingGroup], Any, Exception | None]] = []
        for ticket in group:
            try:
                outcomes.append((ticket, ticket.work(staged), None))
            except DiaryError as error:
                outcomes.append((ticket, None, error))
        failure = self._store(staged)
        for ticket, answer, own_failure in outcomes:
            refused = own_failure or failure
            if refused is None:
                ticket.succeed(answer)
            else:
                ticket.fail(refused)

    def _store(self, staged: _PendingGroup) -> DiaryError | None:
        """Write what the group came to as one frame, then let readers see it."""
        payload = staged.payload()
        if payload is None:
            return None
        try:
            self._file.append(frame(payload))
        except DiaryError as error:
            return error
        self._take(staged.facts, staged.withdrawals)
        return None

    def _erase(self, person: str) -> Erasure:
        others = {name: facts for name, facts in self._entries().items() if name != person}
        try:
            self._file.rewrite(log_bytes(others, list(self._withdrawn.values())))
            self._file.forget_aside()  # nobody knows of whom a write was that was cut off
        except OSError as error:
            rule = "an erased person must leave the file"
            step = "free some room or check the permissions, then erase again"
            fault = Fault(type(error).__name__, self.place, rule, step)
        else:
            return self._drop(person)
        raise ErasureIncomplete(fault)

    # --- reading

    def _load(self, data: bytes) -> None:
        found = LogContent()
        end = found.take_all(data, self.place)
        if end < len(data):
            self._cut(data, end)
        if end == 0:
            self._file.append(HEADER)
        self._take([f for facts in found.facts.values() for f in facts], found.withdrawals)

    def _cut(self, data: bytes, end: int) -> None:
        """Cut away a write that was not finished, so never answered; its bytes are kept if there
        is space for them, since a full disk is what cuts a write off."""
        try:
            aside = self._file.keep_aside(data[end:])
        except OSError:
            aside = "no file, for there was no space"
        self._file.cut(end)
        _log.warning(
            "%s: cut %d bytes of a write that was not finished; they are kept in %s",
            self.place, len(data) - end, aside,
        )  # fmt: skip


class _PendingGroup:
    """What a group of requests adds, before it is written."""

    def __init__(self, diary: LogDiary) -> None:
        self._diary = diary
        self.facts: list[StoredFact] = []
        self.withdrawals: list[Withdrawal] = []

    def append(self, request: Append) -> AppendResult:
        """Number the facts of a request after those of the diary and of the group."""
        waiting = [fact for fact in self.facts if fact.person == request.person]
        result, new = self._diary._numbered(*request, waiting)  # noqa: SLF001 - one store
        self.facts += new
        return result

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Add a withdrawal."""
        self.withdrawals.append(withdrawal)

    def payload(self) -> bytes | None:
        """The frame's payload, None where there is nothing to write."""
        return payload_of(self.facts, self.withdrawals)


def open_log(place: DiaryPlace, begin: Begin = Begin.WHERE_NONE_WAS) -> LogDiary:
    """Open the diary in a log file, making it first if need be.

    Raises:
        DiaryError: it cannot be used.
    """
    require_diary_or_new(place, least=len(HEADER), begin=begin)
    file = DiskLogFile(place.database)
    try:
        return LogDiary(file, place)
    except BaseException:
        file.close()
        raise


def _append(group: _PendingGroup, request: Append) -> AppendResult:
    return group.append(request)


def _settle(ticket: Ticket[Any], work: Callable[[], object]) -> None:
    try:
        ticket.succeed(work())
    except DiaryError as error:
        ticket.fail(error)
