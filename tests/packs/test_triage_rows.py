"""Each row of the red flags: one set of answers that raises it and a near miss that does not.

The rows are the dossier's (E62-E76) and those that the programme adds; what is expected comes
from them and not from the pack.
"""

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from hamstrong.engine.triage import (
    Answers,
    Form,
    HasTriage,
    TriageOutcome,
    evaluate,
    outcome,
    screens_to_show,
)

WELL: dict[str, str | int | None] = {
    "age": "18_64",
    "limbs": "left",
    "onset": "gradual",
    "days_since_onset": 10,
    "where": "sitting_bone",
    "worse_sitting": "yes",
    "nprs_worst_7d": 1,
    "walking_normal": "yes",
}
"""Nothing ticked with these sorts into the tendinopathy track."""

SUDDEN = {"onset": "sudden", "where": "back_of_thigh"}
YOUNG = {"age": "under_18"}
OLD = {"age": "65_plus"}
LIMP = {"walking_normal": "no"}


class Case(NamedTuple):
    """Ticks and other answers, the row's flag, and how urgent the outcome is as a whole."""

    row: str
    flag: str
    urgency: str | None
    yes: str = ""
    values: Mapping[str, str | int] = {}
    form: Form = "long"


A, B, C, HOLD = "emergency", "same_day", "professional_first", "hold"

RAISED = (
    Case("E62", "cauda_equina", A, "saddle_numb"),
    Case("E62", "cauda_equina", A, "bladder_change"),
    Case("E62", "cauda_equina", A, "bowel_change"),
    Case("E62", "cauda_equina", A, "both_legs_weak"),
    Case("E62", "cauda_equina", A, "both_legs_shooting"),
    Case("E62", "cauda_equina", A, "now_nerve", form="short"),
    Case("E63", "lung_clot", A, "coughing_blood"),
    Case("E63", "lung_clot", A, "leg_swollen sudden_breathless"),
    Case("added chest", "chest", A, "chest_pain"),
    Case("added chest", "chest", A, "fainted"),
    Case("added chest", "chest", A, "sudden_breathless"),
    Case("added chest", "chest", A, "now_chest", form="weekly"),
    Case("added foot", "foot_blood", A, "foot_cold_pale"),
    Case("E64", "compartment", A, "thigh_rock_hard"),
    Case("E64", "compartment", A, "pain_beyond_injury"),
    Case("E65", "foot_nerve", A, "foot_drop_new"),
    Case("E65", "foot_nerve", A, "foot_numb_new"),
    Case("E65 old", "foot_weak", B, "foot_weak_old"),
    Case("E64 E65 grouped", "leg_emergency", A, "now_leg", form="short"),
    Case("E66", "leg_clot", B, "leg_swollen"),
    Case("E66", "leg_clot", B, "leg_warm_colour"),
    Case("E66", "leg_clot", B, "leg_throb"),
    Case("E66 raised by risk", "leg_clot", B, "calf_ache clot_risk"),
    Case("E66 grouped", "leg_today", B, "now_swelling", form="short"),
    Case("E68", "infection", B, "hot_red_area fever_ill"),
    Case("E68 raised by risk", "infection", B, "hot_red_area infection_risk"),
    Case("E68 grouped", "infection", B, "now_infection", form="weekly"),
    Case("E68 alone", "hot_area", C, "hot_red_area"),
    Case("E69", "tendon_torn", B, "pop_buttock bruise_large"),
    Case("E69", "tendon_torn", B, "pop_buttock gap_dent"),
    Case("E69", "tendon_torn", B, "pop_buttock cannot_sit"),
    Case("E69", "tendon_torn", B, "pop_buttock", LIMP),
    Case("R-B5", "pop", C, "pop_buttock"),
    Case("R-B5", "pop", C, "pop_tear"),
    Case("E71", "young_buttock", B, "pop_buttock", YOUNG),
    Case("E71", "young_buttock", B, "", {**YOUNG, "onset": "sudden", "where": "sitting_bone"}),
    Case("E71 E76", "under_18", C, "", YOUNG),
    Case("E72", "bone_stress", C, "impact_deep walk_hurts bone_risk"),
    Case("E72", "bone_stress", C, "impact_deep night_pain bone_risk"),
    Case("E72 grouped", "bone_stress", C, "week_impact bone_risk", form="weekly"),
    Case("E72 no weight", "no_weight", B, "impact_deep cannot_four_steps"),
    Case("E73", "nerve_root", C, "shoot_below_knee"),
    Case("E73", "nerve_root", C, "tingle_weak"),
    Case("E74", "cancer_pain", C, "cancer pain_unexplained"),
    Case("E74", "lump_or_weight", C, "lump_weight"),
    Case("E74", "lump_or_weight", C, "no_change_unexplained"),
    Case("E74 grouped", "lump_or_weight", C, "week_lump", form="weekly"),
    Case("E74 E75 every track", "rest_pain", C, "rest_constant"),
    Case("E73 E75 grouped", "new_pain", C, "now_pain", form="short"),
    Case("E75", "torn_muscle", B, "gap_dent", SUDDEN),
    Case("E75", "no_weight", B, "cannot_four_steps", SUDDEN),
    Case("E75", "limp", C, "", {**SUDDEN, **LIMP, "days_since_onset": 3}),
    Case("E75", "slow_strain", C, "not_better", {**SUDDEN, "days_since_onset": 3}),
    Case("E75 R-I1", "marked_signs", C, "bruise_large", SUDDEN),
    Case("R-I1", "marked_signs", C, "gap_dent"),
    Case("R-B5", "limp", C, "", LIMP),
    Case("R-B5", "limp", C, "", {**LIMP, "onset": "none"}),
    Case("R-B5", "limp", C, "cannot_four_steps"),
    Case("R-I2", "walking", HOLD, "", {**SUDDEN, **LIMP, "days_since_onset": 2}),
    Case("E76", "pregnancy", C, "pregnant"),
    Case("E76", "thin_blood", C, "blood_thinners"),
    Case("E76", "surgery", C, "past_surgery"),
    Case("E76", "antibiotic", C, "antibiotic_tendon"),
    Case("E76", "nerve_illness", C, "nerve_disease"),
    Case("E76", "older_fall", C, "falls", OLD),
    Case("E76 grouped", "new_health", C, "week_health", form="weekly"),
    Case("added fall", "fall_steps", B, "fall_accident cannot_four_steps"),
    Case("added fall grouped", "fall_steps", B, "now_fall", form="weekly"),
    Case("added bleeding", "bleeding", B, "blood_thinners bruise_new"),
    Case("added heart", "heart", C, "heart_disease"),
    Case("added heart", "effort", C, "effort_chest"),
    Case("added heart grouped", "effort", C, "week_effort", form="weekly"),
    Case("added blow", "blow", C, "direct_blow"),
    Case("added walking", "walk_calf_pain", C, "walk_calf"),
    Case("added bruise", "marked_signs", C, "bruise_large"),
    Case("added walking pain", "walk_pain", C, "walk_five"),
    Case("added walking pain", "walk_pain", C, "walk_five", form="weekly"),
    Case("R-B5 R-I1 grouped", "new_injury", C, "now_injury", form="short"),
)

