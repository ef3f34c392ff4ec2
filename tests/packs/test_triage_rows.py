"""Each row of the red flags: one set of answers that raises it and a near miss that does not.

The rows are the dossier's (E62-E76) and those that the programme adds; what is expected comes
from them and not from the pack.
"""

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from hamstrong.engine.answers import Answers, evaluate
from hamstrong.engine.asked_questions import HasTriage, screens_to_show
from hamstrong.engine.state.known_facts import KnownAnswer
from hamstrong.engine.triage import TriageOutcome, outcome
from hamstrong.protocol.model import FormName

WELL: dict[str, str | int | None] = {
    "fork": "hurts",
    "age": 40,
    "limbs": "left",
    "onset": "gradual",
    "where": "sitting_bone_load",
    "nprs_worst_7d": 1,
    "walking_normal": "yes",
    "how": "quick",
    "days_since_onset": 5,
    "better_since": "yes",
}
"""Nothing ticked with these sorts into the tendinopathy track."""

SUDDEN = {"onset": "sudden", "where": "back_of_thigh"}
MONTHS = {"onset": "gradual_months"}
YOUNG = {"age": 17}
OLD = {"age": 65}
LIMP = {"walking_normal": "no"}


class Case(NamedTuple):
    """Ticks and other answers, the row's flag, and how urgent the outcome is as a whole."""

    row: str
    flag: str
    urgency: str | None
    yes: str = ""
    values: Mapping[str, str | int] = {}
    form: FormName = "long"


A, B, C = "emergency", "same_day", "professional_first"

RAISED = (
    Case("E62", "cauda_equina", A, "saddle_numb"),
    Case("E62", "cauda_equina", A, "bladder_bowel"),
    Case("E62 both legs", "cauda_equina", A, "both_legs"),
    Case("E62", "cauda_equina", A, "now_nerve", form="short"),
    Case("E63 added chest", "chest", A, "chest_breath"),
    Case("E63 grouped", "chest", A, "now_chest", form="weekly"),
    Case("added foot", "foot_blood", A, "foot_cold_pale"),
    Case("E64", "compartment", A, "thigh_hard"),
    Case("E65", "foot_nerve", A, "foot_drop"),
    Case("E65 old", "foot_weak", B, "foot_weak_old"),
    Case("E64 E65 grouped", "leg_emergency", A, "now_leg", form="short"),
    Case("E66", "leg_clot", B, "leg_swollen"),
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
    Case("E71", "young_buttock", B, "", {**YOUNG, "onset": "sudden"}),
    Case("E71 E76", "under_18", C, "", YOUNG),
    Case("E69 E71 sudden", "sudden_sitting_bone", C, "", {"onset": "sudden"}),
    Case("E69 E71 sudden", "sudden_sitting_bone", C, "", {**SUDDEN, "where": "sitting_bone"}),
    Case("E72 groin", "bone_stress", C, "impact_groin"),
    Case("E72 buttock", "bone_stress", C, "impact_buttock night_or_step load_risk"),
    Case("E72 buttock", "bone_stress", C, "impact_buttock night_or_step bone_weak"),
    Case("E72 groin grouped", "bone_stress", C, "week_groin", form="weekly"),
    Case("E72 grouped", "bone_stress", C, "week_impact load_risk", form="weekly"),
    Case("E73", "nerve_root", C, "nerve_below_knee"),
    Case("E73 gradual", "nerve_root", C, "shoot_below_knee"),
    Case("E73 gradual", "nerve_root", C, "shoot_below_knee", MONTHS),
    Case("E74", "cancer_pain", C, "cancer pain_not_load"),
    Case("E74", "lump_or_weight", C, "lump_weight"),
    Case("E74 a month", "lump_or_weight", C, "same_for_month"),
    Case("E74 grouped", "lump_or_weight", C, "week_lump", form="weekly"),
    Case("E74 E75 every track", "rest_pain", C, "rest_constant"),
    Case("E73 E75 grouped", "new_pain", C, "now_pain", form="short"),
    Case("E75", "torn_muscle", B, "gap_dent", SUDDEN),
    Case("E75", "limp", C, "", {**SUDDEN, **LIMP, "days_since_onset": 7}),
    Case("E75", "slow_strain", C, "", {**SUDDEN, "better_since": "no", "days_since_onset": 3}),
    Case("E75 R-I1", "marked_signs", C, "bruise_large", SUDDEN),
    Case("R-I1", "marked_signs", C, "gap_dent"),
    Case("R-B5", "limp", C, "", LIMP),
    Case("R-B5", "limp", C, "", {**LIMP, **MONTHS}),
    Case("R-I2", "walking", C, "", {**SUDDEN, **LIMP, "days_since_onset": 6}),
    Case("E76", "pregnancy", C, "pregnant"),
    Case("E76", "thin_blood", C, "blood_thinners"),
    Case("E76", "surgery", C, "past_surgery"),
    Case("E76", "antibiotic", C, "antibiotic_tendon"),
    Case("E76", "nerve_illness", C, "nerve_disease"),
    Case("E76", "older_fall", C, "falls", OLD),
    Case("E76 grouped", "new_health", C, "week_health", form="weekly"),
    Case("added steps", "no_weight", B, "cannot_four_steps"),
    Case("added fall grouped", "no_weight", B, "now_fall", form="weekly"),
    Case("added bleeding", "bleeding", B, "blood_thinners bruise_new"),
    Case("added heart", "heart", C, "heart_disease"),
    Case("added heart", "effort", C, "effort_chest"),
    Case("added heart grouped", "effort", C, "week_effort", form="weekly"),
    Case("added blow", "blow", C, "direct_blow"),
    Case("added bruise", "marked_signs", C, "bruise_large"),
    Case("added walking pain", "walk_pain", C, "walk_five"),
    Case("added walking pain", "walk_pain", C, "walk_five", form="weekly"),
    Case("added arteries", "leg_arteries", C, "walk_cramp", {"age": 50}),
    Case("added arteries", "leg_arteries", C, "walk_cramp artery_risk"),
    Case("E197 pressure", "pressure", C, "pressure_high"),
    Case("E198 fracture", "broken_bone", C, "bone_broken"),
    Case("E174 injection", "tendon_injection", C, "injection"),
    Case("R-B5 R-I1 grouped", "new_injury", C, "now_injury", form="short"),
)

