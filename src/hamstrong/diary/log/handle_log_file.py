"""Handle log file: the bytes of a log behind file handles that cannot be renamed.

A browser's private storage gives such handles: each belongs to one worker at a time and none can
be put in another's place in one step. So a rewrite goes through a journal: the new bytes lie whole
in a second file before the first is touched, and whoever opens the log next finishes the work.
"""

from __future__ import annotations

import errno
from typing import NamedTuple, Protocol

from hamstrong.diary.error_meanings import of_disk
from hamstrong.diary.errors import DiaryError, DiaryUnavailable, Fault, OutcomeUnknown
from hamstrong.diary.log.frames import frame, read_frame


class Handle(Protocol):
    """An open file that nobody else can open. Every method raises `OSError`."""

    def size(self) -> int:
        """Return the number of bytes."""
        ...

    def read(self, at: int, size: int) -> bytes:
        """Return up to `size` bytes from an offset."""
        ...

    def write(self, at: int, data: bytes) -> int:
        """Write bytes at an offset; return how many of them were written."""
        ...

    def truncate(self, size: int) -> None:
        """Drop everything after the first `size` bytes."""
        ...

    def flush(self) -> None:
        """Return when what was written survives a crash."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class Handles(NamedTuple):
    """The files of a diary behind handles.

    Args:
        log: the diary.
        journal: a rewrite under way; empty at all other times.
        aside: bytes of writes that were cut off, which are no part of the diary.
    """

    log: Handle
    journal: Handle
    aside: Handle


class HandleLogFile:
    """A `LogFile` behind handles; a rewrite that a crash cut off is finished at once.

    Args:
        place: what messages call the log.

    Raises:
        DiaryError: the files cannot be read, or a rewrite cannot be finished; they are closed.
    """

    def __init__(self, handles: Handles, place: str) -> None:
        self.place = place
        self._log, self._journal, self._aside = handles
        self._is_broken = False
        try:
            self._finish_rewrite()
            self._size = self._log.size()
        except OSError as error:
            failure = of_disk(place, error)
        else:
            return
        self.close()
        raise failure

    def read(self) -> bytes:
        return _read_all(self._log)

    def append(self, data: bytes) -> None:
        self._require_sound()
        try:
            _write_all(self._log, self._size, data)
            self._log.flush()
            self._require_size(self._size + len(data))
        except OSError as error:
            failure = self._taken_back(error)
        else:
            self._size += len(data)
            return
        raise failure

    def _require_size(self, size: int) -> None:
        """An answer rests on these bytes, so a browser that says they are written is not enough."""
        if self._log.size() != size:
            raise OSError(errno.EIO, "the file has another size than was written")

    def _taken_back(self, error: OSError) -> DiaryError:
        """The error of an append whose bytes were removed again, or could not be."""
        try:
            self._log.truncate(self._size)
            self._log.flush()
        except OSError:
            rule = "an answer is only given when the bytes are safe in the file"
            step = "open the diary again and send it again: it is stored once"
            return OutcomeUnknown(Fault("a write that failed", self.place, rule, step))
        return of_disk(self.place, error)

    def cut(self, size: int) -> None:
        self._log.truncate(size)
        self._log.flush()
        self._size = size

    def keep_aside(self, data: bytes) -> str:
        _write_all(self._aside, self._aside.size(), frame(data))
        self._aside.flush()
        return f"{self.place} (cut)"

    def forget_aside(self) -> None:
        self._aside.truncate(0)
        self._aside.flush()

    def rewrite(self, data: bytes) -> None:
        self._require_sound()
        try:
            _write_all(self._journal, 0, frame(data))
            self._journal.flush()
        except OSError:
            self._journal.truncate(0)
            raise
        self._is_broken = True  # until the log agrees with the journal
        self._finish_rewrite()
        self._size = len(data)
        self._is_broken = False

    def _finish_rewrite(self) -> None:
        """Bring the log to what the journal holds; a journal that is not whole was never begun."""
        if self._journal.size() == 0:
            return
        data = read_frame(_read_all(self._journal))
        if data is not None:
            _write_all(self._log, 0, data)
            self._log.truncate(len(data))
            self._log.flush()
        self._journal.truncate(0)
        self._journal.flush()

    def _require_sound(self) -> None:
        if self._is_broken:
            rule, step = "a rewrite must be finished first", "open the diary again"
            raise DiaryUnavailable(Fault("a rewrite that failed", self.place, rule, step))

    def close(self) -> None:
        for handle in (self._log, self._journal, self._aside):
            handle.close()


def _read_all(handle: Handle) -> bytes:
    size = handle.size()
    data = b""
    while len(data) < size:
        more = handle.read(len(data), size - len(data))
        if not more:
            raise OSError(errno.EIO, "a file is shorter than its size")
        data += more
    return data


def _write_all(handle: Handle, at: int, data: bytes) -> None:
    rest = data
    while rest:
        written = handle.write(at, rest)
        # Chromium answers 4294967288 in a private window that has no more space.
        if not 0 < written <= len(rest):
            raise OSError(errno.ENOSPC, "nothing more is written")
        at, rest = at + written, rest[written:]
