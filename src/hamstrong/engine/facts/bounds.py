"""The bounds of every number, text, day and list that a fact can hold, for every interface.

A field of a fact is annotated with one of the bounded types below; the reader of facts, the forms,
the documented interface and the reference of events all take the bounds from there. They say what
can be, never what would be wise: whether a dose was clinically sensible is for the rules.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, NamedTuple, get_args


class FactRange(NamedTuple):
    """A number from `low` to `high`, both included; what is no finite number lies outside."""

    low: int
    high: int


class Text(NamedTuple):
    """`least` to `most` characters, none of them a control character.

    Args:
        lines: may have tabs and line breaks.
        visible: at least one character that can be seen, so that spaces alone are no name.
        personal: a person's own words, which no message repeats.
    """

    least: int
    most: int
    lines: bool = False
    visible: bool = False
    personal: bool = False


class OneOf(NamedTuple):
    """One of a closed list."""

    names: tuple[str, ...]


class Pattern(NamedTuple):
    """A text that the regular expression matches as a whole; `form` says what that looks like."""

    expression: str
    form: str


class Items(NamedTuple):
    """A list of `least` to `most` elements."""

    least: int
    most: int


class NameOf(NamedTuple):
    """The value names something that the pack in force has; `facts.names` looks it up."""

    kind: str


Bound = FactRange | Text | OneOf | Pattern | Items | NameOf

FIRST_DAY = date(1900, 1, 1).toordinal()
LAST_DAY = date(2199, 12, 31).toordinal()
FIRST_RECORDED_DAY = date(2020, 1, 1).toordinal()
"""No diary is older than Hamstrong; a clock that says so has lost its time."""

# Numbers
Nprs = Annotated[int, FactRange(0, 10)]
Score = Annotated[int, FactRange(0, 10)]
Effort = Annotated[int, FactRange(0, 10)]
Percent = Annotated[int, FactRange(0, 100)]
Count = Annotated[int, FactRange(0, 1000)]
HoldSeconds = Annotated[int, FactRange(0, 3600)]
LoadKg = Annotated[float, FactRange(0, 500)]
OwnedKg = Annotated[float, FactRange(0, 100)]
SetsAllowed = Annotated[int, FactRange(1, 20)]
SetsPlanned = Annotated[int, FactRange(0, 100)]
RunSeconds = Annotated[int, FactRange(0, 86_400)]
RunMetres = Annotated[int, FactRange(0, 300_000)]
RunTenths = Annotated[int, FactRange(15, 600)]
"""Tenths of a second over the timed metres of a run."""
MinutesOfADay = Annotated[int, FactRange(1, 1440)]
SittingMinutes = Annotated[int, FactRange(0, 1440)]
EasyRunMinutes = Annotated[int, FactRange(0, 240)]
SessionMinutes = Annotated[int, FactRange(1, 240)]
MinuteOfDay = Annotated[int, FactRange(0, 1439)]
Weekday = Annotated[int, FactRange(0, 6)]
StageNumber = Annotated[int, FactRange(1, 20), NameOf("stage")]
FormNumber = Annotated[int, FactRange(0, 36_500)]
AgeYears = Annotated[int, FactRange(0, 120)]
Reading = Annotated[float, FactRange(0, 3600)]
Day = Annotated[int, FactRange(FIRST_DAY, LAST_DAY)]
Seq = Annotated[int, FactRange(0, 2**53 - 1)]
SchemaVersion = Annotated[int, FactRange(1, 1_000_000)]
DeviceCount = Annotated[int, FactRange(0, 1_000_000_000)]

# Texts
Limb = Annotated[str, OneOf(("left", "right"))]
AnyLimb = Annotated[str, OneOf(("", "left", "right"))]
Side = Annotated[str, OneOf(("left", "right", "both")), NameOf("side")]
BANDS = ("light", "medium", "strong", "double")
"""Classes of bands from light to strong; a doubled band is above any single one."""
BandClass = Annotated[str, OneOf(BANDS)]
RepetitionsLeft = Annotated[str, OneOf(("0-1", "2-3", "4+"))]
Change = Annotated[str, OneOf(("better", "same", "worse"))]
ClientId = Annotated[
    str, Pattern(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "a UUID in lower case")
]
FactName = Annotated[str, Text(1, 64)]
PlanId = Annotated[str, Pattern(r"[ -~]{1,128}", "1 to 128 printable characters of ASCII")]
OwnId = Annotated[str, Text(1, 64)]
Label = Annotated[str, Text(1, 128)]
FlagId = Annotated[str, Text(1, 128)]
Answer = Annotated[str, Text(0, 128)]
Who = Annotated[str, Text(1, 120, visible=True, personal=True)]
AppointmentWho = Annotated[str, Text(1, 200, visible=True, personal=True)]
OwnWords = Annotated[str, Text(0, 200, lines=True, personal=True)]
OwnQuestion = Annotated[str, Text(1, 200, lines=True, visible=True, personal=True)]
DecisionJson = Annotated[str, Text(0, 500_000)]

# Names of the pack
ExerciseId = Annotated[str, Text(1, 128), NameOf("exercise")]
RungId = Annotated[str, Text(1, 128), NameOf("rung")]
TrackId = Annotated[str, Text(1, 128), NameOf("track")]
GoalId = Annotated[str, Text(1, 128), NameOf("goal")]
KitId = Annotated[str, Text(1, 128), NameOf("kit")]
TraitId = Annotated[str, Text(1, 128), NameOf("trait")]
OptionId = Annotated[str, Text(1, 128), NameOf("option")]
SymptomId = Annotated[str, Text(1, 128), NameOf("symptom")]
ScreenId = Annotated[str, Text(1, 128), NameOf("screen")]
QuestionId = Annotated[str, Text(1, 128), NameOf("question")]
StopReasonId = Annotated[str, Text(1, 128), NameOf("stop_reason")]
SelfTestId = Annotated[str, Text(1, 128), NameOf("self_test")]
SignId = Annotated[str, Text(1, 128), NameOf("sign")]

# Lists
LIMBS = Items(1, 2)
WEEKDAYS = Items(0, 7)
NAMES = Items(0, 200)
RUN_STRETCHES = Items(1, 200)
RUN_TIMES = Items(0, 20)
CORRECTED = Items(0, 100)
PLAN_ITEMS = Items(0, 100)
READINGS = Items(0, 10)
SCORES = Items(0, 20)
QUESTIONS = Items(0, 20)
OWNED = Items(0, 100)


def lowest_and_highest(annotated: Any) -> tuple[int, int]:
    """Return the bounds of a number, for a form that asks for it.

    Raises:
        TypeError: the type is not a bounded number.
    """
    for bound in get_args(annotated)[1:]:
        if isinstance(bound, FactRange):
            return bound.low, bound.high
    raise TypeError(f"{annotated!r} is no bounded number")


def longest(annotated: Any) -> int:
    """Return how many characters a text may have, for a form that asks for it.

    Raises:
        TypeError: the type is not a bounded text.
    """
    for bound in get_args(annotated)[1:]:
        if isinstance(bound, Text):
            return bound.most
    raise TypeError(f"{annotated!r} is no bounded text")
