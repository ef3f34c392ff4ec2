"""Rule ids that a decision can name: the one table of them, asked of every pack by the linter.

Code names a rule by a member or function of this module and never by a text of its own, so that
no pack which the linter accepts lacks a rule that a day comes to. Where a rule's sources and
sentence come from is `evidence`'s and the words' concern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from hamstrong.protocol.criteria import NormalWalking
from hamstrong.protocol.model import GapBand, Pack, Stage
from hamstrong.protocol.self_tests import SelfTest


class NumberRule(StrEnum):
    """Numbers of `rules.yaml` and `way_back.yaml` that decide by themselves."""

    PAIN_ENDS_SESSION = "pain.end_session_at"
    PAIN_STOPS_EXERCISE = "pain.stop_exercise_at"
    PAIN_BEFORE_NOTHING = "pain.before_nothing"
    PAIN_BEFORE_ISOMETRICS_ONLY = "pain.before_isometrics_only"
    PAIN_UNANSWERED = "pain.unanswered_end"
    LEFT_OUT = "pain.left_out_days"
    MORNING_LIMIT = "morning.pass_max"
    MORNING_UNANSWERED = "morning.unanswered_block"
    SORENESS = "morning.soreness_clear_max"
    BASELINE = "morning.baseline_mornings"
    HARD_SPACING = "calendar.min_hard_spacing_days"
    HARD_COUNT = "calendar.max_hard_in_window"
    POWER_COUNT = "calendar.max_power_in_window"
    NORDIC_COUNT = "calendar.max_nordics_in_window"
    LEAST_SETS = "calendar.least_sets"
    TRAINING_DAYS = "calendar.min_training_days"
    SPORT_BLOCKS = "calendar.sport_blocks_days"
    GOOD_LEG = "ladder.good_leg_lead"
    FLARE_PATH = "flare.path_days"
    STRETCH_LOCK = "stretch.passed_mornings"
    FREEZE = "referral.consistent_percent"
    SLOW = "referral.slow_factor"
    EASY_RUN = "running.easy_effort_max"
    EASY_RUN_SPENT = "running.easy_fail_divisor"
    EASY_RUN_APART = "running.easy_days_apart"
    FREE_DAY = "running.free_day_in"
    RUN_TIME = "running.next_time_percent"
    FIRST_LOAD = "load.first_kg"
    LOAD_STEP = "load.step_percent"
    CLEARANCE_ENDS = "clearance.warn_days"
    WEEKLY_FORM = "diary.weekly_form_days"
    WATCH = "watch.ask_days"


class GateNumber(StrEnum):
    """Numbers that every gate reads: what is clean, and what a morning passes."""

    CLEAN_SESSIONS = "ladder.clean_sessions"
    DAYS_APART = "ladder.days_apart"
    PERFORMED = "ladder.performed_fraction"
    CLEAN_MAX = "pain.clean_max"
    MORNING_LIMIT = "morning.pass_max"


class Mechanism(StrEnum):
    """Rules without a number of their own."""

    CAP_EXCLUDED = "cap.excluded"
    CAP_SETS = "cap.sets"
    CAP_STAGE = "cap.stage"
    BACK_REST = "back.rest"
    STOPPED = "stop_reason.ended"
    EPISODE_CLOSED = "episode.closed"
    NOT_ENROLLED = "enrol.first"
    DUE_FORM = "form.due"
    FORM_WITHDRAWN = "form.withdrawn"
    TRAINING_DAY = "day.training"
    REST_DAY = "day.rest"
    DAY_FINISHED = "day.finished"
    OTHER_LIMB = "limb.other"
    PACK_WITHDRAWN = "pack.withdrawn"
    MINUTES_NEEDED = "minutes.needed"


MECHANISM_SOURCES: Mapping[str, tuple[str, ...]] = {
    Mechanism.CAP_EXCLUDED: ("R-I5",),
    Mechanism.CAP_SETS: ("R-I5",),
    Mechanism.CAP_STAGE: ("R-I5",),
    Mechanism.BACK_REST: ("R-H3",),
    Mechanism.STOPPED: ("R-B6",),
    Mechanism.EPISODE_CLOSED: ("R-H4",),
    Mechanism.NOT_ENROLLED: ("R-B5",),
    Mechanism.DUE_FORM: ("R-B5",),
    Mechanism.FORM_WITHDRAWN: ("R-B5",),
    Mechanism.TRAINING_DAY: ("R-H2",),
    Mechanism.REST_DAY: ("R-H3",),
    Mechanism.DAY_FINISHED: ("R-H3",),
    Mechanism.OTHER_LIMB: ("R-B6",),
    Mechanism.PACK_WITHDRAWN: ("R-B5",),
    Mechanism.MINUTES_NEEDED: ("R-H1",),
}
"""The article rows that the mechanisms serve."""


class RaisedFlag(StrEnum):
    """Flags that the engine raises by itself; a form or a stop reason raises the others."""

    THIRD_FAIL = "third_fail"
    LIMP = "limp"
    HIGH_BASELINE = "high_baseline"
    SECOND_FLARE = "second_flare"
    FLARE_NOT_SETTLED = "flare_not_settled"
    RISING = "rising"
    WORSE = "worse"


FLAG = "flag."
TRACK = "track."
EXERCISE = "exercise."


def flag_rule(flag: str) -> str:
    """The rule of a flag in force."""
    return f"{FLAG}{flag}"


def first_stage_rule(track: str) -> str:
    """Where a track begins."""
    return f"{TRACK}{track}.first_stage"


def first_day_rule(track: str) -> str:
    """How many days after the injury a track begins."""
    return f"{TRACK}{track}.starts_days_after_injury"


def gap_rule(band: GapBand) -> str:
    """What one band of missed days does."""
    return f"gap.bands.{band.from_days}"


def exercise_rule(exercise: str) -> str:
    """Where an exercise has its place, which is nowhere else."""
    return f"{EXERCISE}{exercise}"


def days_apart_rule(exercise: str) -> str:
    """How far apart the sessions of an exercise lie."""
    return f"exercise.{exercise}.days_apart"


def rung_rule(rung: str) -> str:
    """The dose of a rung."""
    return f"rung.{rung}"


def key_rule(key: str) -> str:
    """A key that is not met."""
    return f"key.{key}"


def criterion_rule(criterion: str) -> str:
    """A criterion that waits."""
    return f"criterion.{criterion}"


def gate_rule(gate: str) -> str:
    """A gate."""
    return f"gate.{gate}"


def gate_days_rule(gate: str, track: str) -> str:
    """The least days of a track in the stage before a gate."""
    return f"gate.{gate}.min_days.{track}"


def advice_rule(advice: str) -> str:
    """A piece of advice that a decision gives."""
    return f"advice.{advice}"


def warm_up_rule(stage: Stage) -> str:
    """The warm-up of a stage: before hard work, or else before power work."""
    name = "warm_up_minutes" if stage.warm_up_minutes else "power_warm_up_minutes"
    return f"stage.{stage.number}.{name}"


def self_test_rule(test: str) -> str:
    """Whom a self-test is for."""
    return f"test.{test}"


def self_test_stage_rule(test: str, track: str) -> str:
    """From which stage of a track a self-test is open."""
    return f"test.{test}.from_stage.{track}"


def self_test_spacing_rule(test: str) -> str:
    """How far apart two results of a self-test lie."""
    return f"test.{test}.every_days"


def normal_walking_rule(pack: Pack, test: SelfTest) -> str:
    """Why a self-test waits for normal walking: the pack's criterion, else the test itself."""
    found = (c.id for c in pack.criteria.values() if isinstance(c, NormalWalking))
    criterion = next(found, None)
    return self_test_rule(test.id) if criterion is None else criterion_rule(criterion)


