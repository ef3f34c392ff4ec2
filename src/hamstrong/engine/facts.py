"""The facts that a diary holds: past-tense events with stable names and schema versions.

A fact says what happened, never what follows from it. None means "not answered". Days are
proleptic Gregorian ordinals (`datetime.date.toordinal`), pain is NPRS 0-10, `limb` and `side`
are `left` or `right` (`side` may be `both`). Decoding refuses what it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from hamstrong.protocol.model import Pace


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


class PlannedItem(NamedTuple):
    """One line of a plan as it was shown."""

    exercise: str
    side: str
    rung: str
    sets: int
    ask: str
    repetitions: int | None = None
    holds: int | None = None
    hold_s: int | None = None
    load_kg: float | None = None
    bouts: int = 1
    half: bool = False
    run_s: int | None = None
    walk_s: int = 0
    pace: Pace = "run"
    effort_percent: int | None = None


class PlanIssued(NamedTuple):
    """A plan that was acted on, with what it was made from."""

    plan_id: str
    made_at_seq: int
    logic_hash: str
    engine_hash: str
    items: tuple[PlannedItem, ...]
    decision: str = ""


class SessionStarted(NamedTuple):
    plan_id: str


class SetLogged(NamedTuple):
    """One set. `half_range` means the person could not do the full range."""

    exercise: str
    side: str
    rung: str
    plan_id: str | None = None
    repetitions: int | None = None
    holds: int | None = None
    hold_s: int | None = None
    load_kg: float | None = None
    nprs: int | None = None
    sharp: bool = False
    half_range: bool = False
    elsewhere: bool = False


class RunInterval(NamedTuple):
    """One stretch of a run as it was really done."""

    kind: Literal["walk", "run", "sprint"]
    seconds: int
    metres: int | None = None


class RunLogged(NamedTuple):
    """A run as it was really done, in a plan or outside of one.

    `effort` is how hard it felt, 0-10; `percent` the fastest part as percent of one's own full
    speed, by one's own estimate; `nprs` the worst pain; `level` whether the ground was level.
    """

    exercise: str
    intervals: tuple[RunInterval, ...]
    rung: str | None = None
    plan_id: str | None = None
    effort: int | None = None
    percent: int | None = None
    nprs: int | None = None
    sharp: bool = False
    elsewhere: bool = False
    level: bool | None = None
    source: Literal["player", "entered", "gpx", "fit"] = "entered"


class PainReported(NamedTuple):
    """Pain of an exercise that is asked once, or pain of a set answered or mended later."""

    exercise: str
    side: str
    nprs: int
    sharp: bool = False
    elsewhere: bool = False


class Stopped(NamedTuple):
    """A stop; without an exercise it ends the session. No reason counts as pain (RULES 3)."""

    reason: str | None = None
    exercise: str | None = None
    side: str | None = None


class SessionFinished(NamedTuple):
    plan_id: str


class WalkLogged(NamedTuple):
    minutes: int
    brisk: bool = True
    stairs: bool = False
    nprs: int | None = None
    step_ups: int | None = None


class SportLogged(NamedTuple):
    """Sport outside the programme."""

    hamstrings_loaded: bool = True


class SessionRequested(NamedTuple):
    """The person moves a training day to `day`, away from `instead_of`; the rules still decide."""

    day: int
    instead_of: int | None = None


class TestLogged(NamedTuple):
    """One self-test of one side. `values` are its readings in the test's unit (repetitions,
    seconds or degrees; several are averaged); `stopped` means that a stop rule ended it."""

    test: str
    side: str
    values: tuple[float, ...] = ()
    nprs: int | None = None
    comfortable: bool | None = None
    sharp: bool = False
    elsewhere: bool = False
    stopped: bool = False


setattr(TestLogged, "__test__", False)  # noqa: B010  no case for pytest, whatever its name


class ActivityNamed(NamedTuple):
    """An activity of the patient-specific functional scale, in the person's own words. The same
    `activity` again gives it other words and begins its scores anew; empty words take it away."""

    limb: str
    activity: str
    words: str


class ActivitiesRated(NamedTuple):
    """How well each named activity goes: 0 cannot do it, 10 as well as before."""

    limb: str
    scores: tuple[tuple[str, int], ...]


class ReturnedToSport(NamedTuple):
    """The person went back to full training or a match on this day, by whoever's leave."""

    limb: str


class WatchAnswered(NamedTuple):
    """The weekly questions of the watch after the return to sport; each sign is yes
    (it is there) or no; one that is not among them was not answered."""

    limb: str
    signs: tuple[tuple[str, bool], ...] = ()


class SittingLogged(NamedTuple):
    """Minutes of sitting, added to those of the same day."""

    minutes: int


class AppointmentMade(NamedTuple):
    """An appointment: its day, its minute of that day (0 to 1439), with whom, what to ask."""

    appointment: str
    on_day: int
    minute: int
    who: str
    questions: tuple[str, ...] = ()


class AppointmentMoved(NamedTuple):
    """An appointment has another day and time."""

    appointment: str
    on_day: int
    minute: int


class AppointmentCancelled(NamedTuple):
    appointment: str


class StepBackChosen(NamedTuple):
    """Back is always free; without an exercise one stage."""

    limb: str
    exercise: str | None = None


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
