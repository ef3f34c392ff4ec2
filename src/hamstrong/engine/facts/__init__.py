"""The facts that a diary holds: past-tense events with stable names and schema versions.

A fact says what happened, never what follows from it. None means "not answered". Days are
proleptic Gregorian ordinals (`datetime.date.toordinal`), pain is NPRS 0-10, `limb` and `side`
are `left` or `right` (`side` may be `both`). Decoding refuses what it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from hamstrong.engine.facts.bounds import (
    LIMBS,
    NAMES,
    OWNED,
    WEEKDAYS,
    Answer,
    AnyLimb,
    BandClass,
    Change,
    ClientId,
    Count,
    Day,
    EasyRunMinutes,
    ExerciseId,
    FactName,
    FlagId,
    FormNumber,
    GoalId,
    KitId,
    Label,
    Limb,
    Nprs,
    OptionId,
    OwnedKg,
    QuestionId,
    SchemaVersion,
    ScreenId,
    SessionMinutes,
    SetsAllowed,
    SittingMinutes,
    StageNumber,
    SymptomId,
    TrackId,
    TraitId,
    Weekday,
    Who,
)
from hamstrong.engine.facts.homes import DiaryArrived, DiaryMoved
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
    LoadReported,
    PainReported,
    PlanIssued,
    PlannedItem,
    RunInterval,
    RunLogged,
    RunTimed,
    SessionFinished,
    SessionRequested,
    SessionStarted,
    SetLogged,
    SportLogged,
    StepBackChosen,
    Stopped,
    WalkLogged,
)
from hamstrong.protocol.model import FormName

__all__ = [
    "FACT_TYPES",
    "SCHEMAS",
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
    "DiaryArrived",
    "DiaryMoved",
    "Enrolled",
    "Fact",
    "FactCorrected",
    "FactSchema",
    "FlagAnswered",
    "FormAnswered",
    "HowIsItAnswered",
    "LimbEnrolled",
    "LoadReported",
    "LoadsOwned",
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
    "RunTimed",
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
    "name_of",
]


class LimbEnrolled(NamedTuple):
    """One limb of an enrolment. `easy_run_minutes` is the mean length of the runs of the last two
    weeks; 0 or None for whoever did not run."""

    limb: Limb
    track: TrackId
    injury_day: Day | None = None
    limp: bool = False
    sitting_bone: bool = False
    worst_nprs: Nprs | None = None
    strictest: bool = False
    easy_run_minutes: EasyRunMinutes | None = None


class Enrolled(NamedTuple):
    """A person enrolled: an episode begins for each limb. Replaces running episodes."""

    limbs: Annotated[tuple[LimbEnrolled, ...], LIMBS]
    goal: GoalId
    training_days: Annotated[tuple[Weekday, ...], WEEKDAYS]
    minutes: SessionMinutes
    kit: Annotated[tuple[KitId, ...], NAMES] = ()
    traits: Annotated[tuple[TraitId, ...], NAMES] = ()
    options: Annotated[tuple[OptionId, ...], NAMES] = ()
    ask_clinician: bool = False


class SettingsChanged(NamedTuple):
    """Settings after enrolment; None leaves a setting as it is."""

    goal: GoalId | None = None
    training_days: Annotated[tuple[Weekday, ...], WEEKDAYS] | None = None
    minutes: SessionMinutes | None = None
    kit: Annotated[tuple[KitId, ...], NAMES] | None = None
    traits: Annotated[tuple[TraitId, ...], NAMES] | None = None
    options: Annotated[tuple[OptionId, ...], NAMES] | None = None
    ask_clinician: bool | None = None


class LoadsOwned(NamedTuple):
    """The weights that the person owns, by kit, and the classes of bands; none is an answer."""

    weights: Annotated[tuple[tuple[KitId, OwnedKg], ...], OWNED] = ()
    bands: Annotated[tuple[BandClass, ...], OWNED] = ()


class FormAnswered(NamedTuple):
    """A form answered: ticked symptoms, lists confirmed as none of these, and other answers."""

    form: FormName
    symptoms: Annotated[tuple[SymptomId, ...], NAMES] = ()
    none_of_these: Annotated[tuple[ScreenId, ...], NAMES] = ()
    values: Annotated[tuple[tuple[ScreenId, Answer | FormNumber], ...], NAMES] = ()
    withdraws: bool = False


class BaselineAnswered(NamedTuple):
    limb: Limb
    nprs: Nprs


class MorningAnswered(NamedTuple):
    limb: Limb
    nprs: Nprs | None = None
    new_limp: bool | None = None
    same_soreness: bool | None = None


class PainNowAnswered(NamedTuple):
    """Pain just before a session."""

    limb: Limb
    nprs: Nprs | None = None
    new_limp: bool | None = None


class HowIsItAnswered(NamedTuple):
    """The optional one-tap answer on other mornings; only the rising rule reads it."""

    limb: Limb
    nprs: Nprs


class WalkingAnswered(NamedTuple):
    limb: Limb
    normal: bool


class QuestionAnswered(NamedTuple):
    """A plain question of a criterion; `left` and `right` for counts of each side."""

    question: QuestionId
    limb: Limb
    value: Answer | None = None
    left: Count | None = None
    right: Count | None = None


class OutcomeAnswered(NamedTuple):
    """Weekly outcome: own global change, worst pain of the week, whether nothing is limited, and
    with a sore tendon how many minutes one can sit before it hurts."""

    limb: Limb
    change: Change | None = None
    worst_nprs: Nprs | None = None
    no_limits: bool | None = None
    can_sit_min: SittingMinutes | None = None


class ClearanceRecorded(NamedTuple):
    """Leave to go on, recorded by the person: who gave it, when, for which flags, how far."""

    flags: Annotated[tuple[FlagId, ...], NAMES]
    who: Who
    dated: Day
    expires: Day
    max_stage: StageNumber
    limb: AnyLimb = ""
    track: TrackId | None = None
    told_safe: bool = False


class FlagAnswered(NamedTuple):
    """A flag's question asked again when its clearance ran out."""

    flag: FlagId
    limb: AnyLimb
    present: bool


