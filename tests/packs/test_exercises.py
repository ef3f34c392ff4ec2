"""What the hamstring pack's exercises promise: rows of the article, ladders, poses and words."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.model import Exercise, KeyPose, Rung
from hamstrong.protocol.texts import load_texts

PACK = load_pack()
EXERCISES = PACK.exercises
WORDS: dict[str, dict[str, Any]] = dict(load_texts(DEFAULT_PACK, "en")["exercises"])
TEXT_KEYS = {
    "name", "short", "purpose", "start", "steps", "cues", "faults", "feel", "not_feel", "rungs",
}  # fmt: skip

# Row of the article -> the exercises that serve it.
ROWS = {
    "R-D1": ["heel_drag", "heel_dig", "long_lever_bridge_hold"],
    "R-D2": ["single_leg_balance"],
    "R-E1": ["prone_curl", "standing_curl"],
    "R-E2": ["standing_hip_extension"],
    "R-E3": ["bridge", "staggered_bridge", "single_leg_bridge"],
    "R-E4": ["bridge_curl", "slider_lowering"],
    "R-F1": ["doorway_stretch"],
    "R-F2": ["calf_stretch"],
    "R-G1": ["hip_hinge", "rdl"],
    "R-G2": ["arabesque"],
    "R-G3": ["squat", "kettlebell_swing", "plyometric_lunge"],
    "R-G4": [
        "single_leg_deadlift", "single_leg_deadlift_fast", "step_down", "lunge", "small_jumps",
    ],
    "R-G5": ["nordic"],
}  # fmt: skip
# Rungs that gates and keys may name; losing one closes a gate for good.
FIXED_RUNGS = {
    "heel_drag-10x5s-half", "heel_dig-3x30s", "heel_dig-3x30s-half", "single_leg_balance-30s",
    "single_leg_balance-30s-fingertips", "bridge-2x15", "prone_curl-2x15", "standing_curl-own",
    "rdl_slow-below-knee-3x8-5s", "rdl-own", "slider_lowering-2x10", "lunge-full-2x8",
}  # fmt: skip
FALL_RISK = {"age_65", "falls"}

each_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.id)


def steps() -> Iterator[tuple[Rung, Rung]]:
    for exercise in EXERCISES.values():
        yield from pairwise(exercise.ladder)


def changed(before: Rung, after: Rung) -> set[str]:
    """The variables that a person would feel change; kit comes with load, pose or support."""
    old, new = before.dosage, after.dosage
    felt = {
        "repetitions": (old.repetitions, old.holds) != (new.repetitions, new.holds),
        "sets": old.sets != new.sets,
        "hold": old.hold_s != new.hold_s,
        "intervals": new.steady_m is None
        and (old.run_s, old.walk_s, old.run_m) != (new.run_s, new.walk_s, new.run_m),
        "ramp": (old.speed_up_m, old.slow_down_m) != (new.speed_up_m, new.slow_down_m),
        "tempo": old.tempo != new.tempo,
        "frequency": (old.bouts, before.max_per_week) != (new.bouts, after.max_per_week),
        "effort": before.effort_percent != after.effort_percent,
        "pose": before.pose != after.pose,
    }
    names = {name for name, differs in felt.items() if differs}
    if "intervals" in names:  # one run of 20 minutes has fewer intervals because they are longer
        names.discard("sets")
    # A faster run looks faster, and jogging on the spot unlike running.
    if new.run_s is not None and names & {"effort", "intervals"}:
        names.discard("pose")
    kit = _load(before) != _load(after)
    return names | ({"load"} if kit and "pose" not in names else set())


def _load(rung: Rung) -> tuple[object, ...]:
    return rung.load_kg, rung.own_percent, rung.equipment


def loaded_poses(exercise: Exercise) -> Iterator[tuple[str, KeyPose]]:
    for sequence in exercise.sequences:
        for pose in sequence.poses:
            if pose.loaded and not sequence.id.startswith("fault_"):
                yield sequence.id, pose


# The nine things that an exercise of this pack can train.
ACTIONS = {
    "brace", "trunk", "bridge", "curl", "hinge", "squat", "power", "run", "stretch",
}  # fmt: skip


TRUNK_EXTRAS = {"front_plank", "grapevine", "side_step"}
"""Trunk work beside the sessions of a strain; balance is a session's work (E137-E139)."""


# --- actions ----------------------------------------------------------------------------------


