"""The programme's numbers as one table: what the written rules say against what the pack says.

`?` marks our careful default, grade E; the others name the letter of the source behind them.
A number that changes here is a clinical change and belongs into the changelog.
"""

from __future__ import annotations

import pytest

from hamstrong.protocol.criteria import Repetitions
from hamstrong.protocol.loader import load_pack

TABLE = """
pain.clean_max                               2 ?
pain.early_clean_max                         1 ?
pain.early_days                              6 ?
pain.run_clean_max                           1 ?
pain.finish_at                               3 ?
pain.stop_exercise_at                        4 C
pain.end_session_at                          5 C
pain.unanswered_end                          2 ?
pain.left_out_days                           2 ?
pain.cramps_end                              2 ?
pain.cramp_rest_s                           60 ?
pain.before_isometrics_only                  3 ?
pain.before_nothing                          4 C
morning.pass_max                             2 ?
morning.hold_at_baseline                     3 ?
morning.strong_at                            5 ?
morning.soreness_hold_min                    3 ?
morning.soreness_hold_max                    6 ?
morning.soreness_down_at                     5 ?
morning.soreness_mornings                    2 ?
morning.fails_back                           2 ?
morning.fails_held                           3 ?
morning.unanswered_block                     2 ?
morning.baseline_referral_min                4 ?
morning.baseline_referral_day                7 ?
morning.baseline_mornings                    3 ?
morning.baseline_gate_answers                7 ?
ladder.clean_sessions                        2 ?
ladder.days_apart                            2 ?
ladder.good_leg_lead                         1 ?
ladder.performed_fraction                  0.5 ?
calendar.max_hard_in_window                  3 D
calendar.max_power_in_window                 2 ?
calendar.window_days                         7 D
calendar.min_hard_spacing_days               2 D
calendar.max_nordics_in_window               2 D
calendar.min_training_days                   2 D
calendar.max_training_days                   3 D
calendar.sport_blocks_days                   7 ?
gap.spacing_first_stage                      1 ?
gap.spacing_max                              4 ?
flare.path_days                              3 ?
flare.reach_within_days                      7 ?
flare.second_within_days                    14 ?
stretch.min_stage                            2 D
stretch.passed_mornings                      5 ?
stretch.key_rungs_above                      1 ?
stretch.lock_pain                            3 ?
stretch.lock_fails                           2 ?
stretch.lock_days                            7 ?
referral.rising_by                           1 ?
referral.rising_times                        2 ?
referral.rising_min_answers                  3 ?
referral.nprs_change                         2 B
referral.nprs_min_baseline                   3 ?
referral.quiet_median_max                    1 ?
referral.freeze_after_days                   7 ?
referral.rising_min                          3 ?
referral.risen_days                         14 ?
referral.worse_times                         2 ?
referral.slow_factor                         2 ?
clearance.max_days                          90 ?
clearance.warn_days                         14 ?
clearance.fails_after                        1 ?
walking.first_day                            3 ?
walking.last_day                             7 ?
calendar.least_sets                          2 ?
calendar.light_day_minutes                  13 ?
calendar.trunk_days                          2 ?
calendar.trunk_minutes                      10 ?
calendar.run_minutes_max                    45 ?
diary.late_days                             28 ?
diary.weekly_form_days                       7 ?
stage.1.max_exercises                        3 ?
stage.1.first_days                           3 ?
stage.1.first_days_max_exercises             2 ?
stage.1.max_minutes                         10 ?
stage.1.max_minutes_two_limbs               14 ?
stage.2.max_exercises                        4 ?
stage.2.max_running_minutes                 20 ?
stage.3.warm_up_minutes                      5 ?
stage.3.power_warm_up_minutes               12 ?
track.strain.starts_days_after_injury        2 ?
track.strain.baseline_on_injury_day          3 ?
track.strain.no_change_weeks                 4 ?
track.tendinopathy.no_change_weeks           6 ?
track.tightness.no_change_weeks              6 ?
track.strain.slow_min_days                  21 ?
track.tendinopathy.slow_min_days            42 ?
track.tendinopathy.compression.isometric_hip_deg   30 C
track.tendinopathy.compression.repetition_hip_deg  40 ?
gate.1-2.min_days.strain                     2 ?
gate.1-2.min_days.tendinopathy               7 ?
gate.1-2.min_days.tightness                  2 ?
gate.2-3.min_days.strain                     5 ?
gate.2-3.min_days.tendinopathy              14 ?
gate.2-3.min_days.tightness                  5 ?
gate.3-4.min_days.strain                    10 ?
gate.3-4.min_days.tendinopathy              28 ?
gate.3-4.min_days.tightness                 10 ?
gate.3-4.min_days.prevention                10 ?
gate.4-5.min_days.strain                    10 ?
gate.to-6.min_days.strain                   14 ?
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_number_and_its_standing_are_those_of_the_written_rules(row: list[str]) -> None:
    rule = load_pack().provenance[row[0]]
    assert rule.value == float(row[1])
    assert rule.grade == row[-1].replace("?", "E")


OWED = """
2   curl bridge    -
3   curl hinge     squat
4   curl hinge     power
5   curl hinge     power
6   curl           hinge
"""


@pytest.mark.parametrize("line", OWED.strip().splitlines(), ids=lambda line: f"stage {line[0]}")
def test_a_stage_owes_what_the_rules_say(line: str) -> None:
    number, *owed, alternating = line.split()
    stage = load_pack().stages[int(number)]
    assert stage.owed == tuple(owed)
    assert (stage.alternating or "-") == alternating
    assert bool(stage.fast_runs_serve_after) is (alternating == "power")


def test_the_first_stage_owes_nothing() -> None:
    assert load_pack().stages[1].owed == ()
    assert load_pack().stages[1].alternating is None


def test_gap_bands_deepen() -> None:
    bands = load_pack().rules.gap.bands
    assert [(b.from_days, b.rungs_down, b.stages_back, b.restart) for b in bands] == [
        (4, 1, 0, False),
        (10, 2, 0, False),
        (21, 2, 1, False),
        (42, 2, 1, True),
    ]
    assert [b.symptom_lists for b in bands] == [False, True, True, True]


CRITERIA = """
1-2   normal_walking two_mornings_passed heel_drag_clean heel_dig_clean balance_clean
2-3   bridge_clean slider_lowering_clean ten_single_leg_bridges
3-4   rdl_below_knee_clean one_leg_lowering_or_nordic twenty_single_leg_bridges \
run_20_before_power
4-5   two_clean_power_sessions
to-6  four_clean_strength_sessions no_fail_in_14_days rdl_below_knee_clean \
one_leg_lowering_or_nordic twenty_single_leg_bridges run_30_clean brisk_runs_clean \
sprint_100_clean day_84
"""


@pytest.mark.parametrize("line", CRITERIA.strip().splitlines())
def test_gate_has_exactly_the_written_criteria(line: str) -> None:
    gate, *criteria = line.split()
    assert load_pack().gates[gate].criteria == tuple(criteria)


def test_long_work_waits_for_walks_or_a_run_and_only_the_first_stage_takes_it_away() -> None:
    key = load_pack().keys["long_length"]
    assert (key.tracks, key.from_stage, key.cleared_at) == (("strain",), 3, 1)
    assert key.criteria_for("gym") == ("two_brisk_walks", "stairs_on_walks")
    assert key.criteria_for("running") == key.criteria_for("field_sport") == ("run_10_clean",)


def test_work_with_a_straight_hip_does_not_wait_for_long_work() -> None:
    """E130: lowering with a straight hip comes early; deadlifts wait from below the knee on."""
    pack = load_pack()
    for name in ("nordic", "slider_one_leg", "slider_lowering"):
        assert pack.exercises[name].requires_tracks == {}
    rdl = [r.id for r in pack.exercises["rdl"].ladder if not r.requires_tracks]
    assert rdl == ["rdl-above-mid-thigh-3x8", "rdl-above-knee-3x8"]


RUNS = """
run-on-spot-5x20s 5x20/20 None
run-8x30m 8x15/15 None
run-walk-2-3 4x180/120 None
run-walk-2-4 4x240/120 None
run-walk-1-4 4x240/60 None
run-10min 1x600/0 None
run-20min 1x1200/0 None
run-25min 1x1500/0 None
run-30min 1x1800/0 None
"""
TIMED_RUNS = """
run_through-40-20-40-half 4x 40/20/40 back 100 None None clean 1
run_through-40-20-40-brisk 4x 40/20/40 back 100 70 3.8 clean 1
run_through-30-20-30-brisk 4x 30/20/30 back 80 70 3.8 clean 1
run_through-30-20-30-fast 4x 30/20/30 back 80 85 3.8 clean 2
run_through-25-20-25-fast 4x 25/20/25 back 70 85 3.8 clean 1
run_through-20-20-20-fast 4x 20/20/20 back 60 85 3.8 clean 1
sprint-90 4x 30/20/30 back 0 90 3.4 clean None
sprint-95 4x 30/20/30 back 0 95 3.1 clean None
sprint-100 4x 30/20/30 back 0 100 None clean None
"""


def test_timed_runs_are_those_of_the_written_table() -> None:
    """E150: from 40/20/40 down to 20/20/20 metres with a walk back; C24: 90, 95, 100 %. Fast ones
    need stage 4 and the knee test of that day (E25); all lie three days apart."""
    pack = load_pack()
    run, sprint = pack.exercises["run_through"], pack.exercises["sprint"]
    told = [
        f"{r.id} {d.sets}x {d.speed_up_m}/{d.steady_m}/{d.slow_down_m} back {d.walk_m} "
        f"{r.effort_percent} {r.least_s} clean {r.clean_sessions}"
        for r in (*run.ladder, *sprint.ladder)
        for d in (r.dosage,)
    ]
    assert told == TIMED_RUNS.split("\n")[1:-1]
    fast = [r.from_stage == 4 and r.requires_today == ("knee_extension_today",) for r in run.ladder]
    assert fast == [False] * 3 + [True] * 3
    assert (run.days_apart, sprint.days_apart, sprint.paced_by) == (3, 3, "run_through")
    assert run.stages == {"strain": 3, "tendinopathy": 4, "tightness": 3, "prevention": 3}


def test_easy_runs_are_those_of_the_written_table() -> None:
    """E156: on the spot 5 x 20 s; 8 x (30 m jog, 20 m walk); E120: walk to run 2:3, 2:4, 1:4, then
    10, 20, 25 and 30 minutes."""
    pack = load_pack()
    ladder = pack.exercises["run"].ladder
    metres = pack.exercises["run"].ladder[1].dosage
    assert (metres.run_m, metres.walk_m) == (30, 20)
    assert all(rung.clean_sessions == 1 for rung in pack.exercises["run"].ladder)
    told = [
        f"{r.id} {r.dosage.sets}x{r.dosage.run_s}/{r.dosage.walk_s} {r.effort_percent}"
        for r in ladder
    ]
    assert told == RUNS.split("\n")[1:-1]
    assert pack.exercises["sprint"].restart_after_days == 14


def test_a_sore_tendon_runs_faster_after_a_lunge_and_a_question() -> None:
    """E170: no rest pain, and an unweighted drop lunge at a pain of 0 or 1; stage 4 at the
    earliest. Easy running asks for neither, and other tracks are not asked."""
    pack = load_pack()
    key = pack.keys["sore_tendon_runs"]
    assert (key.tracks, key.from_stage) == (("tendinopathy",), 4)
    assert key.criteria == ("drop_lunge_comfortable", "nothing_at_rest")
    assert pack.tests["drop_lunge"].most_nprs == 1
    waiting = {e.id for e in pack.exercises.values() if "sore_tendon_runs" in e.requires}
    assert waiting == {"run_through", "sprint"}


def test_lengthening_work_waits_as_written() -> None:
    """E130, E137, E141: diver and glider are long work, the extender is not; E190: none of them
    before gate 3 to 4 after a slow stretch."""
    pack = load_pack()
    three = [pack.exercises[name] for name in ("extender", "diver", "glider")]
    assert [e.requires_tracks.get("strain", ()) for e in three] == [
        (),
        ("long_length",),
        ("long_length",),
    ]
    assert all(e.later_for["stretch_injury"] == 4 and e.stages["strain"] == 3 for e in three)
    assert not any("tendinopathy" in e.stages for e in three)
    assert [e.days_apart for e in three] == [None, None, 3]  # the glider every third day


def test_maintain_prefers_the_nordic() -> None:
    """R-G5, E8: lowering work of Maintain is the Nordic, for whoever may do it."""
    assert load_pack().stages[6].first_choice == ("nordic",)


def test_jogging_opens_in_stage_2_after_walking_good_mornings_and_bridges() -> None:
    """E33, E156: five bridges on one leg at a pain of 0 or 1, or eight staggered ones."""
    pack = load_pack()
    key = pack.keys["running_entry"]
    assert (key.from_stage, key.goals) == (2, ("running", "field_sport"))
    assert key.criteria == ("normal_walking", "two_passed_mornings", "five_single_leg_bridges")
    bridges = [pack.criteria[n] for n in ("five_single_leg_bridges", "eight_staggered_bridges")]
    counted = [(c.count, c.pain_max) for c in bridges if isinstance(c, Repetitions)]
    assert counted == [(5, 1), (8, 1)]


@pytest.mark.parametrize(
    ("criterion", "trait", "instead"),
    [
        ("balance_clean", "falls", "balance_fingertips_clean"),
        ("five_single_leg_bridges", "age_65", "eight_staggered_bridges"),
        ("ten_single_leg_bridges", "knee_trouble", "fifteen_staggered_bridges"),
        ("twenty_single_leg_bridges", "age_65", "twenty_five_staggered_bridges"),
        ("two_brisk_walks", "age_65", "two_brisk_walks_in_parts"),
        ("stairs_on_walks", "falls", "step_ups_with_rail"),
        ("slider_lowering_clean", "no_slider", "long_lever_lowering_clean"),
        ("one_leg_lowering_or_nordic", "no_slider", "floor_lowering_or_nordic"),
        ("rdl_below_knee_clean", "back_trouble", "rdl_bodyweight_clean"),
    ],
)
def test_excluded_criterion_has_a_substitute_and_is_never_waived(
    criterion: str, trait: str, instead: str
) -> None:
    substitutes = load_pack().criteria[criterion].substitutes
    assert [s.criterion for s in substitutes if trait in s.when] == [instead]


def test_repetitions_of_every_gate_allow_a_pain_of_two() -> None:
    """E17: one scale; what asks for less says so, as the bridges before the first jog do."""
    pack = load_pack()
    asked = {name for gate in pack.gates.values() for name in gate.criteria}
    found = {c.pain_max for c in pack.criteria.values()
             if isinstance(c, Repetitions) and c.id in asked}  # fmt: skip
    assert found == {2}


def test_twenty_a_side_are_counted_on_one_day() -> None:
    pack = load_pack()
    both = {c.id for c in pack.criteria.values() if isinstance(c, Repetitions) and c.same_day}
    assert both == {"twenty_single_leg_bridges", "twenty_five_staggered_bridges"}


def test_prevention_begins_at_stage_3_and_its_nordics_at_once() -> None:
    """E177: Nordics from the first session."""
    pack = load_pack()
    assert {path[0] for path in pack.paths["prevention"].values()} == {3}
    assert pack.tracks["prevention"].first_stage == 3
    assert "prevention" not in pack.keys["nordic_entry"].tracks
