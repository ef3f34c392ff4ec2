"""The programme's numbers as one table: what the written rules say against what the pack says.

`?` marks an expert default, which must look unconfirmed; a bare number rests on a source that
was seen. A number that changes here is a clinical change and belongs into the changelog.
"""

from __future__ import annotations

import pytest

from hamstrong.protocol.loader import load_pack

TABLE = """
pain.clean_max                               2
pain.careful_clean_max                       0
pain.finish_at                               3
pain.stop_exercise_at                        4
pain.careful_stop_exercise_at                3
pain.end_session_at                          5
pain.unanswered_end                          2 ?
pain.left_out_days                           2 ?
pain.cramps_end                              2 ?
pain.cramp_rest_s                           60 ?
pain.before_isometrics_only                  3
pain.before_nothing                          4
morning.pass_max                             2
morning.above_baseline_max                   1
morning.hold_at_baseline                     3 ?
morning.hold_low                             2 ?
morning.soreness_hold_min                    3 ?
morning.soreness_hold_max                    4 ?
morning.fails_back                           2
morning.fails_held                           3
morning.unanswered_block                     2 ?
morning.baseline_referral_min                4 ?
morning.baseline_referral_day                7 ?
morning.baseline_mornings                    3 ?
morning.baseline_gate_answers                7 ?
ladder.clean_sessions                        2
ladder.days_apart                            2
ladder.good_leg_lead                         1 ?
ladder.performed_fraction                  0.5 ?
calendar.max_hard_in_window                  3
calendar.max_power_in_window                 2
calendar.window_days                         7
calendar.min_hard_spacing_days               2
calendar.max_nordics_in_window               2
calendar.min_training_days                   2
calendar.max_training_days                   3
calendar.sport_blocks_days                   7 ?
gap.spacing_first_stage                      1 ?
gap.spacing_max                              4 ?
flare.path_days                              3 ?
flare.reach_within_days                      7 ?
flare.second_within_days                    14 ?
stretch.min_stage                            2
stretch.passed_mornings                      5 ?
stretch.over_days                            7 ?
stretch.key_rungs_above                      2 ?
stretch.lock_pain                            3
stretch.lock_fails                           2 ?
stretch.lock_days                            7 ?
referral.rising_by                           1 ?
referral.rising_times                        2 ?
referral.rising_min_answers                  3 ?
referral.nprs_change                         2
referral.nprs_min_baseline                   3 ?
referral.quiet_median_max                    1 ?
referral.freeze_after_days                   7 ?
referral.stall_factor                        3 ?
clearance.max_days                          90 ?
clearance.warn_days                         14 ?
clearance.fails_after                        1 ?
walking.first_day                            3 ?
walking.last_day                             7 ?
diary.late_days                             28 ?
diary.weekly_form_days                       7 ?
stage.1.max_exercises                        3
stage.1.first_days                           3 ?
stage.1.first_days_max_exercises             2 ?
stage.1.max_minutes                          8 ?
stage.1.max_minutes_two_limbs               14 ?
stage.2.max_exercises                        4
stage.3.warm_up_minutes                      5 ?
stage.3.power_warm_up_minutes               12 ?
track.strain.starts_days_after_injury        3 ?
track.strain.baseline_on_injury_day          3 ?
track.strain.no_change_weeks                 2
track.tendinopathy.no_change_weeks           6
track.tightness.no_change_weeks              6 ?
track.strain.stall_min_days                 14 ?
track.tendinopathy.stall_min_days           42 ?
track.tendinopathy.compression.isometric_hip_deg   30
track.tendinopathy.compression.repetition_hip_deg  40 ?
gate.1-2.min_days.strain                     3
gate.1-2.min_days.tendinopathy               7 ?
gate.1-2.min_days.tightness                  3
gate.2-3.min_days.strain                     7 ?
gate.2-3.min_days.tendinopathy              14 ?
gate.2-3.min_days.prevention                 7 ?
gate.3-4.min_days.strain                    14 ?
gate.3-4.min_days.tendinopathy              28 ?
gate.3-4.min_days.tightness                 14 ?
gate.4-5.min_days.strain                    14 ?
gate.to-6.min_days.strain                   14 ?
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_number_and_its_standing_are_those_of_the_written_rules(row: list[str]) -> None:
    rule = load_pack().provenance[row[0]]
    assert rule.value == float(row[1])
    assert rule.confirmed == (row[-1] != "?")


def test_gap_bands_deepen() -> None:
    bands = load_pack().rules.gap.bands
    assert [(b.from_days, b.rungs_down, b.stages_back, b.restart) for b in bands] == [
        (4, 1, 0, False),
        (10, 2, 0, False),
        (21, 2, 1, False),
        (42, 2, 1, True),
    ]
    assert [b.long_triage for b in bands] == [False, True, True, True]


CRITERIA = """
1-2   normal_walking three_mornings_passed heel_drag_clean heel_dig_clean balance_clean
2-3   bridge_clean prone_curl_clean ten_single_leg_bridges ten_single_leg_bridges_strain
3-4   rdl_below_knee_clean twenty_single_leg_bridges twenty_single_leg_bridges_strain \
weaker_side_90_percent running_stand_in
4-5   two_clean_power_sessions
to-6  four_clean_strength_sessions no_fail_in_stage rdl_below_knee_clean
"""


@pytest.mark.parametrize("line", CRITERIA.strip().splitlines())
def test_gate_has_exactly_the_written_criteria(line: str) -> None:
    gate, *criteria = line.split()
    assert load_pack().gates[gate].criteria == tuple(criteria)


@pytest.mark.parametrize("gate", ["3-4", "to-6"])
def test_strain_needs_the_long_length_key_before_power_and_maintenance(gate: str) -> None:
    pack = load_pack()
    assert pack.gates[gate].keys == ("long_length",)
    assert pack.keys["long_length"].tracks == ("strain",)


@pytest.mark.parametrize(
    ("criterion", "trait", "instead"),
    [
        ("balance_clean", "falls", "balance_fingertips_clean"),
        ("ten_single_leg_bridges", "knee_trouble", "fifteen_staggered_bridges"),
        ("fifteen_single_leg_bridges_strain", "age_65", "twenty_staggered_bridges_strain"),
        ("twenty_single_leg_bridges_strain", "age_65", "twenty_five_staggered_bridges_strain"),
        ("two_brisk_walks", "age_65", "two_brisk_walks_in_parts"),
        ("stairs_on_walks", "falls", "step_ups_with_rail"),
        ("prone_curl_clean", "cannot_lie_prone", "standing_curl_clean"),
        ("rdl_below_knee_clean", "back_trouble", "rdl_bodyweight_clean"),
    ],
)
def test_excluded_criterion_has_a_substitute_and_is_never_waived(
    criterion: str, trait: str, instead: str
) -> None:
    substitutes = load_pack().criteria[criterion].substitutes
    assert [s.criterion for s in substitutes if trait in s.when] == [instead]


@pytest.mark.parametrize("exercise", ["single_leg_bridge", "staggered_bridge"])
def test_strain_repetitions_allow_pain_of_one_at_most(exercise: str) -> None:
    found = {
        c.pain_max
        for c in load_pack().criteria.values()
        if c.exercise == exercise and c.kind == "repetitions" and c.id.endswith("_strain")
    }
    assert found == {1}
