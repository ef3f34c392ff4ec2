"""Who waits shares a commit; an interrupt leaves nobody asleep and nothing half done."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from hamstrong.diary import NewFact, OutcomeUnknown, open_diary
from hamstrong.diary.commit_queue import GroupCommit, Ticket
from hamstrong.diary.sql.sqlite import SqliteDiary

FactMaker = Callable[..., NewFact]


class Writer:
    """Notes its groups; the first one waits until `go`."""

    def __init__(self) -> None:
        self.groups: list[int] = []
        self.go = threading.Event()
        self.first_entered = threading.Event()
        self.interrupt_first = False

    def __call__(self, group: Sequence[Ticket[None]]) -> None:
        self.groups.append(len(group))
        if len(self.groups) == 1:
            self.first_entered.set()
            assert self.go.wait(10)
            if self.interrupt_first:
                raise KeyboardInterrupt
        for ticket in group:
            ticket.succeed(ticket.work(None))


def waiting(commits: GroupCommit[None]) -> int:
    return len(commits._waiting)


def until(holds: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(5000):
        if holds():
            return
        pause.wait(0.002)
    pytest.fail("it never came to hold")


@pytest.fixture
def writer() -> Writer:
    return Writer()


def test_those_who_come_during_a_commit_share_the_next(writer: Writer) -> None:
    commits = GroupCommit[None](writer)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(commits.run, lambda _: 0)
        assert writer.first_entered.wait(10)
        rest = [pool.submit(commits.run, lambda _, n=n: n) for n in range(1, 8)]
        until(lambda: waiting(commits) == 7)
        writer.go.set()
        assert [job.result(10) for job in (first, *rest)] == list(range(8))
    assert writer.groups == [1, 7]


def test_work_that_must_be_alone_is_alone_and_keeps_its_turn(writer: Writer) -> None:
    commits = GroupCommit[None](writer)
    order: list[str] = []

    def note(name: str, _connection: None) -> None:
        order.append(name)

    def queued(commits: GroupCommit[None], count: int) -> bool:
        return waiting(commits) == count

    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(commits.run, partial(note, "first"))]
        assert writer.first_entered.wait(10)
        turns = [("a", commits.run), ("b", commits.run), ("alone", commits.run_alone)]
        for count, (name, run) in enumerate([*turns, ("c", commits.run)], start=1):
            jobs.append(pool.submit(run, partial(note, name)))
            until(partial(queued, commits, count))
        writer.go.set()
        for job in jobs:
            job.result(10)
    assert order == ["first", "a", "b", "alone", "c"]
    assert writer.groups == [1, 2, 1, 1]


def test_an_interrupted_leader_leaves_nobody_asleep(writer: Writer) -> None:
    writer.interrupt_first = True
    commits = GroupCommit[None](writer)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(commits.run, lambda _: 0)
        assert writer.first_entered.wait(10)
        second = pool.submit(commits.run, lambda _: 2)
        until(lambda: waiting(commits) == 1)
        writer.go.set()
        assert isinstance(first.exception(10), KeyboardInterrupt)
        assert second.result(10) == 2
    assert commits.run(lambda _: 3) == 3


def test_those_whose_leader_was_interrupted_learn_that_the_outcome_is_unknown() -> None:
    entered, go = threading.Event(), threading.Event()
    groups: list[int] = []

    def write(group: Sequence[Ticket[None]]) -> None:
        groups.append(len(group))
        entered.set()
        assert go.wait(10)
        if len(group) > 1:
            raise KeyboardInterrupt
        group[0].succeed(None)

    commits = GroupCommit[None](write)
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(commits.run, lambda _: None)]
        assert entered.wait(10)
        jobs += [pool.submit(commits.run, lambda _: None) for _ in range(2)]
        until(lambda: waiting(commits) == 2)
        go.set()
        errors = [job.exception(10) for job in jobs]
    kinds = sorted(type(error).__name__ for error in errors)
    assert kinds == ["KeyboardInterrupt", "NoneType", "OutcomeUnknown"]
    assert all("stored once" in str(e) for e in errors if isinstance(e, OutcomeUnknown))


def test_an_interrupt_inside_a_transaction_leaves_no_half_of_it(
    tmp_path: Path, fact: FactMaker, person: str
) -> None:
    with open_diary(tmp_path) as diary:
        assert isinstance(diary, SqliteDiary)

        def write_and_break_off(connection: object) -> None:
            connection.execute(text("INSERT INTO persons VALUES (:p)"), {"p": person})  # type: ignore[attr-defined]
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            diary._writing(write_and_break_off)
        assert diary.persons() == ()
        assert diary.append(person, [fact(person)]).seqs == (1,)


def test_works_that_come_together_share_a_commit_and_more_than_a_group_goes_on(
    writer: Writer,
) -> None:
    commits = GroupCommit[None](writer)
    writer.go.set()
    assert commits.run_all([]) == []
    found = commits.run_all([lambda _, n=n: n for n in range(300)])  # type: ignore[misc]
    assert found == list(range(300))
    assert writer.groups == [256, 44]


def test_works_that_come_together_wait_for_who_leads(writer: Writer) -> None:
    commits = GroupCommit[None](writer)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(commits.run, lambda _: "first")
        assert writer.first_entered.wait(10)
        many = pool.submit(commits.run_all, [lambda _: 1, lambda _: 2])
        until(lambda: waiting(commits) == 2)
        last = pool.submit(commits.run, lambda _: "last")
        until(lambda: waiting(commits) == 3)
        writer.go.set()
        assert (first.result(10), many.result(10), last.result(10)) == ("first", [1, 2], "last")
    assert writer.groups == [1, 3]
