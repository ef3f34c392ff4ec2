"""Model of a protocol pack: the types that the loader fills and everything else reads.

Holds shapes only, no clinical number and no behaviour beyond look-ups. Units: days are whole
calendar days, `_s` seconds, `_deg` degrees (hip and knee flexion positive, 0 = upright
straight), pain is the 0-10 numeric rating scale (NPRS).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hamstrong.protocol.criteria import Criterion
from hamstrong.protocol.exercises import (
    Dosage,
    Exercise,
    KeyPose,
    LoadClass,
    Pace,
    Phase,
    PoseSequence,
    Rung,
    Tempo,
    View,
)
from hamstrong.protocol.knowledge import Advice, Card, Fact, Grade, Publication
from hamstrong.protocol.numbers import (
    CalendarRules,
    DiaryRules,
    FlareRules,
    GapBand,
    GapRules,
    LoadRules,
    MorningRules,
    ReferralRules,
    Rules,
    RunningRules,
    StretchRules,
    WalkingRules,
)
from hamstrong.protocol.programme import CompressionLimit, Gate, Goal, Key, Stage, Track
from hamstrong.protocol.triage import (
    Condition,
    Flag,
    FormName,
    Screen,
    Symptom,
    TrackRule,
    Triage,
    Urgency,
)

if TYPE_CHECKING:
    from hamstrong.protocol.adoption import Adoption
    from hamstrong.protocol.courses import Courses
    from hamstrong.protocol.self_tests import SelfTest
    from hamstrong.protocol.way_back import WayBack

__all__ = [
    "Advice",
    "CalendarRules",
    "Card",
    "CompressionLimit",
    "Condition",
    "DiaryRules",
    "Dosage",
    "Exercise",
    "Fact",
    "Flag",
    "FlareRules",
    "FormName",
    "GapBand",
    "GapRules",
    "Gate",
    "Goal",
    "Grade",
    "Key",
    "KeyPose",
    "Kit",
    "LoadClass",
    "LoadRules",
    "MorningRules",
    "Muscle",
    "Pace",
    "Pack",
    "Phase",
    "PlainQuestion",
    "PoseSequence",
    "Provenance",
    "Publication",
    "ReferralRules",
    "Rules",
    "Rung",
    "RunningRules",
    "Screen",
    "Stage",
    "StopReason",
    "StretchRules",
    "Symptom",
    "Tempo",
    "Track",
    "TrackRule",
    "Triage",
    "Urgency",
    "View",
    "WalkingRules",
]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a rule or number comes from: evidence ids (`E…`, `C…`), article rows or `expert`."""

    rule: str
    value: object
    sources: tuple[str, ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class Kit:
    """Something a person may own; `equal` names what serves equally, `measured` says whether it
    comes in kilograms or in classes of bands."""

    id: str
    equal: tuple[str, ...] = ()
    measured: Literal["kg", "band"] | None = None


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """A plain question asked for a criterion; `kind` says what an answer looks like."""

    id: str
    kind: Literal["yes_no", "count"]
    tracks: tuple[str, ...] = ()


StopEffect = Literal[
    "flag", "symptom_lists", "end_session_pain", "end_run", "cramp", "swap", "end_session"
]


@dataclass(frozen=True, slots=True)
class StopReason:
    """Why a person stops and what that does; `flag` names the flag it raises. What ends a run is
    offered in runs alone."""

    id: str
    does: StopEffect
    sources: tuple[str, ...]
    grade: Grade
    flag: str | None = None


Muscle = Literal["hamstrings"]


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole protocol. Build it with `loader.load_pack`, which refuses a pack with a fault.

    An `example` is for authors, not for patients, and every interface says so. `muscle` is the one
    that the body model measures for this pack; without it no page speaks of its length.
    """

    id: str
    version: str
    reviewed_by: str | None
    strictest_track: str
    languages: tuple[str, ...]
    minutes_offered: tuple[int, ...]
    traits: tuple[str, ...]
    kits: Mapping[str, Kit]
    kit_presets: Mapping[str, tuple[str, ...]]
    actions: tuple[str, ...]
    load_classes: Mapping[str, LoadClass]
    exercises: Mapping[str, Exercise]
    stages: Mapping[int, Stage]
    tracks: Mapping[str, Track]
    goals: Mapping[str, Goal]
    paths: Mapping[str, Mapping[str, tuple[int, ...]]]
    criteria: Mapping[str, Criterion]
    gates: Mapping[str, Gate]
    keys: Mapping[str, Key]
    questions: Mapping[str, PlainQuestion]
    stop_reasons: Mapping[str, StopReason]
    rules: Rules
    triage: Triage
    advice: Mapping[str, Advice]
    cards: Mapping[str, Card]
    facts: Mapping[str, Fact]
    works: Mapping[str, Publication]
    tests: Mapping[str, SelfTest]
    way_back: WayBack
    courses: Courses
    adoption: Adoption
    provenance: Mapping[str, Provenance]
    logic_hash: str
    text_hash: str
    example: bool = False
    muscle: Muscle | None = None