def test_the_nine_actions_are_declared_and_each_is_trained() -> None:
    assert set(PACK.actions) == ACTIONS
    assert {exercise.action for exercise in EXERCISES.values()} == ACTIONS


@each_exercise
def test_an_action_agrees_with_the_kind_of_work(exercise: Exercise) -> None:
    """Nothing moves in a brace, a stretch is an adjunct, a run runs, power is fast."""
    load_class = PACK.load_classes[exercise.load_class]
    assert (exercise.action == "brace") == load_class.isometric
    assert (exercise.action == "stretch") == exercise.is_stretch
    assert exercise.adjunct == (exercise.is_stretch or exercise.id in TRUNK_EXTRAS)
    assert (exercise.action == "run") == load_class.run
    assert (exercise.action == "power") == load_class.power


@each_exercise
def test_a_curl_keeps_the_hip_straight_and_a_hinge_bends_it(exercise: Exercise) -> None:
    hips = [pose.hip_deg for _, pose in loaded_poses(exercise)]
    if exercise.action == "curl":
        assert max(hips) <= 25
    if exercise.action == "hinge":
        assert max(hips) >= 60


# --- the article ------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS)
def test_every_exercise_of_the_article_is_there(row: str) -> None:
    """R-D1 to R-G5."""
    assert set(ROWS[row]) <= EXERCISES.keys()
    assert any(row in EXERCISES[name].sources for name in ROWS[row])


def test_heel_drag_is_held_ten_times_for_five_to_ten_seconds_once_or_twice_a_day() -> None:
    """R-D1."""
    for rung in EXERCISES["heel_drag"].ladder:
        dosage = rung.dosage
        assert (dosage.sets, dosage.holds) == (1, 10)
        assert dosage.hold_s in range(5, 11)
        assert dosage.bouts in {1, 2}


@pytest.mark.parametrize("name", ["heel_drag", "heel_dig"])
def test_effort_rises_before_the_holds_get_longer(name: str) -> None:
    """R-D1, E33, E169: light, half and strong holds of one length, then longer ones."""
    ladder = EXERCISES[name].ladder
    assert [rung.effort_percent for rung in ladder[:3]] == [30, 50, 70]
    assert len({rung.dosage for rung in ladder[:3]}) == 1
    assert {rung.effort_percent for rung in ladder[3:]} == {70}


def test_isometrics_of_a_sore_tendon_go_from_3_times_30_to_5_times_45_seconds() -> None:
    """E169."""
    doses = [rung.dosage for rung in EXERCISES["heel_dig"].ladder]
    assert (doses[0].sets, doses[0].hold_s) == (3, 30)
    assert (doses[-1].sets, doses[-1].hold_s) == (5, 45)


def test_bridges_are_held_three_to_five_seconds() -> None:
    """R-E3."""
    pauses = [rung.dosage.tempo.pause_s for rung in EXERCISES["bridge"].ladder if rung.dosage.tempo]
    assert min(pauses) >= 3
    assert max(pauses) <= 5


# --- ladders ----------------------------------------------------------------------------------


def test_gates_find_the_rungs_that_they_name() -> None:
    rungs = {rung.id for exercise in EXERCISES.values() for rung in exercise.ladder}
    assert rungs >= FIXED_RUNGS
    assert [rung for rung in rungs if rung.startswith("rdl-above-mid-thigh-")]


@each_exercise
def test_a_ladder_has_three_rungs_and_begins_with_its_start(exercise: Exercise) -> None:
    changes = [rung.changes for rung in exercise.ladder]
    assert len(changes) >= 3
    assert changes[0] == "start"
    assert "start" not in changes[1:]


@pytest.mark.parametrize("step", list(steps()), ids=lambda step: step[1].id)
def test_a_rung_changes_exactly_one_variable(step: tuple[Rung, Rung]) -> None:
    """S8."""
    before, after = step
    differs = changed(before, after)
    assert len(differs) == 1, differs
    (variable,) = differs
    if variable == "pose":
        assert after.changes in {"range", "lever", "support", "stability", "legs"}
    elif after.changes == "hold":
        assert variable in {"hold", "tempo"}
    else:
        assert variable == after.changes


@pytest.mark.parametrize("step", list(steps()), ids=lambda step: step[1].id)
def test_rest_and_exclusions_do_not_loosen_on_the_way_up(step: tuple[Rung, Rung]) -> None:
    before, after = step
    assert before.dosage.rest_s == after.dosage.rest_s
    assert set(before.excluded_by) <= set(after.excluded_by)
    for track, keys in before.requires_tracks.items():
        assert set(keys) <= set(after.requires_tracks.get(track, ()))


