"""The bounds of a pack's numbers: what code can work with, never what would be wise.

A field is annotated with one of these types and its reader refuses what lies outside, so that no
number which the linter accepts can stop a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


# No tuple: `typing` keeps annotated types by equality, so a range of a fact with the same numbers
# would be taken for this one.
@dataclass(frozen=True)
class Range:
    """A number from `low` to `high`, both included."""

    low: float
    high: float


Nprs = Annotated[int, Range(0, 10)]
Percent = Annotated[int, Range(1, 100)]
Days = Annotated[int, Range(0, 366)]
SomeDays = Annotated[int, Range(1, 366)]
WeekDays = Annotated[int, Range(1, 7)]
Window = Annotated[int, Range(2, 14)]
Times = Annotated[int, Range(1, 100)]
TimesOrNone = Annotated[int, Range(0, 100)]
Rungs = Annotated[int, Range(0, 20)]
Stages = Annotated[int, Range(0, 20)]
StageNumber = Annotated[int, Range(1, 20)]
Minutes = Annotated[int, Range(1, 240)]
Seconds = Annotated[int, Range(0, 3600)]
Divisor = Annotated[int, Range(2, 10)]
Share = Annotated[float, Range(0.01, 1)]
LoadKg = Annotated[float, Range(0.5, 100)]
Change = Annotated[float, Range(0.1, 10)]
ThreeDays = Annotated[int, Range(3, 3)]
"""The flare-up path has a rule of its own for each of its three days."""
