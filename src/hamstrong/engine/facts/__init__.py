"""The facts that a diary holds: past-tense events with stable names and schema versions.

A fact says what happened, never what follows from it. None means "not answered". Days are
proleptic Gregorian ordinals (`datetime.date.toordinal`), pain is NPRS 0-10, `limb` and `side`
are `left` or `right` (`side` may be `both`). Decoding refuses what it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from hamstrong.engine.facts.way_back import (
    ActivitiesRated,
    ActivityNamed,
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    ReturnedToSport,
    SittingLogged,
    TestLogged,
    WatchAnswered,
)
from hamstrong.engine.facts.work import (
    PainReported,
    PlanIssued,
    PlannedItem,
    RunInterval,
    RunLogged,
    SessionFinished,
    SessionRequested,
    SessionStarted,
    SetLogged,
    SportLogged,
    StepBackChosen,
    Stopped,
    WalkLogged,
)

__all__ = [
    "FACT_TYPES",
    "VERSIONS",
    "ActivitiesRated",
    "ActivityNamed",
    "AppointmentCancelled",
    "AppointmentMade",
    "AppointmentMoved",
    "ApprovalRecorded",
    "BaselineAnswered",
    "CapRecorded",
    "ClearanceRecorded",
    "ConsentGiven",
    "Enrolled",
    "Fact",
    "FactCorrected",
    "FlagAnswered",
    "FormAnswered",
    "HowIsItAnswered",
    "LimbEnrolled",
    "MorningAnswered",
    "OutcomeAnswered",
    "PainNowAnswered",
    "PainReported",
    "PlanIssued",
    "PlannedItem",
    "ProtocolAdopted",
    "QuestionAnswered",
    "ReturnedToSport",
    "RunInterval",
    "RunLogged",
    "SessionFinished",
    "SessionRequested",
    "SessionStarted",
    "SetLogged",
    "SettingsChanged",
    "SittingLogged",
    "SportLogged",
    "StepBackChosen",
    "Stopped",
    "TestLogged",
    "WalkLogged",
    "WalkingAnswered",
    "WatchAnswered",
    "ZoneChanged",
]


class LimbEnrolled(NamedTuple):
    """One limb of an enrolment. `easy_run_minutes` is the mean length of the runs of the last two
    weeks; 0 or None for whoever did not run."""

    limb: str
    track: str
    injury_day: int | None = None
    limp: bool = False
    sitting_bone: bool = False
    worst_nprs: int | None = None
    strictest: bool = False
    easy_run_minutes: int | None = None


class Enrolled(NamedTuple):
    """A person enrolled: an episode begins for each limb. Replaces running episodes."""

    limbs: tuple[LimbEnrolled, ...]
    goal: str
    training_days: tuple[int, ...]
    minutes: int
    kit: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    ask_clinician: bool = False


class SettingsChanged(NamedTuple):
    """Settings after enrolment; None leaves a setting as it is."""

    goal: str | None = None
    training_days: tuple[int, ...] | None = None
    minutes: int | None = None
    kit: tuple[str, ...] | None = None
    traits: tuple[str, ...] | None = None
    options: tuple[str, ...] | None = None
    ask_clinician: bool | None = None


class FormAnswered(NamedTuple):
    """A form answered: ticked symptoms, lists confirmed as none of these, and other answers."""

    form: Literal["long", "short", "weekly"]
    symptoms: tuple[str, ...] = ()
    none_of_these: tuple[str, ...] = ()
    values: tuple[tuple[str, str | int], ...] = ()
    withdraws: bool = False


class BaselineAnswered(NamedTuple):
    limb: str
    nprs: int


class MorningAnswered(NamedTuple):
    limb: str
    nprs: int | None = None
    new_limp: bool | None = None
    same_soreness: bool | None = None


class PainNowAnswered(NamedTuple):
    """Pain just before a session."""

    limb: str
    nprs: int | None = None
    new_limp: bool | None = None


class HowIsItAnswered(NamedTuple):
    """The optional one-tap answer on other mornings; only the rising rule reads it."""

    limb: str
    nprs: int


class WalkingAnswered(NamedTuple):
    limb: str
    normal: bool


class QuestionAnswered(NamedTuple):
    """A plain question of a criterion; `left` and `right` for counts of each side."""

    question: str
    limb: str
    value: str | None = None
    left: int | None = None
    right: int | None = None


class OutcomeAnswered(NamedTuple):
    """Weekly outcome: own global change, worst pain of the week, whether nothing is limited."""

    limb: str
    change: str | None = None
    worst_nprs: int | None = None
    no_limits: bool | None = None


class ClearanceRecorded(NamedTuple):
    """Leave to go on, recorded by the person: who gave it, when, for which flags, how far."""

    flags: tuple[str, ...]
    who: str
    dated: int
    expires: int
    max_stage: int
    limb: str = ""
    track: str | None = None
    told_safe: bool = False


class FlagAnswered(NamedTuple):
    """A flag's question asked again when its clearance ran out."""

    flag: str
    limb: str
    present: bool


