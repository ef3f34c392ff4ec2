"""Self-tests: protocols for measuring oneself at home, as pack data.

Shapes only. Units: repetitions, seconds, degrees or kilograms as `measure` says; a test of comfort
has no number of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hamstrong.protocol.bounds import Nprs
from hamstrong.protocol.knowledge import Grade
from hamstrong.protocol.model import PoseSequence

Measure = Literal["repetitions", "seconds", "degrees", "kilograms", "comfort"]
Instrument = Literal["counter", "timer", "inclinometer", "scale", "question"]


@dataclass(frozen=True, slots=True)
class Figure:
    """How a test is drawn: an exercise in one of its sequences, or in one of the test's own."""

    exercise: str
    sequence: str


@dataclass(frozen=True, slots=True)
class ReferenceBand:
    """A published range of results: `low` and more, up to the next band."""

    id: str
    low: int
    sources: tuple[str, ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class AgeNorm:
    """From an age on, up to the next norm: fewer than so many is called low in men and in women."""

    id: str
    from_age: int
    men: int
    women: int
    sources: tuple[str, ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class SelfTest:
    """One self-test, done on one side at a time, or with `two_legs` together.

    `load_class` says what kind of work it is, and so whether its day counts as hard; `from_stage`
    the earliest stage per track (an absent track = never); `requires_tracks` names keys that open
    it; on `normal_walking_tracks` it asks for "normal" answered on the day. `exercise` names the
    ladder that its pain lowers. A result counts for `valid_days` after its day; the test comes
    again after `every_days`, first `early_days` before what waits for it could open. `readings`
    are averaged, or the best one counts (`takes_best`). `errors` is, per track, the change that
    measurement alone can make, and `side_difference` the smallest difference between the sides that
    means anything; `error_percent` is both, of the greater result. None of them is given where
    nobody measured it. `from_age` is in years; a result with pain up to `most_nprs` counts, which
    is else the pack's clean pain.
    """

    id: str
    measure: Measure
    instrument: Instrument
    load_class: str
    from_stage: Mapping[str, int]
    figure: Figure
    warm_up_minutes: int
    rest_s: int
    valid_days: int
    sources: tuple[str, ...]
    grade: Grade
    every_days: int = 0
    early_days: int = 0
    readings: int = 1
    longest_s: int | None = None
    largest_deg: int | None = None
    largest_kg: int | None = None
    takes_best: bool = False
    two_legs: bool = False
    from_age: int | None = None
    most_nprs: Nprs | None = None
    error_percent: int | None = None
    side_difference: float | None = None
    exercise: str | None = None
    normal_walking_tracks: tuple[str, ...] = ()
    higher_is_better: bool = True
    asks_comfort: bool = False
    equipment: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    excluded_goals: tuple[str, ...] = ()
    requires_tracks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: Mapping[str, float] = field(default_factory=dict)
    bands: tuple[ReferenceBand, ...] = ()
    norms: tuple[AgeNorm, ...] = ()
    sequences: tuple[PoseSequence, ...] = ()
