"""Commit queue: many writers, one commit; the first writer commits for all that wait.

A writer that finds nobody at work leads: it takes everybody who waits, runs their works in one
transaction and wakes them after the commit, then hands the lead to the first who came meanwhile. No
thread of our own is needed, so a lone writer pays no hand-over (measured in `bench/diary.py`; the
decision record is 0011). What a transaction is, belongs to the store.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar, cast

from hamstrong.diary.errors import Fault, OutcomeUnknown

C = TypeVar("C")
T = TypeVar("T")
_LARGEST_GROUP = 256


class Ticket(Generic[C]):
    """One caller's work and, once it is settled, its answer or its error."""

    def __init__(self, work: Callable[[C], Any], *, alone: bool) -> None:
        self.work = work
        self.alone = alone
        self.settled = False
        self._answer: Any = None
        self._error: Exception | None = None
        self._gate = threading.Lock()
        self._gate.acquire()

    def succeed(self, answer: object) -> None:
        """Settle with an answer; call it only when the answer is durable."""
        self._answer, self.settled = answer, True

    def fail(self, error: Exception) -> None:
        """Settle with an error."""
        self._error, self.settled = error, True

    def wait(self) -> None:
        """Sleep until somebody settled this ticket or passed on the lead."""
        self._gate.acquire()

    def wake(self) -> None:
        """End the sleep of the caller."""
        self._gate.release()

    def outcome(self) -> object:
        """Give the answer or the error."""
        return self._answer if self._error is None else self._error

    def result(self) -> object:
        """Give the answer or raise the error."""
        if self._error is not None:
            raise self._error
        return self._answer


class WriteGroup(Protocol[C]):
    """Runs the works of a group in one transaction and settles every ticket."""

    def __call__(self, group: Sequence[Ticket[C]]) -> None: ...


class GroupCommit(Generic[C]):
    """Lets one thread at a time write, for everybody who waits."""

    def __init__(self, write: WriteGroup[C]) -> None:
        self._write = write
        self._mutex = threading.Lock()
        self._waiting: deque[Ticket[C]] = deque()
        self._led = False

    def run(self, work: Callable[[C], T]) -> T:
        """Run the work in a transaction that it may share; return after the commit."""
        return cast(T, self._run(Ticket(work, alone=False)))

    def run_all(self, works: Sequence[Callable[[C], T]]) -> list[T | Exception]:
        """Run works that came together; they share transactions as far as a group holds them.

        Returns:
            The answer or the error of each, in the order given.
        """
        tickets = [Ticket[C](work, alone=False) for work in works]
        if tickets:
            self._settle(tickets)
        return [cast("T | Exception", ticket.outcome()) for ticket in tickets]

    def run_alone(self, work: Callable[[C], T]) -> T:
        """Run the work with nobody else writing; it makes its own transactions."""
        return cast(T, self._run(Ticket(work, alone=True)))

    def _run(self, ticket: Ticket[C]) -> object:
        self._settle([ticket])
        return ticket.result()

    def _settle(self, tickets: Sequence[Ticket[C]]) -> None:
        """Come back once all are settled. They wait in order, so waiting for the first
        unsettled one misses no hand-over of the lead."""
        with self._mutex:
            self._waiting.extend(tickets)
            leads, self._led = not self._led, True
        for ticket in tickets:
            if not leads and not ticket.settled:
                ticket.wait()
            leads = False
            if not ticket.settled:
                self._lead()

    def _lead(self) -> None:
        group = self._next_group()
        try:
            self._write(group)
        finally:
            # Also reached by an interrupt in the middle of the commit: nobody may be left asleep.
            self._finish(group)

    def _next_group(self) -> list[Ticket[C]]:
        with self._mutex:
            group = [self._waiting.popleft()]
            while (
                not group[0].alone
                and self._waiting
                and not self._waiting[0].alone
                and len(group) < _LARGEST_GROUP
            ):
                group.append(self._waiting.popleft())
            return group

    def _finish(self, group: Sequence[Ticket[C]]) -> None:
        for ticket in group:
            if not ticket.settled:
                ticket.fail(_cut_off())
        with self._mutex:
            successor = self._waiting[0] if self._waiting else None
            self._led = successor is not None
        if successor is not None:
            successor.wake()
        for ticket in group:
            ticket.wake()


def _cut_off() -> OutcomeUnknown:
    return OutcomeUnknown(
        Fault(
            "an interrupted write",
            "diary",
            "an answer is only given after the commit",
            "send it again with the same client ids: it is stored once",
        )
    )
