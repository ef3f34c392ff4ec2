"""60 copies of the diary's files under load and 80 torn journals: no acknowledged fact lost unsaid.

    .venv/bin/python -m bench.copies [--share 0.05] [--seed N] [--save]

While three threads of another process write, that process is held at random moments and the files
of the diary are copied as they are: what a crash or a copy of the folder would leave. What may be
expected of a copy:

- Of all files, and of database and journal without the journal's index, every fact acknowledged
  before the process was held is there, once, at its place.
- A journal is then torn: cut, or changed in one byte, in its header, in an entry's header or page,
  at the beginning, in the middle or at the end. With the index, every acknowledged fact is there or
  the damage is named before anything is changed.
- Without the index a cut cannot be told from a journal that ended there. Every fact that is in the
  database file or whole before the tear is there; what follows it may be missing, and nothing else.
- Where damage is named, the latest backup holds every fact acknowledged before it was made, and
  what is left can be gone on with.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.long_run import ROOT, Result, main, of_share

from hamstrong.diary import (
    BackupRefused,
    DiaryDamaged,
    StoredFact,
    backup_diary,
    open_diary,
    restore_diary,
)

SEED = 20261201
COPIES, TORN = 60, 80
DATABASE, JOURNAL, INDEX = "diary.db", "diary.db-wal", "diary.db-shm"
_VICTIM = ROOT / "tests" / "diary" / "victim.py"
_HEADER, _ENTRY_HEADER = 32, 24
_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
Batch = tuple[int, int, int]
Known = Mapping[Batch, tuple[int, ...]]


@dataclass(frozen=True)
class Copy:
    """The files as they were at one moment, what was acknowledged by then, and a backup before."""

    folder: Path
    known: Known
    backup: Path
    in_backup: Known


class Writer:
    """A process that writes facts and says which are safe."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, str(_VICTIM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise SystemExit("the writer's pipes are not ours")
        order = {"folder": str(folder), "round": 0, "again": []}
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        self._child = int(self._process.stdout.readline().split()[1])
        self._out = self._process.stdout.fileno()
        os.set_blocking(self._out, False)
        self._rest = b""
        self.known: dict[Batch, tuple[int, ...]] = {}

    def listen(self) -> None:
        """Note what was acknowledged so far."""
        while True:
            try:
                said = os.read(self._out, 1 << 16)
            except BlockingIOError:
                return
            if not said:
                raise SystemExit("the writer died by itself")
            *lines, self._rest = (self._rest + said).split(b"\n")
            for line in lines:
                life, thread, number, *seqs = map(int, line.split())
                self.known[life, thread, number] = tuple(seqs)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the process wherever it is."""
        os.kill(self._child, signal.SIGSTOP)
        while Path(f"/proc/{self._child}/stat").read_text().rpartition(")")[2].split()[0] != "T":
            time.sleep(0.0005)
        self.listen()
        try:
            yield
        finally:
            os.kill(self._child, signal.SIGCONT)

    def end(self) -> None:
        os.kill(self._child, signal.SIGKILL)
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def _take_copies(folder: Path, count: int, draw: random.Random) -> list[Copy]:
    writer, copies = Writer(folder / "live"), []
    while len(writer.known) < 50:
        time.sleep(0.01)
        writer.listen()
    backup, in_backup = Path(), dict(writer.known)
    for number in range(count):
        if number % 10 == 0:
            writer.listen()
            in_backup = dict(writer.known)
            backup = backup_diary(writer.folder, at=_AT, to=folder / f"backup-{number}.db")
        for _ in range(draw.randint(1, 4)):
            time.sleep(draw.uniform(0.0, 0.05))
            writer.listen()
        target = folder / f"copy-{number}"
        target.mkdir()
        with writer.held():
            for name in (DATABASE, JOURNAL, INDEX):
                shutil.copyfile(writer.folder / name, target / name)
            known = dict(writer.known)
        copies.append(Copy(target, known, backup, in_backup))
    writer.end()
    return copies


# --- opening and judging


def _stored(folder: Path) -> dict[Batch, tuple[int, ...]]:
    """What the diary in a folder holds, once everything that is checked of it has been checked."""
    with open_diary(folder) as diary:
        diary.check()
        return _batches(tuple(fact for one in diary.persons() for fact in diary.read(one)))


def _batches(facts: tuple[StoredFact, ...]) -> dict[Batch, tuple[int, ...]]:
    found: dict[Batch, tuple[int, ...]] = {}
    for fact in facts:
        life, thread, number, _ = json.loads(fact.payload)["at"]
        found[life, thread, number] = (*found.get((life, thread, number), ()), fact.seq)
    return found


def _lost(known: Known, found: Known) -> int:
    return sum(found.get(batch) != seqs for batch, seqs in known.items())


def _judge_copy(copy: Copy, files: tuple[str, ...], folder: Path, result: Result) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in files:
        shutil.copyfile(copy.folder / name, folder / name)
    try:
        lost = _lost(copy.known, _stored(folder))
    except DiaryDamaged as damage:
        result.faults.append(f"{copy.folder.name}, {len(files)} files: {damage}")
        return
    result.count(f"copies of {len(files)} files opened")
    result.count("acknowledged facts looked for in copies", len(copy.known))
    if lost:
        result.faults.append(f"{copy.folder.name}, {len(files)} files: {lost} facts lost")


# --- tearing


def _page_size(journal: bytes) -> int:
    return int(struct.unpack(">I", journal[8:12])[0])


def _entry(journal: bytes, draw: random.Random) -> int:
    """Where an entry begins: the first, the last that is of use, or any between."""
    size = _ENTRY_HEADER + _page_size(journal)
    count = (len(journal) - _HEADER) // size
    return _HEADER + size * draw.choice((0, count // 2, count - 1, draw.randrange(count)))


def _flip(journal: bytes, at: int, draw: random.Random) -> bytes:
    changed = bytearray(journal)
    changed[at] ^= 1 << draw.randrange(8)
    return bytes(changed)


TEARS: Mapping[str, Callable[[bytes, random.Random], bytes]] = {
    "gone": lambda _journal, _draw: b"",
    "cut in the header": lambda journal, draw: journal[: draw.randrange(1, _HEADER)],
    "cut between entries": lambda journal, draw: journal[: _entry(journal, draw)],
    "cut in an entry's header": lambda j, d: j[: _entry(j, d) + d.randrange(1, _ENTRY_HEADER)],
    "cut in a page": lambda j, d: j[: _entry(j, d) + _ENTRY_HEADER + d.randrange(1, 4_000)],
    "changed header": lambda journal, draw: _flip(journal, draw.randrange(_HEADER), draw),
    "changed entry's header": lambda j, d: _flip(j, _entry(j, d) + d.randrange(_ENTRY_HEADER), d),
    "changed page": lambda j, d: _flip(j, _entry(j, d) + _ENTRY_HEADER + d.randrange(4_000), d),
}


def _first_difference(whole: bytes, torn: bytes) -> int:
    return next((n for n, pair in enumerate(zip(whole, torn, strict=False)) if pair[0] != pair[1]),
                len(torn))  # fmt: skip


def _before_the_tear(copy: Copy, at: int, folder: Path) -> dict[Batch, tuple[int, ...]] | None:
    """What an independent reader finds: SQLite on the journal cut before the tear, and no index.

    None where that is no whole diary: entries that are in the database file already are then
    hidden behind older ones, so that any answer but a named damage would be wrong.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copyfile(copy.folder / DATABASE, folder / DATABASE)
    journal = (copy.folder / JOURNAL).read_bytes()
    size = _ENTRY_HEADER + _page_size(journal)
    whole = _HEADER + max(0, at - _HEADER) // size * size if at >= _HEADER else 0
    (folder / JOURNAL).write_bytes(journal[:whole])
    try:
        return _stored(folder)
    except DiaryDamaged:
        return None