class ApprovalRecorded(NamedTuple):
    """A clinician's approval of one move up, recorded by the person."""

    limb: Limb
    stage: StageNumber
    who: Who
    dated: Day


class CapRecorded(NamedTuple):
    """A clinician's cap, recorded by the person; it only lowers. None lifts the stage cap."""

    who: Who
    dated: Day
    max_stage: StageNumber | None = None
    excluded: Annotated[tuple[ExerciseId, ...], NAMES] = ()
    max_sets: SetsAllowed | None = None


class ZoneChanged(NamedTuple):
    zone: Label


class ProtocolAdopted(NamedTuple):
    pack: Label
    version: Label
    logic_hash: Label
    text_hash: Label


class ConsentGiven(NamedTuple):
    """The person read what this is for and that it is unreviewed, in these words, and agreed."""

    language: Label
    text_hash: Label


class FactCorrected(NamedTuple):
    """Another answer for an earlier fact, which stays in the diary."""

    corrects: ClientId
    name: FactName
    version: SchemaVersion
    payload: Mapping[str, Any]


Fact = (
    Enrolled | SettingsChanged | FormAnswered | BaselineAnswered | MorningAnswered
    | PainNowAnswered | HowIsItAnswered | WalkingAnswered | QuestionAnswered | OutcomeAnswered
    | LoadsOwned | LoadReported | RunTimed
    | PlanIssued | SessionStarted | SetLogged | RunLogged | PainReported | Stopped | SessionFinished
    | WalkLogged | SportLogged | TestLogged | ActivityNamed | ActivitiesRated | ReturnedToSport
    | WatchAnswered | SittingLogged | AppointmentMade | AppointmentMoved | AppointmentCancelled
    | SessionRequested | StepBackChosen | ClearanceRecorded
    | FlagAnswered | ApprovalRecorded | CapRecorded | ZoneChanged | ProtocolAdopted
    | ConsentGiven | FactCorrected | DiaryMoved | DiaryArrived
)  # fmt: skip