NEAR_MISSES = (
    Case("E62 two sore thighs", "cauda_equina", None, "", {"limbs": "both"}),
    Case("E62 one leg", "cauda_equina", C, "tingle_weak shoot_below_knee"),
    Case("E63 leg alone", "lung_clot", B, "leg_swollen"),
    Case("added chest on effort", "chest", C, "effort_chest"),
    Case("added foot, old", "foot_blood", B, "foot_weak_old"),
    Case("E64 swelling", "compartment", C, "bruise_large"),
    Case("E65 old", "foot_nerve", B, "foot_weak_old"),
    Case("E65 tingling", "foot_weak", C, "tingle_weak"),
    Case("E64 E65 grouped", "leg_emergency", B, "now_swelling", form="short"),
    Case("E66 a calf ache", "leg_clot", None, "calf_ache"),
    Case("E66 a risk alone", "leg_clot", None, "clot_risk"),
    Case("E66 at the sore spot", "leg_clot", C, "hot_red_area bruise_large"),
    Case("E66 grouped", "leg_today", C, "now_injury", form="short"),
    Case("E68 no fever", "infection", C, "hot_red_area"),
    Case("E68 fever alone", "infection", None, "fever_ill"),
    Case("E68 a risk alone", "hot_area", None, "infection_risk"),
    Case("E69 pop alone", "tendon_torn", C, "pop_buttock"),
    Case("E69 pop elsewhere", "tendon_torn", C, "pop_tear bruise_large cannot_sit"),
    Case("R-B5 sitting hurts", "pop", None, "cannot_sit"),
    Case("E71 gradual", "young_buttock", C, "", YOUNG),
    Case("E71 grown", "young_buttock", C, "pop_buttock"),
    Case("E71 E76 grown", "under_18", None),
    Case("E72 no risk", "bone_stress", None, "impact_deep walk_hurts night_pain"),
    Case("E72 impact only", "bone_stress", None, "impact_deep bone_risk"),
    Case("E72 a risk alone", "bone_stress", None, "bone_risk"),
    Case("E72 grouped, no risk", "bone_stress", None, "week_impact", form="weekly"),
    Case("E72 bears weight", "no_weight", None, "impact_deep"),
    Case("E73 night pain", "nerve_root", None, "night_pain"),
    Case("E74 history alone", "cancer_pain", None, "cancer"),
    Case("E74 no history", "cancer_pain", None, "pain_unexplained"),
    Case("E74 slow strain", "lump_or_weight", None, "not_better"),
    Case("E74 E75 pain at night", "rest_pain", None, "night_pain"),
    Case("E73 E75 grouped", "new_pain", C, "walk_five", form="weekly"),
    Case("E75 dent, no strain", "torn_muscle", C, "gap_dent"),
    Case("E75 limps but steps", "no_weight", HOLD, "", {**SUDDEN, **LIMP, "days_since_onset": 1}),
    Case("E75 first days", "limp", HOLD, "", {**SUDDEN, **LIMP, "days_since_onset": 2}),
    Case("E75 first days", "slow_strain", None, "not_better", {**SUDDEN, "days_since_onset": 2}),
    Case("E75 other tracks", "slow_strain", None, "not_better"),
    Case("R-I1 small bruise", "marked_signs", None, "bruise_new", SUDDEN),
    Case("R-I2 third day", "walking", C, "", {**SUDDEN, **LIMP, "days_since_onset": 3}),
    Case("R-I2 walks well", "walking", None, "", {**SUDDEN, "days_since_onset": 1}),
    Case("E76 others", "pregnancy", None, "knee_trouble back_trouble"),
    Case("E76 no thinners", "thin_blood", None, "bruise_new"),
    Case("E76 no surgery", "surgery", None, "knee_trouble"),
    Case("E76 no tendon pain", "antibiotic", None, "infection_risk"),
    Case("E76 back", "nerve_illness", None, "back_trouble"),
    Case("E76 younger", "older_fall", None, "falls"),
    Case("E76 older, no fall", "older_fall", None, "", OLD),
    Case("E76 grouped", "new_health", None, "bone_risk", form="weekly"),
    Case("added fall, walks", "fall_steps", None, "fall_accident"),
    Case("added fall, no fall", "fall_steps", C, "cannot_four_steps"),
    Case("added bleeding, no bruise", "bleeding", C, "blood_thinners"),
    Case("added bleeding, no thinners", "bleeding", C, "bruise_large"),
    Case("added heart, effort only", "heart", C, "effort_chest"),
    Case("added effort, heart only", "effort", C, "heart_disease"),
    Case("added blow, fell", "blow", None, "fall_accident"),
    Case("added walking, any pain", "walk_calf_pain", None, "walk_hurts"),
    Case("added bruise, small", "marked_signs", None, "bruise_new"),
    Case("added walking pain, less", "walk_pain", None, "walk_hurts"),
    Case("R-B5 R-I1 grouped", "new_injury", C, "now_pain", form="short"),
)

