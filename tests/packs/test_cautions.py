"""Cautions narrow what is offered and refuse nobody (E197, E198, C17).

The expected names are the sentence itself: brittle bones, no lifting from the floor, deep bends,
jumps, swings, sprints; treated high blood pressure, strong isometrics of at most 30 s, no maximal
bridge, the slider for the Nordic; past falls, no jumps, swings and fast runs.
"""

from __future__ import annotations

from itertools import product

import pytest

from hamstrong.engine.course.compilation import compile_course
from hamstrong.engine.course.course import Course
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
JUMPS = {"small_jumps", "plyometric_lunge"}
LONGEST_STRONG_HOLD_S = 30
STRONG_FROM_PERCENT = 70
MAXIMAL = ("bridge_to_fatigue", "bridge_on_floor", "staggered_bridge_to_fatigue")
ALL = list(product(PACK.tracks, PACK.goals))


def course(track: str, goal: str, *traits: str) -> Course:
    person = PersonSettings(
        goal,
        (0, 2, 4),
        60,
        frozenset(PACK.kits),
        traits=frozenset(traits),
        options=frozenset(PACK.goals[goal].options),
    )
    return compile_course(PACK, EpisodeKind("left", track), person)


def offered(found: Course) -> set[str]:
    return {name for place in found.by_id for name in place}


@pytest.mark.parametrize(("track", "goal"), ALL)
def test_brittle_bones_have_no_jumps_swings_sprints_or_deep_bends(track: str, goal: str) -> None:
    """S2, E198. Nobody's ladder lifts from the floor."""
    found = course(track, goal, "weak_bones")
    fast = {"kettlebell_swing", "single_leg_deadlift_fast", "sprint", "deep_bend"}
    assert offered(found).isdisjoint(JUMPS | fast)
    rungs = [rung.id for ladder in found.rungs.values() for rung in ladder]
    assert [rung for rung in rungs if "floor" in rung] == []


@pytest.mark.parametrize(("track", "goal"), ALL)
def test_past_falls_have_no_jumps_swings_sprints_or_fast_runs(track: str, goal: str) -> None:
    """S2, C17."""
    fast = {"kettlebell_swing", "sprint", "run_through"}
    assert offered(course(track, goal, "falls")).isdisjoint(JUMPS | fast)


@pytest.mark.parametrize("trait", ["age_65", "falls"])
def test_one_leg_standing_keeps_a_hand_on_something_fixed(trait: str) -> None:
    """C17: no rung of the balance is free of the hands."""
    rungs = course("strain", "running", trait).rungs["single_leg_balance"]
    assert rungs
    assert {rung.id for rung in rungs} == {
        "single_leg_balance-20s-fingertips",
        "single_leg_balance-30s-fingertips",
    }


@pytest.mark.parametrize(("track", "goal"), ALL)
def test_strong_holds_last_30_seconds_at_most_with_treated_blood_pressure(
    track: str, goal: str
) -> None:
    """S2, E197: 30 s is still offered, more is not."""
    found = course(track, goal, "pressure_treated")
    strong = [
        rung.dosage.hold_s
        for name, rungs in found.rungs.items()
        for rung in rungs
        if PACK.load_classes[PACK.exercises[name].load_class].isometric
        and (rung.effort_percent or 100) >= STRONG_FROM_PERCENT
        and rung.dosage.hold_s is not None
    ]
    assert all(hold <= LONGEST_STRONG_HOLD_S for hold in strong)
    if track == "tendinopathy":
        assert LONGEST_STRONG_HOLD_S in strong
    assert "nordic" not in offered(found)


def test_no_maximal_bridge_with_treated_blood_pressure() -> None:
    """E197: to exhaustion the pressure rises most."""
    assert all("pressure_treated" in PACK.tests[name].excluded_by for name in MAXIMAL)


STRETCHED = [("daily_life", []), ("gym", [4, 6]), ("running", [4, 6]), ("field_sport", [4, 5, 6])]


def stages_with(name: str, found: Course) -> list[int]:
    return [stage for stage, here in zip(found.path, found.by_id, strict=True) if name in here]


@pytest.mark.parametrize(("goal", "stages"), STRETCHED)
def test_a_stretch_type_strain_has_no_doorway_stretch_before_the_gate_into_power(
    goal: str, stages: list[int]
) -> None:
    """S2, E190: not before gate 3 to 4, and never on a path without it."""
    assert stages_with("doorway_stretch", course("strain", goal, "stretch_injury")) == stages
    assert stages_with("doorway_stretch", course("strain", goal))[:2] == [2, 3]


@pytest.mark.parametrize("goal", PACK.goals)
def test_a_stretch_type_strain_has_no_end_range_work_before_the_gate_into_power(goal: str) -> None:
    found = course("strain", goal, "stretch_injury")
    assert all(stage >= 4 for stage in stages_with("deep_bend", found))


@pytest.mark.parametrize("goal", PACK.goals)
def test_tightness_at_the_sitting_bone_has_no_doorway_stretch(goal: str) -> None:
    """S6, E47: a pressed tendon is not stretched; the tendon's own track has its late way."""
    assert stages_with("doorway_stretch", course("tightness", goal, "sitting_bone_pain")) == []
    assert stages_with("doorway_stretch", course("tightness", goal))[0] == 2
    late = stages_with("doorway_stretch", course("tendinopathy", goal, "sitting_bone_pain"))
    assert late[0] == 3


@pytest.mark.parametrize(
    ("trait", "advice"),
    [
        ("pressure_treated", "breathe_and_stop_early"),
        ("late_start", "show_an_old_strain"),
        ("inflammatory_pattern", "inflammation_doctor"),
    ],
)
def test_a_trait_that_asks_for_care_says_so_beside_every_plan(trait: str, advice: str) -> None:
    rule = next(rule for rule in PACK.triage.traits if rule.trait == trait)
    assert rule.advice == (advice,)


@pytest.mark.parametrize("trait", ["weak_bones", "pressure_treated", "falls", "age_65"])
def test_a_caution_raises_no_flag(trait: str) -> None:
    """A caution refuses nobody: alone it stands in no flag's condition."""
    ticks = {"weak_bones": "bone_weak", "pressure_treated": "pressure_treated", "falls": "falls"}
    alone = {ticks.get(trait, "age>=65")}
    for flag in PACK.triage.flags:
        for condition in flag.when:
            assert not (set(condition.all) <= alone and not condition.any and not condition.among)
