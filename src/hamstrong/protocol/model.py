"""What a protocol pack is: the typed model that the loader fills and everything else reads.

Holds shapes only, no clinical number and no behaviour beyond look-ups. Units: days are whole
calendar days, `_s` seconds, `_deg` degrees (hip and knee flexion positive, 0 = upright
straight), pain is the 0-10 numeric rating scale (NPRS).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from hamstrong.protocol.self_tests import SelfTest
    from hamstrong.protocol.way_back import WayBack

Urgency = Literal["emergency", "same_day", "professional_first", "hold"]
LegUse = Literal["single", "both"]
PainAsk = Literal["each_set", "first_then_once", "once"]
Variable = Literal[
    "start", "repetitions", "sets", "hold", "load", "range", "lever", "support", "stability",
    "tempo", "effort", "frequency", "legs", "intervals",
]  # fmt: skip
Contraction = Literal["isometric", "concentric", "eccentric", "mixed", "stretch", "balance"]
View = Literal["side", "front", "back"]
Phase = Literal["start", "lift", "pause", "lower", "hold", "end"]
Pace = Literal["run", "sprint"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a rule or number comes from: evidence ids (`E…`, `C…`), article rows or `expert`."""

    rule: str
    value: object
    sources: tuple[str, ...]
    confirmed: bool


# --- exercises ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of each phase of one repetition; a hold exercise uses `Dosage.hold_s` instead."""

    lift_s: float
    pause_s: float
    lower_s: float