def raised_flags(pack: Pack) -> tuple[RaisedFlag, ...]:
    """The flags that the engine can raise under this pack: a limp only where walking is watched."""
    watched = any(track.walking_watch for track in pack.tracks.values())
    return tuple(flag for flag in RaisedFlag if watched or flag is not RaisedFlag.LIMP)


def rule_ids(pack: Pack) -> Iterator[str]:
    """Return every rule id that a decision under this pack can name."""
    watched = pack.way_back.watch.days > 0
    yield from (rule for rule in NumberRule if watched or rule is not NumberRule.WATCH)
    yield from Mechanism
    yield from map(gap_rule, pack.rules.gap.bands)
    flags = [*raised_flags(pack), *(f.id for f in pack.triage.flags)]
    yield from map(flag_rule, dict.fromkeys(flags))
    for track in pack.tracks.values():
        yield first_stage_rule(track.id)
        if track.starts_days_after_injury:
            yield first_day_rule(track.id)
    for exercise in pack.exercises.values():
        yield exercise_rule(exercise.id)
        yield from (rung_rule(rung.id) for rung in exercise.ladder)
        if exercise.days_apart:
            yield days_apart_rule(exercise.id)
    yield from map(key_rule, pack.keys)
    yield from map(criterion_rule, pack.criteria)
    yield from map(advice_rule, pack.advice)
    for stage in pack.stages.values():
        if stage.warm_up_minutes or stage.power_warm_up_minutes:
            yield warm_up_rule(stage)
    for test in pack.tests.values():
        yield self_test_rule(test.id)
        yield normal_walking_rule(pack, test)
        yield from (self_test_stage_rule(test.id, track) for track in test.from_stage)
        if test.every_days:
            yield self_test_spacing_rule(test.id)
