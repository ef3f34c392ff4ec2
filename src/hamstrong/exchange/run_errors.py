"""Run errors: what can be wrong with a file, as types; no message ever holds a coordinate."""

from __future__ import annotations

from hamstrong.diary import DiaryError, Fault

AGAIN = "choose the file that your watch or app exports as GPX or FIT"
EXPORT_AGAIN = "export the run again from your watch or app"
EXPORT_ALONE = "export that one run alone from your watch or app"


class RunFileError(DiaryError):
    """The file gives no run; nothing was stored."""


class NotARunFile(RunFileError):
    """Another kind of file."""


class AnotherSport(RunFileError):
    """A recording of another sport; `sport` is its name as the file gives it."""

    def __init__(self, sport: str, place: str) -> None:
        rule = "a recording of a run or a walk"
        step = "log it as sport outside of the plan: hamstrong log sport"
        super().__init__(Fault(f"{sport:.40}", place, rule, step))
        self.sport = f"{sport:.40}"


class PlannedRoute(RunFileError):
    """A route or workout that was planned, not a recording."""


class TotalsOnly(RunFileError):
    """An activity that was typed in afterwards: totals, and nothing recorded."""


class BrokenRunFile(RunFileError):
    """The file is cut off or damaged."""


class RunFileTooLarge(RunFileError):
    """More bytes, points or hours than one run has."""


class RunWithoutTimes(RunFileError):
    """Points whose times are missing or cannot be used."""