NEAR_MISSES = (
    Case("E62 two sore thighs", "cauda_equina", None, "", {"limbs": "both"}),
    Case("E62 one leg", "cauda_equina", C, "nerve_below_knee shoot_below_knee"),
    Case("E63 leg alone", "chest", B, "leg_swollen"),
    Case("added chest on effort", "chest", C, "effort_chest"),
    Case("added foot, old", "foot_blood", B, "foot_weak_old"),
    Case("E64 swelling", "compartment", C, "bruise_large"),
    Case("E65 old", "foot_nerve", B, "foot_weak_old"),
    Case("E65 tingling", "foot_weak", C, "nerve_below_knee"),
    Case("E64 E65 grouped", "leg_emergency", B, "now_swelling", form="short"),
    Case("E66 a calf ache", "leg_clot", None, "calf_ache"),
    Case("E66 a risk alone", "leg_clot", None, "clot_risk"),
    Case("E66 at the sore spot", "leg_clot", C, "hot_red_area bruise_large"),
    Case("E66 grouped", "leg_today", C, "now_injury", form="short"),
    Case("E68 no fever", "infection", C, "hot_red_area"),
    Case("E68 fever alone", "infection", None, "fever_ill"),
    Case("E68 a risk alone", "hot_area", None, "infection_risk"),
    Case("E69 a pop alone", "tendon_torn", C, "pop_buttock"),
    Case("E69 no pop", "tendon_torn", C, "bruise_large"),
    Case("R-B5 no pop", "pop", None, "bruise_new", SUDDEN),
    Case("E71 grown", "young_buttock", C, "pop_buttock", {"age": 18}),
    Case("E71 E76 grown", "under_18", None, "", {"age": 18}),
    Case("E69 E71 in the thigh", "sudden_sitting_bone", None, "", SUDDEN),
    Case("E69 E71 gradual", "sudden_sitting_bone", None, "", {"where": "sitting_bone_load"}),
    Case("E72 no risk", "bone_stress", None, "impact_buttock night_or_step"),
    Case("E72 impact only", "bone_stress", None, "impact_buttock load_risk"),
    Case("E72 a risk alone", "bone_stress", None, "load_risk"),
    Case("E72 grouped, no risk", "bone_stress", None, "week_impact", form="weekly"),
    Case("E73 night pain", "nerve_root", None, "night_or_step"),
    Case("E73 sudden", "nerve_root", None, "shoot_below_knee", SUDDEN),
    Case("E74 history alone", "cancer_pain", None, "cancer"),
    Case("E74 no history", "cancer_pain", None, "pain_not_load"),
    Case("E74 follows load", "lump_or_weight", None, "pain_not_load"),
    Case("E74 E75 pain at night", "rest_pain", None, "night_or_step"),
    Case("E73 E75 grouped", "new_pain", C, "walk_five", form="weekly"),
    Case("E75 dent, no strain", "torn_muscle", C, "gap_dent"),
    Case("E75 limps but steps", "no_weight", C, "", {**SUDDEN, **LIMP, "days_since_onset": 1}),
    Case("E75 first days", "limp", C, "", {**SUDDEN, **LIMP, "days_since_onset": 6}),
    Case(
        "E75 first days",
        "slow_strain",
        None,
        "",
        {**SUDDEN, "better_since": "no", "days_since_onset": 2},
    ),
    Case("E75 other tracks", "slow_strain", None, "", {"better_since": "no"}),
    Case("R-I1 small bruise", "marked_signs", None, "bruise_new", SUDDEN),
    Case("R-I2 seventh day", "walking", C, "", {**SUDDEN, **LIMP, "days_since_onset": 7}),
    Case("R-I2 walks well", "walking", None, "", {**SUDDEN, "days_since_onset": 1}),
    Case("E76 others", "pregnancy", None, "knee_trouble back_trouble"),
    Case("E76 no thinners", "thin_blood", None, "bruise_new"),
    Case("E76 no surgery", "surgery", None, "knee_trouble"),
    Case("E76 no tendon pain", "antibiotic", None, "infection_risk"),
    Case("E76 back", "nerve_illness", None, "back_trouble"),
    Case("E76 younger", "older_fall", None, "falls", {"age": 64}),
    Case("E76 older, no fall", "older_fall", None, "", OLD),
    Case("E76 grouped", "new_health", None, "load_risk", form="weekly"),
    Case("added bleeding, no bruise", "bleeding", C, "blood_thinners"),
    Case("added bleeding, no thinners", "bleeding", C, "bruise_large"),
    Case("added heart, effort only", "heart", C, "effort_chest"),
    Case("added effort, heart only", "effort", C, "heart_disease"),
    Case("added blow, fell", "blow", B, "cannot_four_steps"),
    Case("added arteries, younger", "leg_arteries", None, "walk_cramp", {"age": 49}),
    Case("added arteries, a risk alone", "leg_arteries", None, "artery_risk", {"age": 50}),
    Case("added bruise, small", "marked_signs", None, "bruise_new"),
    Case("added walking pain, less", "walk_pain", None, "night_or_step"),
    Case("E197 treated", "pressure", None, "pressure_treated"),
    Case("E198 weak bones", "broken_bone", None, "bone_weak"),
    Case("E174 no injection", "tendon_injection", None, "falls"),
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
    assert (result.track is None) == (result.flags != ("walking",))


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
        "older_fall", "heart", "pressure", "broken_bone", "tendon_injection",
    }  # fmt: skip


