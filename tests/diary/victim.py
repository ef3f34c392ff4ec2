"""A writer to be killed: forks a child per line of input, so that only the first pays the imports.

Each line of input is `{"folder", "round", "again"}`. The child first sends once more what stands in
`again` (batches by their number), then writes new batches from three threads, and prints
`thread number seq seq …` after each acknowledgement. Prints `born PID` and, when the child is gone,
`dead`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import uuid
from datetime import UTC, datetime
from pathlib import Path

# Both kinds of store are loaded before the fork: the child shall live in its writes.
import alembic.command  # noqa: F401

import hamstrong.diary.log.log_diary
import hamstrong.diary.sql.sqlite_opening  # noqa: F401
from hamstrong.diary import Diary, NewFact, canonical_json, open_diary

PERSON = "6f1c2f3e-9f0e-4c0a-8f50-1c7d5a0b9e11"
NAMESPACE = uuid.UUID("0b7f6f43-8a57-4b77-9a44-ef1f6c1f2b22")
THREADS = 3


def batch(life: int, thread: int, number: int) -> list[NewFact]:
    """The same facts, with the same client ids, whoever asks and how often."""
    return [
        NewFact(
            person=PERSON,
            client_id=str(uuid.uuid5(NAMESPACE, f"{life} {thread} {number} {part}")),
            name="SetCompleted",
            version=1,
            payload=canonical_json({"at": [life, thread, number, part]}),
            day=739000,
            recorded_day=739000,
            instant=datetime(2026, 3, 1, tzinfo=UTC),
            device_id=f"thread {thread}",
            device_counter=number,
            counted_by="person",
        )
        for part in range(3 if number % 4 == 0 else 1)
    ]


def send(diary: Diary, life: int, thread: int, number: int) -> None:
    """Append, then say so; one short write to a pipe is never torn."""
    seqs = diary.append(PERSON, batch(life, thread, number)).seqs
    os.write(1, f"{life} {thread} {number} {' '.join(map(str, seqs))}\n".encode())


def live(folder: str, life: int, again: list[list[int]]) -> None:
    diary = open_diary(Path(folder))
    for earlier, thread, number in again:
        send(diary, earlier, thread, number)

    def write(thread: int) -> None:
        for number in range(1_000_000):
            send(diary, life, thread, number)

    for thread in range(THREADS):
        threading.Thread(target=write, args=(thread,)).start()


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            order = json.loads(line)
            live(order["folder"], order["round"], order["again"])
            return
        os.write(1, f"born {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main()