def _steps(exercise: Exercise) -> bool:
    """Whether it is counted in steps, which are neither lifted nor held."""
    return exercise.action == "trunk" and exercise.ladder[0].dosage.repetitions is not None


@each_exercise
def test_lowering_is_slower_than_lifting(exercise: Exercise) -> None:
    """R-A2; a runner's stride is no repetition, and neither half of it is the slow one."""
    lifted = [rung.dosage for rung in exercise.ladder if rung.dosage.run_s is None]
    tempos = [dosage.tempo for dosage in lifted if dosage.tempo]
    assert all(tempo.lower_s > tempo.lift_s for tempo in tempos)
    assert bool(tempos) == (exercise.load_class in {"strength", "power"}) or _steps(exercise)


@each_exercise
def test_only_seen_facts_bear_a_letter_above_e(exercise: Exercise) -> None:
    for rung in exercise.ladder:
        if rung.grade != "E":
            assert "expert" not in rung.sources, rung.id


def test_bridge_counts_of_ten_fifteen_twenty_can_be_logged_on_the_floor() -> None:
    floor = [r for r in EXERCISES["single_leg_bridge"].ladder if r.pose == "default"]
    assert {10, 15, 20} <= {rung.dosage.repetitions for rung in floor}
    staggered = EXERCISES["staggered_bridge"].ladder
    assert {15, 20, 25} <= {rung.dosage.repetitions for rung in staggered}


# --- who may do what --------------------------------------------------------------------------


def test_prevention_starts_at_stage_two_and_has_no_isometrics() -> None:
    for exercise in EXERCISES.values():
        assert exercise.stages.get("prevention", 2) >= 2
        if exercise.load_class == "isometric":
            assert "prevention" not in exercise.stages


def test_no_seated_isometric_on_the_tendinopathy_track() -> None:
    """C6."""
    seated = [e for e in EXERCISES.values() if e.position == "sitting"]
    assert seated
    assert all("tendinopathy" not in exercise.stages for exercise in seated)


def test_a_sore_tendon_is_not_compressed_while_loaded_early_on() -> None:
    """R-B4, S6: hip at most 30 degrees in holds and 40 in repetitions."""
    limit = PACK.tracks["tendinopathy"].compression
    assert limit is not None
    checked = 0
    for exercise in EXERCISES.values():
        if exercise.stages.get("tendinopathy", 99) not in limit.stages or exercise.adjunct:
            continue
        held = exercise.load_class == "isometric"
        most = limit.isometric_hip_deg if held else limit.repetition_hip_deg
        for name, pose in loaded_poses(exercise):
            checked += 1
            assert pose.hip_deg <= most, (exercise.id, name, pose)
    assert checked > 20


def test_bridges_carry_nothing_while_they_lie_on_the_floor() -> None:
    for name in ("bridge", "staggered_bridge", "single_leg_bridge", "slider_lowering"):
        for sequence in EXERCISES[name].sequences:
            assert sequence.is_fault or not sequence.poses[0].loaded, (name, sequence.id)


def test_long_muscle_work_after_a_strain_waits_for_the_key() -> None:
    """C13."""
    whole = [
        e.id for e in EXERCISES.values() if "long_length" in e.requires_tracks.get("strain", ())
    ]
    assert "arabesque" in whole
    assert not {"nordic", "slider_one_leg"} & set(whole)
    assert {e.id for e in EXERCISES.values() if e.power} <= set(whole)
    for rung in EXERCISES["rdl"].ladder:
        short = rung.id.startswith("rdl-above-")
        assert short != ("long_length" in rung.requires_tracks.get("strain", ()))


def test_power_begins_in_stage_four_and_never_for_daily_life() -> None:
    """R-G3, R-G4."""
    power = [exercise for exercise in EXERCISES.values() if exercise.power]
    assert len(power) == 4
    for exercise in power:
        assert exercise.load_class == "power"
        assert min(exercise.stages.values()) >= 4
        assert "daily_life" in exercise.excluded_goals
    for name in ("small_jumps", "plyometric_lunge"):
        assert set(EXERCISES[name].excluded_goals) == {"daily_life", "gym"}


