"""Killed without warning, again and again: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hamstrong.diary import open_diary

LIVES = 210
NAMES = ("diary.db", "diary.log")
VICTIM = Path(__file__).with_name("victim.py")
Batch = tuple[int, int, int]
MOST_WORDS = 24


@dataclass
class Book:
    """What was acknowledged: the seqs of each batch (life, thread, number)."""

    seqs: dict[Batch, tuple[int, ...]] = field(default_factory=dict)
    repeated: int = 0

    def note(self, line: str) -> Batch:
        """Write down an acknowledgement, which must be that of the first time; give its batch."""
        life, thread, number, *seqs = map(int, line.split())
        batch, answer = (life, thread, number), tuple(seqs)
        if batch in self.seqs:
            self.repeated += 1
        assert self.seqs.setdefault(batch, answer) == answer
        return batch

    def of_life(self, life: int) -> list[Batch]:
        return [batch for batch in self.seqs if batch[0] == life]

    def to_send_again(self, life: int) -> list[Batch]:
        """The last acknowledged batches of each thread, and the one whose answer never came."""
        again: list[Batch] = []
        for thread in range(3):
            numbers = [number for _, t, number in self.of_life(life) if t == thread]
            last = max(numbers, default=-1)
            again += [(life, thread, number) for number in range(max(last - 1, 0), last + 2)]
        return again


@pytest.fixture
def nursery() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(VICTIM)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def one_life(
    nursery: subprocess.Popen[str],
    order: dict[str, object],
    seconds: float,
    words: int = 0,
) -> list[str]:
    """Let a child live until it has acknowledged so much, and then for so long; give all that it
    acknowledged."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(json.dumps(order) + "\n")
    child = 0
    death: threading.Timer | None = None
    said: list[str] = []
    for line in nursery.stdout:
        word, _, rest = line.partition(" ")
        if word == "dead\n":
            if death is not None:
                death.cancel()  # it went by itself: its number may be somebody else's by now
            return said
        if word == "born":
            child = int(rest)
        else:
            said.append(line)
        # A child may say its first words before the nursery has said that it was born.
        if death is None and child and len(said) >= words:
            death = threading.Timer(seconds, os.kill, (child, signal.SIGKILL))
            death.start()
    pytest.fail("the nursery died")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_at_random_points_nothing_acknowledged_is_lost_or_doubled(
    nursery: subprocess.Popen[str], tmp_path: Path, name: str
) -> None:
    draw = random.Random(20260301)
    book = Book()
    again: list[Batch] = []
    for life in range(LIVES):
        order = {"folder": str(tmp_path / name), "round": life, "again": again}
        # Every other life is cut in its opening or soon after, the rest in what they say again or
        # say anew, however slow the machine is.
        words = draw.randint(1, MOST_WORDS) if life % 2 else 0
        seconds = draw.uniform(0.0, 0.02 if words else 0.08)
        said = {book.note(line) for line in one_life(nursery, order, seconds, words)}
        # A child that died before it had sent everything again leaves the rest to the next.
        again = [b for b in again if b not in said] + book.to_send_again(life)
    with open_diary(tmp_path / name) as diary:
        diary.check()
        (person,) = diary.persons()
        facts = diary.read(person)
    assert [fact.seq for fact in facts] == list(range(1, len(facts) + 1))
    stored: dict[Batch, list[int]] = {}
    for fact in facts:
        batch_life, thread, number, _part = json.loads(fact.payload)["at"]
        stored.setdefault((batch_life, thread, number), []).append(fact.seq)
    assert {batch: tuple(stored[batch]) for batch in book.seqs} == book.seqs
    for (_, _, number), seqs in stored.items():
        assert len(seqs) == (3 if number % 4 == 0 else 1), "a batch is stored whole or not at all"
    assert len(book.seqs) > LIVES // 2
    assert book.repeated > LIVES // 4


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_while_the_diary_is_made_the_next_start_makes_it(
    nursery: subprocess.Popen[str], tmp_path: Path, name: str
) -> None:
    draw = random.Random(1)
    for life in range(25):
        folder = tmp_path / str(life) / name
        order = {"folder": str(folder), "round": life, "again": []}
        one_life(nursery, order, draw.uniform(0.0, 0.06))
        with open_diary(folder) as diary:
            diary.check()
