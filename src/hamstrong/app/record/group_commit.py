"""Group commit for a server: many requests at once, one commit for all that wait.

Checking is a little work of the processor and is done where the request is, in the event loop.
Storing waits for the disk and is done in one thread beside it: whoever comes while it is busy is
taken along by its next commit. Nobody is answered before their facts are durable. A thread for
each request would cost more than the checking (decision record 0056). Where a process has no
threads, storing is done in the loop as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from hamstrong.app.diary_view.days import Moment
from hamstrong.app.record.batch import PLAIN, Policy
from hamstrong.app.record.incoming_facts import FactIn
from hamstrong.app.record.recorder import TRIES, Receipt, Recorder, busy
from hamstrong.app.threads import Threads
from hamstrong.diary import Append, AppendResult, Diary, DiaryError, VersionConflict

_Answers = Sequence[AppendResult | DiaryError]


class GroupRecorder:
    """Takes the requests of an event loop."""

    def __init__(self, recorder: Recorder, diary: Diary, threads: Threads) -> None:
        self._recorder = recorder
        self._diary = diary
        self._thread = (
            ThreadPoolExecutor(1, thread_name_prefix="diary") if threads is Threads.USED else None
        )
        self._forming = _CommitGroup(None)

    async def record(
        self, person: str, facts: Sequence[FactIn], at: Moment, policy: Policy = PLAIN
    ) -> Receipt:
        """Store facts as `Recorder.record` does; raises the same."""
        for _ in range(TRIES):
            prepared = self._recorder.prepare(person, facts, at, policy)
            if not prepared.append.facts:
                return self._recorder.settle(prepared, AppendResult(()))
            answer = await self._stored(prepared.append)
            if isinstance(answer, AppendResult):
                return self._recorder.settle(prepared, answer)
            if not isinstance(answer, VersionConflict):
                raise answer
        raise busy()

    async def _stored(self, request: Append) -> AppendResult | DiaryError:
        """Join the group that forms; its commit begins when the one before has ended."""
        group = self._group()
        group.requests.append(request)
        place = len(group.requests) - 1
        if group.commit is None:
            group.commit = asyncio.create_task(self._commit(group))
        # Whoever goes away meanwhile must not take the others' commit along.
        return (await asyncio.shield(group.commit))[place]

    def _group(self) -> _CommitGroup:
        """The group that forms; a new one if its commit was cut off, or belongs to a loop that is
        gone."""
        commit = self._forming.commit
        if commit is not None and (
            commit.done() or commit.get_loop() is not asyncio.get_running_loop()
        ):
            self._forming = _CommitGroup(None)
        return self._forming

    async def _commit(self, group: _CommitGroup) -> _Answers:
        before = group.before
        # A commit of a loop that is gone is nothing to wait for.
        if before is not None and before.get_loop() is asyncio.get_running_loop():
            await asyncio.wait([before])
        group.before = None
        self._forming = _CommitGroup(group.commit)
        if self._thread is None:
            return self._diary.append_all(group.requests)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._diary.append_all, group.requests)

    def close(self) -> None:
        """Let the last commit end."""
        if self._thread is not None:
            self._thread.shutdown()


class _CommitGroup:
    """Requests that share a commit, and the commit before theirs."""

    def __init__(self, before: asyncio.Task[_Answers] | None) -> None:
        self.before = before
        self.requests: list[Append] = []
        self.commit: asyncio.Task[_Answers] | None = None
