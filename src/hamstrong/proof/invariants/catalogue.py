"""Catalogue of invariants: each with its sentence for a physiotherapist, and its checks."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.proof.invariants import (
    adjuncts,
    asked_minutes,
    caution,
    ceilings,
    contracts,
    course_limits,
    evidence,
    flags,
    freezes,
    gate_time,
    guard_rules,
    ladder_steps,
    left_out_work,
    loads,
    morning_answers,
    owed_work,
    progress,
    return_watch,
    run_times,
    running_days,
    silence,
    weeks,
)
from hamstrong.proof.invariants import liveness as alive
from hamstrong.proof.invariants.base import Check


class Invariant(NamedTuple):
    """A promise that holds in every reachable state. A check may serve several invariants."""

    id: str
    sentence: str
    checks: tuple[Check, ...]


CATALOGUE: tuple[Invariant, ...] = (
    Invariant(
        "S1",
        "After a warning sign there is no exercise until it is lifted by the one means that the"
        " programme names for it.",
        (flags.flags_stand, flags.no_plan_under_a_flag, flags.whole_family_refuses),
    ),
    Invariant(
        "S2",
        "Nobody is given an exercise beyond their stage, their track's limits or what they own.",
        (
            guard_rules.guard_refuses,
            guard_rules.guard_doses,
            course_limits.courses_keep_to_the_pack,
            course_limits.every_enrolment_is_visited,
            course_limits.shorter_ladders_are_beginnings,
            loads.loads_are_owned,
        ),
    ),
    Invariant(
        "S3",
        "Hard work is never planned next to a hard day, nor more often in seven days than the"
        " programme allows.",
        (
            guard_rules.guard_refuses,
            weeks.nordics_keep_to_their_week,
            weeks.calendar_counts_every_day,
            weeks.lived_weeks_keep_their_limits,
            return_watch.tests_count_as_what_they_are,
            running_days.runs_count_as_what_they_were,
            run_times.quick_runs_are_power_days,
            running_days.easy_runs_are_as_planned,
            running_days.easy_runs_lie_apart,
            running_days.lived_easy_runs_keep_their_days,
        ),
    ),
    Invariant(
        "S4",
        "Sharp or strong pain, or a pull, ends the session; questions come first, then the"
        " flare-up path or a refusal.",
        (flags.strong_pain_ends_the_day, flags.strong_pain_through_the_engine),
    ),
    Invariant(
        "S5",
        "A morning that fails lowers every exercise and run of the day before, and no hard work"
        " follows until a morning passes or holds.",
        (
            morning_answers.failed_mornings_block,
            morning_answers.failed_mornings_lower,
            morning_answers.failed_mornings_shorten_easy_runs,
            morning_answers.failed_mornings_through_the_engine,
            contracts.back_comes_with_a_fail,
        ),
    ),
    Invariant(
        "S6",
        "A sore tendon at the sitting bone is neither pressed under load nor held in a long"
        " stretch before its stage.",
        (course_limits.courses_keep_to_the_pack, course_limits.no_long_stretch_before_its_stage),
    ),
    Invariant(
        "S7",
        "Stretching stays locked until pain has settled and strength has risen; it never counts as"
        " a session.",
        (
            guard_rules.guard_refuses,
            ladder_steps.stretching_opens_late,
            adjuncts.adjuncts_are_no_session,
        ),
    ),
    Invariant(
        "S8",
        "An exercise goes up one rung at a time and changes one thing, its own load by one step,"
        " the time of a run by the pack's share; stages move between neighbours.",
        (
            ladder_steps.one_rung_at_a_time,
            ladder_steps.one_stage_at_a_time,
            ladder_steps.one_variable_a_rung,
            loads.loads_rise_by_one_step,
            loads.rises_are_earned,
            loads.less_taken_is_less_planned,
            run_times.times_are_earned,
            contracts.the_last_gate_never_opens,
        ),
    ),
    Invariant(
        "S9",
        "No answer, an old answer or an impossible date never moves anything forward.",
        (
            morning_answers.silence_moves_nothing,
            loads.nothing_rises_unearned,
            run_times.unmeasured_runs_open_nothing,
            morning_answers.unanswered_is_never_clean,
            morning_answers.old_and_impossible_days,
            morning_answers.usual_value_comes_first,
            return_watch.results_wait_for_their_morning,
            return_watch.silence_ends_no_watch,
            silence.silent_days_open_no_gate,
            gate_time.days_count_once,
            gate_time.failed_mornings_open_no_gate,
        ),
    ),
    Invariant(
        "S10",
        "More pain is never rewarded: not by the next plan, and not later, against anyone who"
        " was treated alike.",
        (
            caution.mornings_grow_worse,
            caution.sets_grow_worse,
            progress.pain_above_its_limit_never_counts,
            caution.pain_before_grows_stricter,
            caution.components_follow_pain,
            ceilings.ceilings_fall_with_pain,
            running_days.pain_in_a_run_ends_it,
            running_days.pain_takes_its_rungs,
            caution.orders_are_kept,
            loads.fewer_left_never_earns_more,
            loads.pain_never_earns,
        ),
    ),
    Invariant(
        "S11",
        "Every plan offers a way back that is strictly easier, down to rest.",
        (ladder_steps.back_is_lower, ladder_steps.back_is_offered),
    ),
    Invariant(
        "S12",
        "Nothing on record means nothing is met.",
        (
            morning_answers.nothing_meets_nothing,
            morning_answers.empty_record_starts_low,
            return_watch.void_results_meet_nothing,
            silence.an_empty_card_meets_nothing,
            gate_time.no_fail_needs_a_pass,
            course_limits.paths_go_as_far_as_cautions_let,
        ),
    ),
    Invariant(
        "S13",
        "Every decision names its rule and its source, and a refusal never carries a plan.",
        (evidence.decisions_name_their_rules, evidence.refusals_of_the_guard_have_sources),
    ),
    Invariant(
        "S14",
        "There is no dead end: whoever does the work without pain arrives, whoever keeps having"
        " pain is stopped or sent on, and whatever is held can be lifted.",
        (
            alive.ladders_can_be_climbed,
            alive.painless_people_arrive,
            alive.pain_is_sent_on,
            alive.holds_can_be_lifted,
            course_limits.paths_go_as_far_as_cautions_let,
        ),
    ),
    Invariant(
        "S15",
        "Of several limits the strictest holds, whatever set it.",
        (guard_rules.guard_doses, weeks.caps_are_minima),
    ),
    Invariant(
        "S16",
        "What a camera counted opens nothing unless the person also said how it felt.",
        (morning_answers.unanswered_is_never_clean, morning_answers.a_camera_alone_opens_nothing),
    ),
    Invariant(
        "S17",
        "A pop or pull closes the plan of that leg; only after a clearance a new one begins, at"
        " the first stage.",
        (flags.pulls_close_the_plan,),
    ),
    Invariant(
        "S18",
        "Correcting an entry never makes the plan harder.",
        (
            caution.meets_are_below_both,
            caution.corrections_gain_nothing,
            loads.meets_take_the_lesser_load,
            run_times.meets_take_the_slower_time,
            run_times.corrections_make_no_run_clean,
        ),
    ),
    Invariant(
        "S19",
        "A longer break never leads to more.",
        (
            ladder_steps.longer_gaps_are_no_better,
            gate_time.gap_days_do_not_count,
            contracts.gaps_ask_for_what_was_visited,
            ceilings.absences_leave_no_more,
            left_out_work.left_out_work_is_lowered,
            left_out_work.planned_work_has_no_gap,
            left_out_work.only_its_work_ends_a_missed_gap,
        ),
    ),
    Invariant(
        "S20",
        "Each planned hard day has every kind of work that its stage owes, or names the rule that"
        " rules all of it out.",
        (
            owed_work.choices_serve_what_is_owed,
            owed_work.turns_alternate,
            owed_work.lived_days_hold_what_they_owe,
            owed_work.what_a_clinician_rules_out_is_named,
        ),
    ),
    Invariant(
        "S21",
        "No planned day takes longer than the person has, warm-up, rests and both legs counted; a"
        " run is named apart.",
        (
            owed_work.choices_serve_what_is_owed,
            owed_work.lived_days_fit_the_time,
            asked_minutes.gates_ask_for_minutes,
        ),
    ),
    Invariant(
        "S22",
        "Whatever stops, freezes or refers is named with its reason and what lifts it; a worse"
        " answer never lifts it.",
        (
            freezes.freezes_end_for_the_better,
            freezes.worse_answers_free_nobody,
            freezes.worse_twice_is_referred,
            freezes.freezes_are_named,
        ),
    ),
    Invariant(
        "S23",
        "Nobody gets stuck: with little pain, whatever is skipped or left open, no progress is lost"
        " and the last stage is reached.",
        (
            progress.calm_moves_lose_nothing,
            progress.little_pain_arrives,
            run_times.ones_own_pace_is_enough,
        ),
    ),
)
