"""Handles on ordinary files, and a storage in memory that can be cut off at any step."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from pathlib import Path

from hamstrong.diary.log.handle_log_file import Handles

NAMES = ("log", "journal", "aside")


class DiskHandle:
    """A handle on a file in a folder."""

    def __init__(self, path: Path) -> None:
        self.is_full = False
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def size(self) -> int:
        return os.fstat(self._file).st_size

    def read(self, at: int, size: int) -> bytes:
        return os.pread(self._file, size, at)

    def write(self, at: int, data: bytes) -> int:
        if self.is_full and at + len(data) > self.size():
            raise OSError(errno.ENOSPC, "full")
        return os.pwrite(self._file, data, at)

    def truncate(self, size: int) -> None:
        os.ftruncate(self._file, size)

    def flush(self) -> None:
        os.fsync(self._file)

    def close(self) -> None:
        os.close(self._file)


def disk_handles(folder: Path) -> Handles:
    """The files of a diary in a folder, made if they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return Handles(*(DiskHandle(folder / name) for name in NAMES))


class PowerCut(BaseException):
    """The device stops here."""


@dataclass
class Storage:
    """Files in memory. Every call that changes one counts as a step; at `cut_at` the power fails,
    after half of the bytes of a write. With `room` no file may grow beyond so many bytes. A write
    that `claims` a number of bytes writes none."""

    files: dict[str, bytearray] = field(
        default_factory=lambda: {name: bytearray() for name in NAMES}
    )
    steps: int = 0
    cut_at: int | None = None
    room: int | None = None
    refuses_truncate: bool = False
    claims: int | None = None

    def handles(self) -> Handles:
        return Handles(*(MemoryHandle(self, name) for name in NAMES))

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.cut_at:
            raise PowerCut

    def used(self) -> int:
        return sum(map(len, self.files.values()))


@dataclass
class MemoryHandle:
    """A handle on a file of a `Storage`."""

    storage: Storage
    name: str

    @property
    def _bytes(self) -> bytearray:
        return self.storage.files[self.name]

    def size(self) -> int:
        return len(self._bytes)

    def read(self, at: int, size: int) -> bytes:
        return bytes(self._bytes[at : at + size])

    def write(self, at: int, data: bytes) -> int:
        try:
            self.storage.step()
        except PowerCut:
            half = data[: len(data) // 2]
            self._bytes[at : at + len(half)] = half
            raise
        if self.storage.claims is not None:
            return self.storage.claims
        room = self.storage.room
        if room is not None:
            grows = at + len(data) - len(self._bytes)
            if grows > 0 and self.storage.used() + grows > room:
                raise OSError(errno.ENOSPC, "no room")
        self._bytes[at : at + len(data)] = data
        return len(data)

    def truncate(self, size: int) -> None:
        self.storage.step()
        if self.storage.refuses_truncate:
            raise OSError(errno.EIO, "refused")
        del self._bytes[size:]

    def flush(self) -> None:
        self.storage.step()

    def close(self) -> None:
        """A memory needs no letting go."""