class ApprovalRecorded(NamedTuple):
    """A clinician's approval of one move up, recorded by the person."""

    limb: str
    stage: int
    who: str
    dated: int


class CapRecorded(NamedTuple):
    """A clinician's cap, recorded by the person; it only lowers. None lifts the stage cap."""

    who: str
    dated: int
    max_stage: int | None = None
    excluded: tuple[str, ...] = ()
    max_sets: int | None = None


class ZoneChanged(NamedTuple):
    zone: str


class ProtocolAdopted(NamedTuple):
    pack: str
    version: str
    logic_hash: str
    text_hash: str


class ConsentGiven(NamedTuple):
    """The person read what this is for and that it is unreviewed, in these words, and agreed."""

    language: str
    text_hash: str


class FactCorrected(NamedTuple):
    """Another answer for an earlier fact, which stays in the diary."""

    corrects: str
    name: str
    version: int
    payload: Mapping[str, Any]


Fact = (
    Enrolled | SettingsChanged | FormAnswered | BaselineAnswered | MorningAnswered
    | PainNowAnswered | HowIsItAnswered | WalkingAnswered | QuestionAnswered | OutcomeAnswered
    | PlanIssued | SessionStarted | SetLogged | RunLogged | PainReported | Stopped | SessionFinished
    | WalkLogged | SportLogged | TestLogged | ActivityNamed | ActivitiesRated | ReturnedToSport
    | WatchAnswered | SittingLogged | AppointmentMade | AppointmentMoved | AppointmentCancelled
    | SessionRequested | StepBackChosen | ClearanceRecorded
    | FlagAnswered | ApprovalRecorded | CapRecorded | ZoneChanged | ProtocolAdopted
    | ConsentGiven | FactCorrected
)  # fmt: skip

FACT_TYPES: tuple[type[Any], ...] = (
    Enrolled, SettingsChanged, FormAnswered, BaselineAnswered, MorningAnswered, PainNowAnswered,
    HowIsItAnswered, WalkingAnswered, QuestionAnswered, OutcomeAnswered, PlanIssued,
    SessionStarted, SetLogged, RunLogged, PainReported, Stopped, SessionFinished, WalkLogged,
    SportLogged, TestLogged, ActivityNamed, ActivitiesRated, ReturnedToSport, WatchAnswered,
    SittingLogged, AppointmentMade, AppointmentMoved, AppointmentCancelled, SessionRequested,
    StepBackChosen, ClearanceRecorded, FlagAnswered, ApprovalRecorded, CapRecorded, ZoneChanged,
    ProtocolAdopted, ConsentGiven, FactCorrected,
)  # fmt: skip

VERSIONS: Mapping[str, int] = {kind.__name__: 1 for kind in FACT_TYPES}
