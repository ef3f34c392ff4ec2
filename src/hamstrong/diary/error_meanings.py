"""Error meanings: what an error of the disk or of a driver comes to, in the diary's own types."""

from __future__ import annotations

import errno

from hamstrong.diary.errors import (
    DiaryDamaged,
    DiaryError,
    DiaryLocked,
    DiaryReadOnly,
    DiaryUnavailable,
    DiskFull,
    Fault,
)

Meaning = tuple[type[DiaryError], str, str]
READ_ONLY: Meaning = (
    DiaryReadOnly,
    "the file and its folder must be writable by you",
    "check the owner and permissions, or set HAMSTRONG_DATA_DIR to a folder of yours",
)
FULL: Meaning = (
    DiskFull,
    "a fact is only accepted once it is safe on the disk",
    "free some room and send it again; nothing accepted earlier is lost",
)
LOCKED: Meaning = (
    DiaryLocked,
    "one program at a time may write",
    "close the other Hamstrong window or wait, then try again",
)
DAMAGED: Meaning = (
    DiaryDamaged,
    "the file must be a whole SQLite database",
    "keep the file and restore the latest backup: hamstrong restore",
)
UNAVAILABLE: Meaning = (
    DiaryUnavailable,
    "the file or server must be reachable",
    "check the path or URL, then try again",
)
ERRNO: dict[int, Meaning] = {
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EROFS: READ_ONLY,
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
}


def of_disk(place: str, error: OSError) -> DiaryError:
    """Return the diary's error for an error of the disk; nothing of its own words passes."""
    kind, rule, next_step = ERRNO.get(error.errno or 0, UNAVAILABLE)
    return kind(Fault(type(error).__name__, place, rule, next_step))