TIGHT: dict[str, str | int] = {"where": "back_of_thigh", "nprs_worst_7d": 4}
TRACKS: tuple[tuple[str | None, Mapping[str, str | int]], ...] = (
    ("strain", SUDDEN),
    ("strain", {**SUDDEN, "where": "behind_knee", "days_since_onset": 42}),
    ("strain", {**SUDDEN, "days_since_onset": 0}),
    ("strain", {**SUDDEN, "days_since_onset": 43}),
    ("strain", {**SUDDEN, "how": "slow_stretch"}),
    (None, {**SUDDEN, "where": "elsewhere"}),
    ("tendinopathy", {}),
    ("tendinopathy", MONTHS),
    ("tendinopathy", {"nprs_worst_7d": 8}),
    ("tightness", TIGHT),
    ("tightness", {**TIGHT, **MONTHS, "where": "behind_knee"}),
    ("tightness", {**TIGHT, "where": "sitting_bone"}),
    ("tightness", {**TIGHT, "nprs_worst_7d": 0}),
    (None, {**TIGHT, "nprs_worst_7d": 5}),
    (None, {**TIGHT, "where": "elsewhere"}),
    ("prevention", {"fork": "fine"}),
)


@pytest.mark.parametrize(("track", "values"), TRACKS)
def test_tracks_r_b2(pack: HasTriage, track: str | None, values: Mapping[str, str | int]) -> None:
    result = answer(pack, Case("", "", None, values=values))
    assert result.track == track
    assert result.urgency == (None if track else C)
    assert result.flags == (() if track else ("other_track",))
    assert result.sources


