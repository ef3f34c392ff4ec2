"""What can be wrong with a file of a run, as types; no message ever holds a coordinate."""

from __future__ import annotations

from hamstrong.diary import DiaryError

AGAIN = "choose the file that your watch or app exports as GPX or FIT"


class RunFileError(DiaryError):
    """The file gives no run; nothing was stored."""


class NotARunFile(RunFileError):
    """Another kind of file, or another sport."""


class BrokenRunFile(RunFileError):
    """The file is cut off or damaged."""


class RunFileTooLarge(RunFileError):
    """More bytes or points than one run has."""


class RunWithoutTimes(RunFileError):
    """A planned route, or points without a time."""