@dataclass(frozen=True, slots=True)
class Dosage:
    """One bout: `sets` of `repetitions` (with `tempo`), of `hold_s`-second holds, or of runs.

    `holds` is the number of holds in a set (10 x 5 s is holds=10, hold_s=5, sets=1).
    `bouts` is how many times on a day the same dose is offered. A run goes in `sets` intervals of
    `run_s` seconds at a `pace`, each after `walk_s` seconds of walking; its `tempo` is one stride,
    for the figure alone.
    """

    sets: int
    rest_s: int
    repetitions: int | None = None
    holds: int | None = None
    hold_s: int | None = None
    tempo: Tempo | None = None
    bouts: int = 1
    run_s: int | None = None
    walk_s: int = 0
    pace: Pace = "run"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of an exercise's ladder; `changes` names the one variable that differs.

    `effort_percent` is how hard to press or to run, as percent of one's strongest press or, by
    one's own estimate, of one's fastest run.
    `requires_tracks` names keys that this rung and those above need, per track; `from_stage` is
    the first stage that has it.
    """

    id: str
    changes: Variable
    dosage: Dosage
    sources: tuple[str, ...]
    confirmed: bool
    pose: str = "default"
    load_kg: float | None = None
    equipment: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    optional: bool = False
    clean_sessions: int | None = None
    min_days: int = 0
    max_per_week: int | None = None
    effort_percent: int | None = None
    requires_tracks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    from_stage: int | None = None


@dataclass(frozen=True, slots=True)
class KeyPose:
    """One drawn moment. Angles in degrees; `other_*` is the leg that does not work.

    `trunk_deg` is the trunk's inclination: 0 upright, 90 prone or bent level, -90 supine.
    For two-leg exercises leave `other_*` out: both legs share the angles. `contacts` replaces
    those of the sequence while this pose is held; `rise_m` lifts the planted feet off (a jump).
    Two angles belong to mistakes only: `spine_deg` rounds the back (below 0 hollows it), and
    `knee_in_deg` lets the knees fall inward, which a front view shows.
    """

    phase: Phase
    loaded: bool
    trunk_deg: float
    hip_deg: float
    knee_deg: float
    ankle_deg: float = 0.0
    other_hip_deg: float | None = None
    other_knee_deg: float | None = None
    other_ankle_deg: float | None = None
    shoulder_deg: float = 0.0
    elbow_deg: float = 0.0
    neck_deg: float = 0.0
    pelvis_drop_deg: float = 0.0
    spine_deg: float = 0.0
    knee_in_deg: float = 0.0
    contacts: tuple[str, ...] | None = None
    rise_m: float = 0.0


@dataclass(frozen=True, slots=True)
class PoseSequence:
    """Named key poses of an exercise with what touches the world and what stands around.

    A contact is a part of the body, with `@` and the prop that it touches where the part and the
    props do not say it: `feet`, `other_foot`, `heels@ball`, `hands`, `back`, `shoulders`, `front`,
    `seat`. `sizes` gives a prop's height and `places` how far in front it stands, both in metres,
    where the usual ones do not fit. `push` names joints that press without moving and the heading
    of that effort (0 forward, 90 up). A sequence whose id begins with `fault_` shows a mistake in
    its last pose; `instead_of` is the sequence that it spoils, the first rung's if nothing is said.
    """

    id: str
    view: View
    contacts: tuple[str, ...]
    props: tuple[str, ...]
    poses: tuple[KeyPose, ...]
    sizes: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, float] = field(default_factory=dict)
    push: Mapping[str, float] = field(default_factory=dict)
    instead_of: str | None = None

    @property
    def is_fault(self) -> bool:
        """Whether it shows a mistake."""
        return self.id.startswith("fault_")


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise as data. `stages` gives the earliest stage per track; an absent track = never.

    `only_stages` narrows to listed stages (isometrics that end with a gate); empty = open-ended.
    `requires` names keys (see `Key`) that must be met; `excluded_by` names traits of the person
    that rule it out; `equal_kit` lists kits any one of which serves equally; an item of
    `equipment` is always needed. `limit_hip_deg` per track and stage lives in `Track`.
    `days_apart` is how many days lie at least between two sessions of it; `easy_entry` names the
    rung where someone begins whose easy running went on before.
    `options` names wishes of a goal, one of which the person must have chosen; empty = for
    everybody.
    """

    id: str
    load_class: str
    contraction: Contraction
    legs: LegUse
    position: Literal["supine", "prone", "standing", "sitting", "kneeling"]
    ask: PainAsk
    stages: Mapping[str, int]
    ladder: tuple[Rung, ...]
    sequences: tuple[PoseSequence, ...]
    sources: tuple[str, ...]
    equipment: tuple[str, ...] = ()
    equal_kit: tuple[tuple[str, ...], ...] = ()
    excluded_by: tuple[str, ...] = ()
    excluded_goals: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    requires_tracks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    last_stage: Mapping[str, int] = field(default_factory=dict)
    optional_goals: tuple[str, ...] = ()
    days_apart: int | None = None
    easy_entry: str | None = None
    nordic: bool = False
    power: bool = False
    adjunct: bool = False
    long_hold_hamstring_stretch: bool = False
    restart_after_days: int | None = None

    def rung_index(self, rung_id: str) -> int:
        """Position of a rung in this ladder.

        Raises:
            KeyError: when the ladder has no such rung.
        """
        for index, rung in enumerate(self.ladder):
            if rung.id == rung_id:
                return index
        raise KeyError(rung_id)


@dataclass(frozen=True, slots=True)
class LoadClass:
    """What kind of work an exercise is, and so which rules count it.

    `run` marks running: it comes first in a session, on top of the minutes, once a day.
    """

    id: str
    rank: int
    hard: bool
    strength: bool
    power: bool
    pain_zero_to_rise: bool
    isometric: bool
    run: bool = False