BY_THE_PROGRAMME = {
    "stop_emergency": A,
    "pull": C,
    "other_track": C,
    "third_fail": C,
    "rising": C,
    "worse": C,
    "high_baseline": C,
    "flare_not_settled": C,
    "second_flare": C,
}
"""Raised by what happens in the programme, never by a tick."""


def given(pack: HasTriage, case: Case) -> Answers:
    """A whole form: the case's answers, and otherwise those of a well person."""
    yes = frozenset(case.yes.split())
    values = {**WELL, **case.values}
    unticked = frozenset(
        screen.id
        for screen in pack.triage.screens
        if screen.kind == "list" and yes.isdisjoint(screen.symptoms)
    )
    return Answers(yes, unticked, values)


def answer(pack: HasTriage, case: Case) -> TriageOutcome:
    """Where the case's form leads."""
    return outcome(pack, given(pack, case), case.form)


@pytest.mark.parametrize("case", RAISED, ids=lambda c: f"{c.row}-{c.yes or 'answers'}-{c.form}")
def test_each_row_stops_the_programme_with_its_urgency(pack: HasTriage, case: Case) -> None:
    result = answer(pack, case)
    assert case.flag in result.flags
    assert result.urgency == case.urgency
    assert result.because
    assert result.sources
    assert (result.track is None) == (case.urgency != HOLD)


@pytest.mark.parametrize("case", NEAR_MISSES, ids=lambda c: f"{c.row}-{c.flag}")
def test_a_near_miss_does_not_raise_the_row(pack: HasTriage, case: Case) -> None:
    result = answer(pack, case)
    assert result.complete
    assert case.flag not in result.flags
    assert result.urgency == case.urgency


