"""Log file: the bytes of a log on the disk, held by one process at a time.

What the bytes mean is `log_diary`'s concern. Another home of the log (the private storage of a
browser) offers the same few methods.
"""

from __future__ import annotations

import glob
import os
import time
from pathlib import Path
from typing import Protocol

from hamstrong.diary.error_meanings import of_disk
from hamstrong.diary.errors import DiaryError, DiaryLocked, Fault, OutcomeUnknown
from hamstrong.diary.places import (
    PARTIAL,
    make_private_file,
    make_private_folder,
    require_writable,
    sync_to_disk,
)

WAIT_S = 5.0
_PAUSE_S = 0.05
_ASIDE = ".cut-"


class LogFile(Protocol):
    """Bytes that only grow, apart from a cut at the end and a rewrite of the whole."""

    place: str

    def read(self) -> bytes:
        """Give everything."""
        ...

    def append(self, data: bytes) -> None:
        """Add bytes at the end; when this returns they survive a crash.

        Raises:
            DiskFull: there is no space; the file is as it was.
            OutcomeUnknown: the bytes may or may not be there; open the file again.
        """
        ...

    def cut(self, size: int) -> None:
        """Drop everything after the first `size` bytes."""
        ...

    def keep_aside(self, data: bytes) -> str:
        """Keep bytes beside the log that are no part of it, and say where."""
        ...

    def forget_aside(self) -> None:
        """Remove all that was kept beside the log."""
        ...

    def rewrite(self, data: bytes) -> None:
        """Put other bytes in the place of all, in one step."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class DiskLogFile:
    """A log file in a folder, locked against other processes while it is open.

    Raises:
        DiaryLocked: another process has it open for longer than we wait.
        DiaryReadOnly, DiaryUnavailable: it cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._path = path
        make_private_folder(path.parent)
        require_writable(path)
        make_private_file(path)
        self._handle = self._opened()
        self._size = os.fstat(self._handle).st_size

    def _opened(self) -> int:
        try:
            handle = os.open(self._path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        except OSError as error:
            failure = of_disk(self.place, error)
        else:
            _lock(handle, self.place)
            return handle
        raise failure

    def read(self) -> bytes:
        os.lseek(self._handle, 0, os.SEEK_SET)
        parts = []
        while block := os.read(self._handle, 1 << 20):
            parts.append(block)
        return b"".join(parts)

    def append(self, data: bytes) -> None:
        try:
            os.lseek(self._handle, self._size, os.SEEK_SET)
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._handle, rest) :]
            os.fsync(self._handle)
        except OSError as error:
            failure = self._taken_back(error)
        else:
            self._size += len(data)
            return
        raise failure

    def _taken_back(self, error: OSError) -> DiaryError:
        """The error of an append whose bytes were removed again, or could not be."""
        try:
            os.ftruncate(self._handle, self._size)
            os.fsync(self._handle)
        except OSError:
            rule = "an answer is only given when the bytes are safe on the disk"
            step = "open the diary again and send it again: it is stored once"
            return OutcomeUnknown(Fault("a write that failed", self.place, rule, step))
        return of_disk(self.place, error)

    def cut(self, size: int) -> None:
        os.ftruncate(self._handle, size)
        os.fsync(self._handle)
        self._size = size

    def keep_aside(self, data: bytes) -> str:
        count = 1
        while (aside := self._path.with_name(f"{self._path.name}{_ASIDE}{count}")).exists():
            count += 1
        make_private_file(aside)
        aside.write_bytes(data)
        sync_to_disk(aside)
        return str(aside)

    def forget_aside(self) -> None:
        for aside in self._path.parent.glob(f"{glob.escape(self._path.name)}{_ASIDE}*"):
            aside.unlink()
        sync_to_disk(self._path.parent)

    def rewrite(self, data: bytes) -> None:
        partial = self._path.with_name(self._path.name + PARTIAL)
        try:
            make_private_file(partial)
            partial.write_bytes(data)
            sync_to_disk(partial)
            handle = os.open(partial, os.O_RDWR | getattr(os, "O_BINARY", 0))
            _lock(handle, self.place)
            partial.replace(self._path)
            sync_to_disk(self._path.parent)
        finally:
            partial.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle, self._size = handle, len(data)

    def close(self) -> None:
        os.close(self._handle)


def _lock(handle: int, place: str) -> None:
    """Take the file for this process alone; the lock ends with the handle, also after a kill."""
    until = time.monotonic() + WAIT_S
    while not _took_lock(handle):
        if time.monotonic() > until:
            os.close(handle)
            rule = "a log file belongs to one program at a time"
            step = "close the other Hamstrong window or command, then try again"
            raise DiaryLocked(Fault("a file in use", place, rule, step))
        time.sleep(_PAUSE_S)


def _took_lock(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - only there

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl  # noqa: PLC0415 - not there

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