def _judge_tear(
    copy: Copy, kind: str, draw: random.Random, *, indexed: bool, folder: Path, result: Result
) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    journal = (copy.folder / JOURNAL).read_bytes()
    torn = TEARS[kind](journal, draw)
    (folder / JOURNAL).write_bytes(torn)
    for name in (DATABASE, INDEX) if indexed else (DATABASE,):
        shutil.copyfile(copy.folder / name, folder / name)
    where = f"{copy.folder.name}, {kind}, {'with' if indexed else 'without'} index"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    try:
        found = _stored(folder)
    except DiaryDamaged:
        result.count("torn journals: damage named")
        after = {path.name: path.read_bytes() for path in folder.iterdir() if path.name in before}
        if indexed and after != before:
            result.faults.append(f"{where}: named, yet changed")
        _judge_recovery(copy, folder, where, result)
        return
    lost = _lost(copy.known, found)
    if not lost:
        result.count("torn journals: nothing lost")
        return
    if indexed:
        result.faults.append(f"{where}: {lost} facts lost without a word")
        return
    result.count("torn journals: cut without index, only what followed the tear is missing")
    expected = _before_the_tear(copy, _first_difference(journal, torn), folder.with_name("reader"))
    if expected is None or _lost(expected, found):
        result.faults.append(f"{where}: more is missing than what followed the tear")


def _judge_recovery(copy: Copy, folder: Path, where: str, result: Result) -> None:
    """The backup holds what was acknowledged before it, and what is left can be gone on with."""
    try:
        restore_diary(folder, folder / DATABASE, at=_AT)
        _stored(folder)
    except BackupRefused:
        result.count("what was left is no whole diary, and refused")
    else:
        result.count("recovered: what was left")
    restore_diary(folder, copy.backup, at=_AT)
    if _lost(copy.in_backup, _stored(folder)):
        result.faults.append(f"{where}: the backup lacks acknowledged facts")
    result.count("recovered: the latest backup")


def run(share: float, seed: int) -> Result:
    """Take copies, open each with and without its index, and tear the journals of some."""
    result, draw = Result(seed, share), random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies = _take_copies(folder, of_share(COPIES, share), draw)
        result.count("copies", len(copies))
        for copy in copies:
            _judge_copy(copy, (DATABASE, JOURNAL, INDEX), folder / "opened", result)
            _judge_copy(copy, (DATABASE, JOURNAL), folder / "opened", result)
        for number in range(of_share(TORN, share)):
            kind = tuple(TEARS)[number % len(TEARS)]
            indexed = number // len(TEARS) % 2 == 0
            _judge_tear(
                draw.choice(copies), kind, draw,
                indexed=indexed, folder=folder / "torn", result=result,
            )  # fmt: skip
            result.count("torn journals")
    return result


if __name__ == "__main__":
    main("copies", SEED, run)
