"""The numbers of a programme that are not part of one exercise, stage, track, gate or key.

Units: days are whole calendar days; pain is the 0-10 numeric rating scale (NPRS).
"""

from __future__ import annotations

from dataclasses import dataclass


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
    """Easy running before it is planned: how hard, and which part of it a fail takes off; and from
    which share of the seconds that were asked a run counts as done."""

    easy_effort_max: int
    easy_fail_divisor: int
    measured_min_percent: int


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
