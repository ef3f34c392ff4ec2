"""Journal of SQLite: whether the write-ahead log still holds what it held, asked before opening.

SQLite takes the log up to its first bad entry and drops the rest without a word: right for the end
of a log that was never finished, wrong for entries that were acknowledged. Two witnesses tell them
apart. The log's index (`-shm`), where a process that was killed left it, names the last entry that
reached the disk. Without it, two finished transactions behind a bad entry tell: the second is only
written once the first is safe. What neither knows, such as a log without an index that was cut
between two transactions, cannot be noticed here.

Source: sqlite.org/fileformat2.html, section 4, and sqlite.org/walformat.html.
"""

from __future__ import annotations

import struct
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hamstrong.diary.errors import DiaryDamaged, Fault

_HEADER, _ENTRY_HEADER, _INDEX_HEADER = 32, 24, 48
_MAGIC = 0x377F0682
_BIG_ENDIAN = 1  # the magic's last bit: checksums over big-endian words
_VERSION = 3_007_000
_IN_USE_BYTE = 128  # every connection holds this byte of the index as long as it is open
_LARGEST_PAGE = 65_536
_MASK = 0xFFFFFFFF
Order = Literal["<", ">"]
Sum = tuple[int, int]

_open_here: Counter[Path] = Counter()


@dataclass(frozen=True)
class _Header:
    """The log's first bytes, where they are whole."""

    order: Order
    page: int
    salts: bytes
    checksum: Sum


@dataclass(frozen=True)
class _Index:
    """What the log's index says: the last entry, and how many are in the database file already."""

    salts: bytes
    last: int
    copied: int


@dataclass(frozen=True)
class _JournalEntry:
    """An entry of the log: whether it ends a transaction, and what is checked of it."""

    ends: bool
    salts: bytes
    checksum: Sum
    summed: bytes


def note_open(database: Path) -> None:
    """Remember that this process has the diary open.

    Closing any handle of the index would drop the locks that SQLite holds on it in this process.
    """
    _open_here[database.resolve()] += 1


def note_closed(database: Path) -> None:
    """Forget one opening."""
    _open_here[database.resolve()] -= 1


def require_whole_journal(database: Path) -> None:
    """Refuse a diary whose write-ahead log lost entries; nothing is changed.

    A diary that somebody has open is passed over: it was looked at when that one opened it.

    Raises:
        DiaryDamaged: naming the log, and how many entries are missing where that is known.
        OSError: a file cannot be read.
    """
    log = database.with_name(database.name + "-wal")
    index_file = database.with_name(database.name + "-shm")
    if _open_here[database.resolve()] > 0:
        return
    if index_file.is_file() and _is_in_use(index_file):
        return
    index_bytes = _read(index_file)
    lost = _lost(_read(log), _index_of(index_bytes))
    if lost is None or _read(index_file) != index_bytes:  # somebody opened it just now
        return
    raise DiaryDamaged(
        Fault(
            lost,
            str(log),
            "the write-ahead log must hold every fact that was acknowledged",
            "keep the files and restore the latest backup: hamstrong restore BACKUP; where there"
            f" is none, go on with what is left: hamstrong restore {database}",
        )
    )


def _lost(log: bytes, index: _Index | None) -> str | None:
    """Name what the log lost; None if nothing is known to be missing."""
    header = _header_of(log)
    if header is None:
        if index is not None:
            missing = index.last - index.copied
            return f"a log without {missing} of its entries" if missing > 0 else None
        return "a log whose beginning is damaged" if _holds_transactions(log) else None
    whole, finished_behind = _look_through(log, header)
    if index is not None and index.salts == header.salts:
        none_needed = whole == 0 and index.copied >= index.last
        if whole < index.last and not none_needed:
            return f"a log without {index.last - whole} of its {index.last} entries"
        return None
    return "a log with a damaged entry before others" if finished_behind > 1 else None


def _look_through(log: bytes, header: _Header) -> tuple[int, int]:
    """Count the entries up to the last whole transaction, and the transactions behind a bad one."""
    running, whole, finished_behind, broken = header.checksum, 0, 0, False
    for number, entry in enumerate(_entries(log, header.page), 1):
        if entry.salts != header.salts:
            if broken:
                continue  # the damage itself may lie in the salts
            broken = True
            continue
        if not broken:
            running = _checksum(entry.summed, header.order, running)
            broken = running != entry.checksum
        if broken:
            finished_behind += entry.ends
        elif entry.ends:
            whole = number
    return whole, finished_behind


def _holds_transactions(log: bytes) -> bool:
    """Whether a log without a whole header holds a finished transaction, at any size of page."""
    for shift in range(9, 17):
        first = next(_entries(log, 1 << shift), None)
        if first is None or first.salts == bytes(8):
            continue
        if any(e.ends and e.salts == first.salts for e in _entries(log, 1 << shift)):
            return True
    return False


def _entries(log: bytes, page: int) -> Iterator[_JournalEntry]:
    size = _ENTRY_HEADER + page
    for begin in range(_HEADER, len(log) - size + 1, size):
        head = log[begin : begin + _ENTRY_HEADER]
        ends, first, second = struct.unpack(">4xI8xII", head)
        summed = head[:8] + log[begin + _ENTRY_HEADER : begin + size]
        yield _JournalEntry(ends != 0, head[8:16], (first, second), summed)


def _header_of(log: bytes) -> _Header | None:
    if len(log) < _HEADER:
        return None
    magic, version, page, _sequence, first, second = struct.unpack(">4I8x2I", log[:_HEADER])
    if magic & ~_BIG_ENDIAN != _MAGIC or version != _VERSION:
        return None
    if not 512 <= page <= _LARGEST_PAGE or page & (page - 1):
        return None
    order: Order = ">" if magic & _BIG_ENDIAN else "<"
    if _checksum(log[:24], order, (0, 0)) != (first, second):
        return None
    return _Header(order, page, log[16:24], (first, second))


def _index_of(content: bytes) -> _Index | None:
    """Read the index; None where there is none or it was not finished."""
    head = content[:_INDEX_HEADER]
    if len(content) < 2 * _INDEX_HEADER + 4 or head != content[_INDEX_HEADER : 2 * _INDEX_HEADER]:
        return None
    order: Order = "<" if sys.byteorder == "little" else ">"
    version, ready, last, first, second = struct.unpack("=I8xB3xI12x8x2I", head)
    if version != _VERSION or not ready or _checksum(head[:40], order, (0, 0)) != (first, second):
        return None
    (copied,) = struct.unpack_from("=I", content, 2 * _INDEX_HEADER)
    return _Index(head[32:40], last, copied)


def _checksum(content: bytes, order: Order, begin: Sum) -> Sum:
    """Return SQLite's running checksum over pairs of 32-bit words."""
    first, second = begin
    for one, two in struct.iter_unpack(f"{order}II", content):
        first = (first + one + second) & _MASK
        second = (second + two + first) & _MASK
    return first, second


def _is_in_use(index: Path) -> bool:
    """Whether another process has the diary open. Call it only if this one has not."""
    if sys.platform == "win32":
        return True  # locks are mandatory there: a look could stop the other one
    import fcntl  # noqa: PLC0415  not on Windows

    with index.open("r+b") as handle:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _IN_USE_BYTE)
        except OSError:
            return True
        fcntl.lockf(handle, fcntl.LOCK_UN, 1, _IN_USE_BYTE)
    return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
