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
from typing import Literal

import pytest

from hamstrong.diary import open_diary

LIVES = 210
NAMES = ("diary.db", "diary.log")
VICTIM = Path(__file__).with_name("victim.py")
Batch = tuple[int, int, int]
Since = Literal["birth", "first word"]
SINCE: tuple[Since, Since] = ("birth", "first word")


@dataclass
class Book:
    """What was acknowledged: the seqs of each batch (life, thread, number)."""

    seqs: dict[Batch, tuple[int, ...]] = field(default_factory=dict)
    repeated: int = 0

    def note(self, line: str) -> None:
        life, thread, number, *seqs = map(int, line.split())
        answer = tuple(seqs)
        if (life, thread, number) in self.seqs:
            self.repeated += 1
        assert self.seqs.setdefault((life, thread, number), answer) == answer

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
    since: Since = "birth",
) -> list[str]:
    """Let a child live for so long; give what it acknowledged."""
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
        if (word == "born") if since == "birth" else (len(said) == 1):
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
        # Every other life is cut in its opening or its repeats, or soon after.
        since = SINCE[life % 2]
        for line in one_life(nursery, order, draw.uniform(0.0, 0.08), since):
            book.note(line)
        # A child that died before it had sent everything again leaves the rest to the next.
        again = [b for b in again if b not in book.seqs] + book.to_send_again(life)
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
