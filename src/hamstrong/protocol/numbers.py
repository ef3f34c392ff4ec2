"""The numbers of a programme that are not part of one exercise, stage, track, gate or key.

Units: days are whole calendar days; pain is the 0-10 numeric rating scale (NPRS).
"""

from __future__ import annotations

from dataclasses import dataclass

from hamstrong.protocol.bounds import (
    Change,
    Days,
    Divisor,
    LoadKg,
    Minutes,
    Nprs,
    Percent,
    Rungs,
    Seconds,
    Share,
    SomeDays,
    StageNumber,
    Stages,
    ThreeDays,
    Times,
    TimesOrNone,
    WeekDays,
    Window,
)


@dataclass(frozen=True, slots=True)
class PainRules:
    """One scale for every track and stage. A session is clean up to `clean_max`; up to
    `early_clean_max` while a daily stage is younger than `early_days`, and up to `run_clean_max`
    in runs. From `run_stop_at` on a run ends and goes `run_rungs_down` down."""

    clean_max: Nprs
    early_clean_max: Nprs
    early_days: Days
    run_clean_max: Nprs
    run_stop_at: Nprs
    run_rungs_down: Rungs
    finish_at: Nprs
    stop_exercise_at: Nprs
    end_session_at: Nprs
    unanswered_end: Times
    left_out_days: Days
    cramps_end: Times
    cramp_rest_s: Seconds
    before_isometrics_only: Nprs
    before_nothing: Nprs


@dataclass(frozen=True, slots=True)
class MorningRules:
    pass_max: Nprs
    hold_at_baseline: Nprs
    strong_at: Nprs
    soreness_hold_min: Nprs
    soreness_hold_max: Nprs
    soreness_down_at: Nprs
    soreness_mornings: Times
    soreness_clear_max: Nprs
    fails_back: Times
    fails_held: Times
    unanswered_block: Times
    baseline_referral_min: Nprs
    baseline_referral_day: SomeDays
    baseline_mornings: Times
    baseline_gate_answers: Times


@dataclass(frozen=True, slots=True)
class LadderRules:
    clean_sessions: Times
    days_apart: SomeDays
    good_leg_lead: Rungs
    performed_fraction: Share
    reduced_sets_divisor: Divisor = 2


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """What a week and a day hold. An exercise that the day has no time for is cut down to
    `least_sets`; a day without hard work takes at most `light_day_minutes`, runs apart, and the run
    of a day `run_minutes_max`. Trunk work beside the sessions is offered on `trunk_days` of a week,
    for at most `trunk_minutes`."""

    max_hard_in_window: Times
    max_power_in_window: Times
    window_days: Window
    min_hard_spacing_days: WeekDays
    max_nordics_in_window: Times
    min_training_days: WeekDays
    max_training_days: WeekDays
    sport_blocks_days: SomeDays
    power_effort_percent: Percent
    least_sets: Times
    light_day_minutes: Minutes
    trunk_days: WeekDays
    trunk_minutes: Minutes
    run_minutes_max: Minutes


@dataclass(frozen=True, slots=True)
class GapBand:
    from_days: SomeDays
    rungs_down: Rungs
    symptom_lists: bool
    stages_back: Stages
    restart: bool


@dataclass(frozen=True, slots=True)
class GapRules:
    bands: tuple[GapBand, ...]
    spacing_first_stage: Days
    spacing_max: Days


@dataclass(frozen=True, slots=True)
class FlareRules:
    path_days: ThreeDays
    reach_within_days: SomeDays
    second_within_days: Days


@dataclass(frozen=True, slots=True)
class StretchRules:
    min_stage: StageNumber
    passed_mornings: Times
    key_rungs_above: Rungs
    lock_pain: Nprs
    lock_fails: Times
    lock_days: SomeDays


@dataclass(frozen=True, slots=True)
class ReferralRules:
    rising_by: Times
    rising_times: Times
    rising_min: Nprs
    rising_min_answers: WeekDays
    consistent_percent: Percent
    nprs_change: Times
    nprs_min_baseline: Nprs
    activities_change: Change
    quiet_median_max: Nprs
    freeze_after_days: Days
    risen_days: Days
    worse_times: Times
    slow_factor: Times


@dataclass(frozen=True, slots=True)
class ClearanceRules:
    max_days: SomeDays
    warn_days: Days
    fails_after: TimesOrNone


@dataclass(frozen=True, slots=True)
class RunningRules:
    """Easy running: how hard before it is planned, and which part of it a fail takes off; at most
    how long, and by which part (one in so many) longer than planned; how many days apart, and of
    how many days one has neither run nor hard work. From `measured_min_percent` of what was asked
    a time or distance counts as done.

    Timed runs while the top speed is unknown: the first one that is paced takes at least
    `first_time_percent` of the time that was only measured, each later one `next_time_percent` of
    the quickest clean time below it. A time is clean from `early_tenths` of a second before the
    planned one to one part in `late_divisor` after it. Tones at its marks begin `tones_lead_s`
    after the run is called, and take speeding up and slowing down to be between
    `tones_ramp_percent` of the steady speed and all of it, evenly.

    A lap of a watch is one of the steady metres where it is no more than `lap_metres_percent`
    longer or shorter."""

    easy_effort_max: Nprs
    easy_fail_divisor: Divisor
    easy_minutes_max: Minutes
    easy_longer_divisor: Divisor
    easy_days_apart: WeekDays
    free_day_in: Window
    measured_min_percent: Percent
    first_time_percent: Percent
    next_time_percent: Percent
    early_tenths: Times
    late_divisor: Divisor
    tones_lead_s: Seconds
    tones_ramp_percent: Percent
    lap_metres_percent: Percent


@dataclass(frozen=True, slots=True)
class WalkingRules:
    first_day: Days
    last_day: Days


@dataclass(frozen=True, slots=True)
class DiaryRules:
    late_days: SomeDays
    weekly_form_days: SomeDays
    standing_facts_days: SomeDays
    look_ahead_days: SomeDays


@dataclass(frozen=True, slots=True)
class LoadRules:
    """Own load: what a first one may be, and the steps by which it rises.

    Args:
        first_kg, first_careful_kg: the most of a first load, and for whoever has one of
            `careful_traits`; what can surely be lifted `first_repetitions` times.
        start_step_kg: the most between the first load and the full one.
        step_percent: the most that a step of the usual size may be.
        easy_sessions: clean sessions in a row with many repetitions left before it.
        large_step_kg, large_step_sessions: the same of a larger step.
        fewer_sets: sets where no smaller step is owned.
        eased_traits: whose load goes one step down when few repetitions are left.
    """

    first_repetitions: Times
    first_kg: LoadKg
    first_careful_kg: LoadKg
    careful_traits: tuple[str, ...]
    start_step_kg: LoadKg
    step_percent: Percent
    easy_sessions: Times
    large_step_kg: LoadKg
    large_step_sessions: Times
    fewer_sets: Times
    eased_traits: tuple[str, ...]


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
    load: LoadRules