def test_who_may_fall_keeps_a_hand_on_something() -> None:
    """C17."""
    ladder = EXERCISES["single_leg_balance"].ladder
    free = [rung for rung in ladder if rung.pose != "fingertips"]
    assert all(set(rung.excluded_by) >= FALL_RISK for rung in free)
    assert [rung.pose for rung in ladder[:2]] == ["fingertips"] * 2
    assert [rung.optional for rung in ladder] == [False, False, False, True, True]


def test_stretches_are_extras_and_nerves_are_never_stretched() -> None:
    """R-F0, R-F1, R-F2."""
    doorway, calf = EXERCISES["doorway_stretch"], EXERCISES["calf_stretch"]
    assert doorway.adjunct
    assert doorway.long_hold_hamstring_stretch
    assert calf.adjunct
    assert not calf.long_hold_hamstring_stretch
    assert "nerve_symptoms" in doorway.excluded_by
    assert doorway.stages["tendinopathy"] == 3
    assert doorway.requires_tracks == {"tendinopathy": ("loaded_90",)}


def test_nordics_grow_by_one_step_a_week_from_two_sets_of_three() -> None:
    """R-G5: sets of three to five, one session in the first week, at most two in the others; the
    whole range before slower lowering."""
    nordic = EXERCISES["nordic"]
    doses = [(r.dosage.sets, r.dosage.repetitions, r.max_per_week) for r in nordic.ladder]
    assert doses == [
        (2, 3, 1), (2, 3, 2), (2, 4, 2), (2, 5, 2), (3, 5, 2), (4, 5, 2), (4, 5, 2), (4, 5, 2),
    ]  # fmt: skip
    assert all(rung.min_days == 7 for rung in nordic.ladder)
    assert [rung.changes for rung in nordic.ladder[-2:]] == ["range", "tempo"]
    assert [rung.pose for rung in nordic.ladder] == ["short"] * 6 + ["default"] * 2
    assert nordic.restart_after_days == 14
    assert nordic.requires == ("nordic_entry",)


# --- words ------------------------------------------------------------------------------------


@each_exercise
def test_every_word_of_an_exercise_is_there(exercise: Exercise) -> None:
    words = WORDS[exercise.id]
    assert words.keys() - {"published"} == TEXT_KEYS
    assert list(words["rungs"]) == [rung.id for rung in exercise.ladder]
    assert len(set(words["rungs"].values())) == len(exercise.ladder)
    assert len(words["steps"]) >= 3
    assert all(fault.keys() - {"figure"} == {"see", "do"} for fault in words["faults"])
    assert len(words["faults"]) >= 2


def test_published_doses_stand_beside_ours_with_a_seen_fact() -> None:
    """Where a trial or a programme gives another dose, its page says so."""
    named = {e.id: e.published for e in EXERCISES.values() if e.published}
    assert {"nordic", "slider_one_leg", "extender", "diver", "glider", "side_step"} <= set(named)
    for name, facts in named.items():
        assert WORDS[name]["published"].keys() == set(facts)
        assert {PACK.facts[fact].status for fact in facts} <= {"V", "V2"}


NEW = {
    "slider_one_leg": "curl", "long_lever_lowering": "curl", "long_lever_lowering_one_leg": "curl",
    "hip_thrust": "bridge", "extender": "hinge", "diver": "hinge", "glider": "hinge",
    "long_lever_hold_one_leg": "brace", "lying_hip_extension": "bridge", "chair_rise": "squat",
    "side_step": "trunk", "grapevine": "trunk", "front_plank": "trunk", "drop_lunge": "squat",
}  # fmt: skip


@pytest.mark.parametrize("name", NEW)
def test_exercises_of_the_early_and_the_lengthening_work_are_there(name: str) -> None:
    """E130, E138, E141, E167, E169, E170, E202: each trains what it is named for."""
    assert EXERCISES[name].action == NEW[name]


@each_exercise
def test_every_exercise_shows_a_mistake(exercise: Exercise) -> None:
    """Cramps, breath, speed and what turns about the leg stay words."""
    assert any(sequence.is_fault for sequence in exercise.sequences)


@each_exercise
def test_spoken_cues_have_at_most_five_words(exercise: Exercise) -> None:
    cues = WORDS[exercise.id]["cues"]
    assert len(cues) >= 3
    assert [cue for cue in cues if len(cue.split()) > 5] == []


@each_exercise
def test_words_stay_calm_and_in_sentence_case(exercise: Exercise) -> None:
    text = str(WORDS[exercise.id])
    assert "!" not in text
    assert re.findall(r"\b[A-Z]{2,}\b", text) == []