class FactSchema(NamedTuple):
    """Under what name and version a kind of fact is stored.

    The name is written into every diary: it outlives the class and never changes. The version
    rises by one when the fields change, together with an upcaster from the version before.
    """

    name: str
    version: int
    kind: type[Any]


SCHEMAS: tuple[FactSchema, ...] = (
    FactSchema("Enrolled", 1, Enrolled),
    FactSchema("SettingsChanged", 1, SettingsChanged),
    FactSchema("FormAnswered", 1, FormAnswered),
    FactSchema("BaselineAnswered", 1, BaselineAnswered),
    FactSchema("MorningAnswered", 1, MorningAnswered),
    FactSchema("PainNowAnswered", 1, PainNowAnswered),
    FactSchema("HowIsItAnswered", 1, HowIsItAnswered),
    FactSchema("WalkingAnswered", 1, WalkingAnswered),
    FactSchema("QuestionAnswered", 1, QuestionAnswered),
    FactSchema("OutcomeAnswered", 2, OutcomeAnswered),
    FactSchema("PlanIssued", 4, PlanIssued),
    FactSchema("SessionStarted", 1, SessionStarted),
    FactSchema("SetLogged", 1, SetLogged),
    FactSchema("RunLogged", 2, RunLogged),
    FactSchema("PainReported", 1, PainReported),
    FactSchema("LoadReported", 1, LoadReported),
    FactSchema("LoadsOwned", 1, LoadsOwned),
    FactSchema("RunTimed", 2, RunTimed),
    FactSchema("Stopped", 1, Stopped),
    FactSchema("SessionFinished", 1, SessionFinished),
    FactSchema("WalkLogged", 1, WalkLogged),
    FactSchema("SportLogged", 1, SportLogged),
    FactSchema("TestLogged", 1, TestLogged),
    FactSchema("ActivityNamed", 1, ActivityNamed),
    FactSchema("ActivitiesRated", 1, ActivitiesRated),
    FactSchema("ReturnedToSport", 1, ReturnedToSport),
    FactSchema("WatchAnswered", 1, WatchAnswered),
    FactSchema("SittingLogged", 1, SittingLogged),
    FactSchema("AppointmentMade", 1, AppointmentMade),
    FactSchema("AppointmentMoved", 1, AppointmentMoved),
    FactSchema("AppointmentCancelled", 1, AppointmentCancelled),
    FactSchema("SessionRequested", 1, SessionRequested),
    FactSchema("StepBackChosen", 1, StepBackChosen),
    FactSchema("ClearanceRecorded", 1, ClearanceRecorded),
    FactSchema("FlagAnswered", 1, FlagAnswered),
    FactSchema("ApprovalRecorded", 1, ApprovalRecorded),
    FactSchema("CapRecorded", 1, CapRecorded),
    FactSchema("ZoneChanged", 1, ZoneChanged),
    FactSchema("ProtocolAdopted", 1, ProtocolAdopted),
    FactSchema("ConsentGiven", 1, ConsentGiven),
    FactSchema("FactCorrected", 1, FactCorrected),
    FactSchema("DiaryMoved", 1, DiaryMoved),
    FactSchema("DiaryArrived", 1, DiaryArrived),
)
FACT_TYPES: tuple[type[Any], ...] = tuple(schema.kind for schema in SCHEMAS)
VERSIONS: Mapping[str, int] = {schema.name: schema.version for schema in SCHEMAS}
_NAMES: Mapping[type[Any], str] = {schema.kind: schema.name for schema in SCHEMAS}


def name_of(kind: type[Any]) -> str:
    """The name under which facts of a kind are stored."""
    return _NAMES[kind]
