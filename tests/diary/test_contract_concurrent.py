"""The port under many hands: writers lose and double nothing, readers see whole batches."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from hamstrong.diary import (
    ClientIdConflict,
    Diary,
    NewFact,
    VersionConflict,
)

FactMaker = Callable[..., NewFact]


def test_sixteen_writers_of_one_person_lose_and_double_nothing(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    """Every writer sends each fact twice, and every answer must hold afterwards."""
    start = threading.Barrier(16)

    def write(_writer: int) -> list[tuple[str, int]]:
        start.wait()
        answers = []
        for count in range(12):
            given = fact(person, count)
            (seq,) = diary.append(person, [given]).seqs
            assert diary.append(person, [given]).seqs == (seq,)
            answers.append((given.client_id, seq))
        return answers

    with ThreadPoolExecutor(16) as pool:
        answered = dict(answer for answers in pool.map(write, range(16)) for answer in answers)
    stored = diary.read(person)
    assert [f.seq for f in stored] == list(range(1, 16 * 12 + 1))
    assert {f.client_id: f.seq for f in stored} == answered


def test_of_sixteen_who_saw_the_same_state_one_wins(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    start = threading.Barrier(16)

    def write(_writer: int) -> bool:
        start.wait()
        try:
            diary.append(person, [fact(person)], expected_seq=0)
        except VersionConflict:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(write, range(16))) == 1
    assert diary.last_seq(person) == 1


def test_the_conflict_of_one_writer_does_not_touch_the_others(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    """Half of the writers send conflicting batches while the other half share their commits."""
    taken = fact(person)
    diary.append(person, [taken])
    start = threading.Barrier(16)

    def write(writer: int) -> int:
        start.wait()
        stored = 0
        for count in range(8):
            batch = [fact(person, count), fact(person, count)]
            if writer % 2:
                batch.append(replace(taken, day=1 + writer))
            try:
                stored += len(diary.append(person, batch).accepted)
            except ClientIdConflict:
                assert writer % 2
        return stored

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(write, range(16))) == 8 * 8 * 2
    assert diary.last_seq(person) == 1 + 8 * 8 * 2


def test_a_reader_never_sees_half_of_a_batch(diary: Diary, fact: FactMaker, person: str) -> None:
    done = threading.Event()

    def write() -> None:
        for _ in range(25):
            diary.append(person, [fact(person, n) for n in range(4)])
        done.set()

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not done.is_set() and not writing.done():
            assert len(diary.read(person)) % 4 == 0
        writing.result()
    assert diary.last_seq(person) == 100