# --- criteria, gates, tracks -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Substitute:
    """Criterion that stands in when one of the person's traits rules the first one out."""

    when: tuple[str, ...]
    criterion: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One testable condition of a gate or key; a closed vocabulary without negation.

    kind                  uses
    rung_clean            exercise, rung (it or one above, clean as often as the ladder asks)
    repetitions           exercise, count, each_side, pain_max (one set, full range, morning
                          after passed)
    walks                 count, minutes, stairs, pain_max, same_day_sum (brisk walks; with
                          same_day_sum the walks of one day add up to `minutes`)
    step_ups              count (sets of step-ups a side, logged as an answer)
    answer                question, expected (a plain yes/no question, answered on its own day)
    test_comfort          test, each_side (a valid result that was comfortable)
    test_symmetry         test, percent (weaker side as percent of the stronger, both of one day);
                          both_limbs names what stands in where no side is uninjured
    test_count            test, count (this side's valid result)
    normal_walking        answered yes on its own day
    mornings_passed       count (the last answered mornings)
    days_in_stage         count
    clean_sessions        load_class, count (since the stage began)
    no_fail_in_stage      -
    key                   key
    """

    id: str
    kind: Literal[
        "rung_clean", "repetitions", "walks", "step_ups", "answer", "test_comfort",
        "test_symmetry", "test_count",
        "normal_walking", "mornings_passed", "days_in_stage", "clean_sessions",
        "no_fail_in_stage", "key",
    ]  # fmt: skip
    sources: tuple[str, ...]
    confirmed: bool
    exercise: str | None = None
    rung: str | None = None
    count: int | None = None
    each_side: bool = False
    minutes: int | None = None
    stairs: bool = False
    same_day_sum: bool = False
    pain_max: int | None = None
    percent: int | None = None
    question: str | None = None
    expected: str | None = None
    test: str | None = None
    both_limbs: str | None = None
    load_class: str | None = None
    key: str | None = None
    tracks: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    substitutes: tuple[Substitute, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """The way out of `source` (None = whichever stage is last before `target`) into `target`.

    `stall_days` is the least time, per goal, after which a gate that was not reached is a stall:
    where a long ladder stands before it, three times the minimum days would call it too early.
    """

    id: str
    target: int
    criteria: tuple[str, ...]
    min_days: Mapping[str, int]
    sources: tuple[str, ...]
    confirmed: bool
    source: int | None = None
    keys: tuple[str, ...] = ()
    stall_days: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Key:
    """A named set of criteria that opens exercises rather than a stage (the long-length key).

    A key with `goals` is there for these alone; `by_goal` gives other criteria for a goal.
    """

    id: str
    tracks: tuple[str, ...]
    from_stage: int
    criteria: tuple[str, ...]
    sources: tuple[str, ...]
    confirmed: bool
    goals: tuple[str, ...] = ()
    by_goal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def criteria_for(self, goal: str) -> tuple[str, ...]:
        """The criteria that open this key for a goal."""
        return self.by_goal.get(goal, self.criteria)


@dataclass(frozen=True, slots=True)
class CompressionLimit:
    """Largest hip flexion allowed while the hamstring is loaded, in the named stages."""

    stages: tuple[int, ...]
    isometric_hip_deg: float
    repetition_hip_deg: float


@dataclass(frozen=True, slots=True)
class Track:
    """A course by condition.

    `early_running` is what holds before the stages in which running is planned: `none` forbids
    it, `easy` lets easy running go on, `own` leaves it to the person.
    """

    id: str
    first_stage: int
    careful_stages: tuple[int, ...] = ()
    pain_zero_to_rise: bool = True
    sport_counts_as_hard: bool = True
    both_thighs_hold: bool = False
    starts_days_after_injury: int = 0
    baseline_on_injury_day: int | None = None
    walking_watch: bool = False
    no_change_weeks: int | None = None
    stall_min_days: int = 0
    compression: CompressionLimit | None = None
    isometrics_until_stage: int | None = None
    sitting_tips: bool = False
    early_running: Literal["none", "easy", "own"] = "none"


@dataclass(frozen=True, slots=True)
class Stage:
    """A criterion-based part of the programme: what may be chosen in it and how much."""

    number: int
    id: str
    max_exercises: int
    pools: Mapping[str, tuple[str, ...]]
    first_days: int = 0
    first_days_max_exercises: int | None = None
    max_minutes: int | None = None
    max_minutes_two_limbs: int | None = None
    warm_up_minutes: int = 0
    power_warm_up_minutes: int = 0
    max_training_days: int | None = None
    daily: bool = False
    sport_counts_as_hard: bool = True


@dataclass(frozen=True, slots=True)
class Goal:
    """What the person trains for; decides how far the path goes."""

    id: str
    options: tuple[str, ...] = ()


# --- rules: every field is a number with a provenance in the pack ----------------------------


@dataclass(frozen=True, slots=True)
class PainRules:
    clean_max: int
    careful_clean_max: int
    finish_at: int
    stop_exercise_at: int
    careful_stop_exercise_at: int
    end_session_at: int
    unanswered_end: int
    left_out_days: int
    cramps_end: int
    cramp_rest_s: int
    before_isometrics_only: int
    before_nothing: int


@dataclass(frozen=True, slots=True)
class MorningRules:
    pass_max: int
    above_baseline_max: int
    hold_at_baseline: int
    hold_low: int
    soreness_hold_min: int
    soreness_hold_max: int
    soreness_clear_max: int
    fails_back: int
    fails_held: int
    unanswered_block: int
    baseline_referral_min: int
    baseline_referral_day: int
    baseline_mornings: int
    baseline_gate_answers: int


@dataclass(frozen=True, slots=True)
class LadderRules:
    clean_sessions: int
    days_apart: int
    good_leg_lead: int
    performed_fraction: float
    reduced_sets_divisor: int = 2


@dataclass(frozen=True, slots=True)
class CalendarRules:
    max_hard_in_window: int
    max_power_in_window: int
    window_days: int
    min_hard_spacing_days: int
    max_nordics_in_window: int
    min_training_days: int
    max_training_days: int
    sport_blocks_days: int
    power_effort_percent: int
    exercises_beside_run: int


@dataclass(frozen=True, slots=True)
class GapBand:
    from_days: int
    rungs_down: int
    long_triage: bool
    stages_back: int
    restart: bool


@dataclass(frozen=True, slots=True)
class GapRules:
    bands: tuple[GapBand, ...]
    spacing_first_stage: int
    spacing_max: int


@dataclass(frozen=True, slots=True)
class FlareRules:
    path_days: int
    reach_within_days: int
    second_within_days: int


@dataclass(frozen=True, slots=True)
class StretchRules:
    min_stage: int
    passed_mornings: int
    over_days: int
    key_rungs_above: int
    lock_pain: int
    lock_fails: int
    lock_days: int


@dataclass(frozen=True, slots=True)
class ReferralRules:
    rising_by: int
    rising_times: int
    rising_min_answers: int
    consistent_percent: int
    nprs_change: int
    nprs_min_baseline: int
    activities_change: float
    quiet_median_max: int
    freeze_after_days: int
    stall_factor: int


@dataclass(frozen=True, slots=True)
class ClearanceRules:
    max_days: int
    warn_days: int
    fails_after: int


@dataclass(frozen=True, slots=True)
class RunningRules:
    """Easy running before it is planned: how hard, and which part of it a fail takes off."""

    easy_effort_max: int
    easy_fail_divisor: int


@dataclass(frozen=True, slots=True)
class WalkingRules:
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class DiaryRules:
    late_days: int
    weekly_form_days: int


@dataclass(frozen=True, slots=True)
class Rules:
    """All numbers of the programme; `Pack.provenance` gives each its sources."""

    pain: PainRules
    morning: MorningRules
    ladder: LadderRules
    calendar: CalendarRules
    gap: GapRules
    flare: FlareRules
    stretch: StretchRules
    referral: ReferralRules
    clearance: ClearanceRules
    walking: WalkingRules
    diary: DiaryRules
    running: RunningRules


# --- triage --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Symptom:
    """One tick in a list. `standing` marks a fact that does not come and go (pregnancy, clots)."""

    id: str
    standing: bool = False
    risk_factor: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of a form.

    kind `list` offers its symptoms and an explicit "none of these"; `choice` asks for exactly one
    of `options`; `nprs` for a 0-10 number; `days` for a number of days; `yes_no` for yes or no.
    `forms` says in which of long, short and weekly it stands; `when` names answers
    (`onset=sudden`) all of which must hold for the screen to be shown.
    """

    id: str
    kind: Literal["list", "choice", "nprs", "days", "yes_no"]
    forms: tuple[str, ...]
    symptoms: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A boolean of answers without negation: every `all`, and one of each group in `any`.

    Terms: a symptom id; `question=value` for a choice or yes/no; `question>=n`, `question<=n`
    for numbers. A term over an unanswered question is false for tracks and true for nothing.
    """

    all: tuple[str, ...] = ()
    any: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding that stops the programme until it is lifted by the means that it names."""

    id: str
    urgency: Urgency
    lifts: Literal["clearance", "walking_normal"]
    sources: tuple[str, ...]
    confirmed: bool
    when: tuple[Condition, ...] = ()
    advice: tuple[str, ...] = ()
    standing: bool = False
    closes_episode: bool = False


@dataclass(frozen=True, slots=True)
class TrackRule:
    """Sort into a track when the condition holds; the first that holds decides."""

    track: str
    when: Condition
    sources: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class TraitRule:
    """The person has the trait when one of the conditions holds; only narrows what is offered."""

    trait: str
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Triage:
    screens: tuple[Screen, ...]
    symptoms: tuple[Symptom, ...]
    flags: tuple[Flag, ...]
    tracks: tuple[TrackRule, ...]
    max_screens: int
    traits: tuple[TraitRule, ...] = ()


# --- words about the programme ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Advice:
    """A tip, comfort advice, early care or a stop rule; the words live in the language file."""

    id: str
    kind: Literal["tip", "comfort", "early_care", "stop_rule", "next_step"]
    sources: tuple[str, ...]
    confirmed: bool
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """An education card: facts with what could and could not be confirmed."""

    id: str
    facts: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    rows: tuple[str, ...]
    figure: str | None = None  # the exercise whose picture stands beside the words


@dataclass(frozen=True, slots=True)
class Fact:
    """One evidence fact. Status: V seen, V2 seen on a secondary page, R recalled, D derived."""

    id: str
    statement: str
    status: Literal["V", "V2", "R", "D", "default", "article", "expert"]
    works: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A bibliographic entry."""

    id: str
    title: str
    authors: str = ""
    year: str = ""
    doi: str = ""
    url: str = ""
    seen: Literal["primary", "secondary", "not_seen"] = "not_seen"


@dataclass(frozen=True, slots=True)
class Kit:
    """Something a person may own; `equal` names what serves equally."""

    id: str
    equal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A plain question asked for a criterion; `kind` says what an answer looks like."""

    id: str
    kind: Literal["yes_no", "count"]
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StopReason:
    """Why a person stops and what that does; `flag` names the flag it raises."""

    id: str
    does: Literal["flag", "long_triage", "end_session_pain", "cramp", "swap", "end_session"]
    sources: tuple[str, ...]
    confirmed: bool
    flag: str | None = None


Muscle = Literal["hamstrings"]


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole protocol. Build it with `loader.load_pack`, which refuses a pack with a fault.

    An `example` is for authors, not for patients, and every face says so. `muscle` is the one
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
    load_classes: Mapping[str, LoadClass]
    exercises: Mapping[str, Exercise]
    stages: Mapping[int, Stage]
    tracks: Mapping[str, Track]
    goals: Mapping[str, Goal]
    paths: Mapping[str, Mapping[str, tuple[int, ...]]]
    criteria: Mapping[str, Criterion]
    gates: Mapping[str, Gate]
    keys: Mapping[str, Key]
    questions: Mapping[str, Question]
    stop_reasons: Mapping[str, StopReason]
    rules: Rules
    triage: Triage
    advice: Mapping[str, Advice]
    cards: Mapping[str, Card]
    facts: Mapping[str, Fact]
    works: Mapping[str, Work]
    tests: Mapping[str, SelfTest]
    way_back: WayBack
    provenance: Mapping[str, Provenance]
    logic_hash: str
    text_hash: str
    example: bool = False
    muscle: Muscle | None = None