def test_a_running_episode_keeps_its_track_whatever_the_days(pack: HasTriage) -> None:
    late = {**WELL, **SUDDEN, "where": "elsewhere", "days_since_onset": 90}
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
    first = next(s for s in screens_to_show(pack, Answers(), "long") if s.kind == "list")
    result = outcome(pack, Answers(yes=frozenset({first.symptoms[0]})), "long")
    assert result.urgency == A
    assert result.complete
    assert result.next_screen is None


TRAITS: tuple[tuple[str, bool, str, Mapping[str, str | int]], ...] = (
    ("age_65", True, "", {"age": 65}),
    ("age_65", False, "", {"age": 64}),
    ("late_start", True, "", {**SUDDEN, "days_since_onset": 43}),
    ("late_start", False, "", {**SUDDEN, "days_since_onset": 42}),
    ("stretch_injury", True, "", {**SUDDEN, "how": "slow_stretch"}),
    ("stretch_injury", False, "", SUDDEN),
    ("weak_bones", True, "bone_weak", {}),
    ("pressure_treated", True, "pressure_treated", {}),
    ("sitting_bone_pain", True, "", {"where": "sitting_bone"}),
    ("sitting_bone_pain", False, "", {"where": "back_of_thigh"}),
)


@pytest.mark.parametrize(("trait", "there", "yes", "values"), TRAITS)
def test_a_trait_has_both_sides_of_its_number(
    pack: HasTriage, trait: str, there: bool, yes: str, values: Mapping[str, str | int]
) -> None:
    result = answer(pack, Case("", "", None, yes, values))
    assert (trait in result.traits) is there


@pytest.mark.parametrize(("count", "there"), [(2, False), (3, True), (7, True)])
def test_three_signs_of_inflammation_are_a_pattern_and_two_are_not_e194(
    pack: HasTriage, count: int, there: bool
) -> None:
    signs = next(s for s in pack.triage.screens if s.id == "pattern").symptoms[:count]
    known = (KnownAnswer("onset", value="gradual_months"), KnownAnswer("age", value=40))
    answers = given(pack, Case("", "", None, " ".join(signs), {}, "weekly"))
    result = outcome(pack, answers, "weekly", sort=False, known=known)
    assert ("inflammatory_pattern" in result.traits) is there
    assert result.urgency is None


PATTERN: tuple[tuple[str, int, str | None, set[str]], ...] = (
    ("gradual_months", 44, None, {"pattern"}),
    ("gradual_months", 45, None, {"began_before_45"}),
    ("gradual_months", 45, "no", {"began_before_45"}),
    ("gradual_months", 45, "yes", {"began_before_45", "pattern"}),
    ("gradual", 30, None, set()),
    ("sudden", 30, None, set()),
)


@pytest.mark.parametrize(("onset", "age", "before", "asked"), PATTERN)
def test_signs_of_inflammation_are_asked_only_after_months_of_pain_that_began_before_45(
    pack: HasTriage, onset: str, age: int, before: str | None, asked: set[str]
) -> None:
    known = (KnownAnswer("onset", value=onset), KnownAnswer("age", value=age))
    answers = Answers(values={"began_before_45": before})
    shown = screens_to_show(pack, answers, "weekly", sort=False, known=known)
    assert {s.id for s in shown if s.page == "pattern"} == asked
