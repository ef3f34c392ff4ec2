"""Errors of the diary, as types that a caller can tell apart.

Each message gives the value received, the place, the rule and the next step. It never holds a
payload (health data) nor a driver's own words, so it may be logged and shown. Translating the
drivers' errors into these types is `faults`' concern.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: what was received, where, which rule it breaks and what to do."""

    value: str
    place: str
    rule: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}; got {self.value}. Next step: {self.next_step}"


class DiaryError(Exception):
    """The diary could not do what was asked; it kept nothing unless the type says so."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults: Sequence[Fault] = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class InvalidRequest(DiaryError):
    """A fact, snapshot or argument breaks the form that the diary stores."""


class ClientIdConflict(DiaryError):
    """A client id that the diary already holds came again with other contents."""


class VersionConflict(DiaryError):
    """Facts were added since the caller looked: read again, decide again."""


class DiaryReadOnly(DiaryError):
    """The file or folder may not be written."""


class DiskFull(DiaryError):
    """There is no space left for the fact; it was not stored."""


class DiaryLocked(DiaryError):
    """Another program holds the diary for longer than we wait."""


class DiaryDamaged(DiaryError):
    """The file is not a database any more, or facts in it changed by themselves."""


class NotADiary(DiaryError):
    """The file is a healthy database that belongs to another program."""


class NewerDiary(DiaryError):
    """The database was written by a newer version of Hamstrong."""


class DiaryUnavailable(DiaryError):
    """The file, folder or server cannot be reached."""


class DiaryClosed(DiaryError):
    """The diary was closed before this call."""


class OutcomeUnknown(DiaryError):
    """The write was cut off: it may or may not have been stored; sending it again is safe."""


class ErasureIncomplete(DiaryError):
    """The person is gone from the diary, yet bytes may remain in the named places."""


class BackupRefused(DiaryError):
    """A backup could not be made, or a file is no backup that can be restored."""