def test_every_flag_of_the_forms_has_a_row_and_a_near_miss(pack: HasTriage) -> None:
    asked = {flag.id for flag in pack.triage.flags if flag.when}
    assert asked == {case.flag for case in RAISED} == {case.flag for case in NEAR_MISSES}


def test_every_way_into_a_flag_is_taken_by_a_row(pack: HasTriage) -> None:
    missed = [
        (flag.id, condition)
        for flag in pack.triage.flags
        for condition in flag.when
        if not any(evaluate(condition, given(pack, c)) for c in RAISED if c.flag == flag.id)
    ]
    assert missed == []


def test_what_the_programme_raises_is_there_and_no_answer_raises_it(pack: HasTriage) -> None:
    found = {flag.id: flag.urgency for flag in pack.triage.flags if not flag.when}
    assert found == BY_THE_PROGRAMME


def test_a_risk_factor_alone_never_stops_anyone_but_for_facts_that_stand(pack: HasTriage) -> None:
    standing = {"pregnant", "blood_thinners"}
    for symptom in pack.triage.symptoms:
        if symptom.risk_factor and symptom.id not in standing:
            assert answer(pack, Case("", "", None, symptom.id)).flags == ()


def test_standing_facts_raise_flags_that_a_running_clearance_covers(pack: HasTriage) -> None:
    standing = {flag.id for flag in pack.triage.flags if flag.standing}
    assert standing == {
        "under_18", "pregnancy", "thin_blood", "surgery", "antibiotic", "nerve_illness",
        "older_fall", "heart",
    }  # fmt: skip


NO_INJURY: dict[str, str | int] = {"onset": "none", "where": "nowhere", "nprs_worst_7d": 0}
TRACKS: tuple[tuple[str | None, Mapping[str, str | int]], ...] = (
    ("strain", SUDDEN),
    ("strain", {**SUDDEN, "where": "behind_knee", "days_since_onset": 42}),
    ("strain", {**SUDDEN, "days_since_onset": 0}),
    (None, {**SUDDEN, "days_since_onset": 43}),
    (None, {**SUDDEN, "where": "sitting_bone"}),
    (None, {**SUDDEN, "where": "elsewhere"}),
    (None, {**SUDDEN, "where": "nowhere"}),
    ("tendinopathy", {}),
    (None, {"worse_sitting": "no"}),
    (None, {"where": "back_of_thigh"}),
    ("tightness", {**NO_INJURY, "where": "back_of_thigh", "nprs_worst_7d": 2}),
    ("tightness", {**NO_INJURY, "where": "sitting_bone"}),
    ("tightness", {**NO_INJURY, "nprs_worst_7d": 2}),
    (None, {**NO_INJURY, "where": "behind_knee", "nprs_worst_7d": 3}),
    (None, {**NO_INJURY, "where": "elsewhere"}),
    ("prevention", NO_INJURY),
)


@pytest.mark.parametrize(("track", "values"), TRACKS)
def test_tracks_r_b2(pack: HasTriage, track: str | None, values: Mapping[str, str | int]) -> None:
    result = answer(pack, Case("", "", None, values=values))
    assert result.track == track
    assert result.urgency == (None if track else C)
    assert result.flags == (() if track else ("other_track",))
    assert result.sources


def test_a_running_episode_keeps_its_track_whatever_the_days(pack: HasTriage) -> None:
    late = {**WELL, **SUDDEN, "days_since_onset": 90}
    lists = frozenset(s.id for s in pack.triage.screens if s.kind == "list")
    result = outcome(pack, Answers(none_confirmed=lists, values=late), "long", sort=False)
    assert result.complete
    assert result.flags == ()
    assert result.track is None


def test_the_most_urgent_of_several_decides_and_all_are_kept(pack: HasTriage) -> None:
    result = answer(pack, Case("", "", A, "pregnant leg_swollen saddle_numb"))
    assert result.deciding == "cauda_equina"
    assert result.flags == ("cauda_equina", "leg_clot", "pregnancy")


def test_answers_name_the_traits_that_narrow_the_exercises(pack: HasTriage) -> None:
    result = answer(pack, Case("", "", None, "falls knee_trouble back_trouble", OLD))
    assert result.traits == ("age_65", "falls", "knee_trouble", "back_trouble", "sitting_bone_pain")


def test_an_emergency_ends_the_form_before_the_other_screens(pack: HasTriage) -> None:
    first = screens_to_show(pack, Answers(), "long")[0]
    result = outcome(pack, Answers(yes=frozenset({first.symptoms[0]})), "long")
    assert result.urgency == A
    assert result.complete
    assert result.next_screen is None
