"""Every choice on offer has room for its key exercises twice a week, on every path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from hamstrong.lint.all_faults import lint_pack
from hamstrong.lint.capacity import (
    CapacityCase,
    check_capacity,
    needed_kit,
    out_of_reach,
    shortfalls,
)
from hamstrong.lint.capacity_pairs import check_pairs, pair_shortfalls
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.minutes import bout_seconds
from hamstrong.protocol.model import Dosage, Tempo

Break = Callable[..., Path]


def test_shipped_pack_passes_the_linter() -> None:
    assert lint_pack() == ()


def test_seconds_of_a_bout_are_those_of_hand_arithmetic() -> None:
    repetitions = Dosage(sets=3, rest_s=60, repetitions=8, tempo=Tempo(2, 1, 3))
    assert bout_seconds(repetitions) == 3 * 8 * 6 + 2 * 60
    assert bout_seconds(replace(repetitions, sets=1)) == 8 * 6
    assert bout_seconds(Dosage(sets=4, rest_s=30, holds=1, hold_s=40)) == 4 * 40 + 3 * 30


def test_too_few_minutes_are_named_with_stage_and_choice(broken: Break) -> None:
    folder = broken("pack.yaml", "minutes_offered: [20, 30, 45]", "minutes_offered: [12, 15]")
    people = folder / "courses.yaml"
    people.write_text(people.read_text().replace("minutes: 30", "minutes: 15"))
    faults = [fault for fault in lint_pack(folder) if fault.rule == "no-minutes"]
    assert all(fault.key == "minutes_offered" and fault.value_repr == "15" for fault in faults)
    first = faults[0].expected
    assert "minutes for" in first
    assert "2 days, 15 min" in first


def test_too_few_slots_are_named(broken: Break) -> None:
    folder = broken(
        "pack.yaml",
        "    id: load\n    max_exercises: {value: 4, sources: [C25]",
        "    id: load\n    max_exercises: {value: 2, sources: [C25]",
    )
    faults = [fault for fault in lint_pack(folder) if fault.rule == "no-slots"]
    assert faults[0].key == "stages.3.max_exercises"
    assert "at least 3 exercises a day for curl, hinge," in faults[0].expected


def test_criterion_that_a_trait_rules_out_needs_a_substitute(broken: Break) -> None:
    folder = broken(
        "gates.yaml",
        "{when: [age_65, knee_trouble, back_trouble], criterion: fifteen_staggered_bridges}",
        "{when: [age_65, back_trouble], criterion: fifteen_staggered_bridges}",
    )
    faults = [fault for fault in lint_pack(folder) if fault.rule == "out-of-reach"]
    assert [fault.key for fault in faults] == ["criteria.ten_single_leg_bridges"]
    assert "knee_trouble" in faults[0].expected


def test_one_person_may_choose_what_the_linter_would_not_offer() -> None:
    pack = load_pack()
    short = CapacityCase("strain", "gym", limbs=1, days=2, minutes=12)
    assert {s.kind for s in shortfalls(pack, short)} == {"minutes"}
    assert {s.stage for s in shortfalls(pack, replace(short, minutes=20))} == {3, 4}
    assert shortfalls(pack, replace(short, minutes=30)) == ()


def test_the_warm_up_and_both_legs_are_part_of_the_minutes() -> None:
    """Stage 3, knees that bar the Nordic and the bridge on one leg: 5 minutes of walking; lowering
    on the slider with both legs, 2 x 6 of 6 seconds and two rests of 60, 3.2 minutes, of which an
    easy set of 3 comes first with its rest, 1.3; deadlifts with a load, 3 x 8 of 6 seconds and
    three rests of 60, 5.4; staggered bridges, 2 x 25 on each leg, 15.3. So 30 minutes are too
    few."""
    pack = load_pack()
    knees = CapacityCase("strain", "daily_life", 1, 2, 30, traits=frozenset({"knee_trouble"}))
    assert [(s.stage, s.names[-1], s.has) for s in shortfalls(pack, knees)] == [
        (3, "staggered_bridge", 30)
    ]
    assert shortfalls(pack, replace(knees, minutes=45)) == ()


def test_what_a_caution_rules_out_needs_no_time() -> None:
    """With brittle bones there is no power work, so the stage of power has nothing to fit it in."""
    choice = CapacityCase("strain", "gym", 1, 2, 30, traits=frozenset({"weak_bones"}))
    assert shortfalls(load_pack(), choice) == ()


def test_more_minutes_never_give_more_shortfalls() -> None:
    pack = load_pack()
    counts = [
        len(shortfalls(pack, CapacityCase("tendinopathy", "field_sport", 2, 2, minutes)))
        for minutes in range(10, 50, 5)
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0


@pytest.mark.parametrize("track", ["strain", "tendinopathy", "tightness", "prevention"])
@pytest.mark.parametrize("goal", ["daily_life", "gym", "running", "field_sport"])
def test_only_furniture_is_needed_whatever_the_path(track: str, goal: str) -> None:
    assert set(needed_kit(load_pack(), track, goal)) <= {"chair", "counter"}


def test_missing_furniture_is_a_reason_to_refuse_at_enrolment() -> None:
    pack = load_pack()
    kit = frozenset(pack.kits) - {"counter"}
    found = shortfalls(pack, CapacityCase("strain", "gym", 1, 3, 45, kit))
    assert {s.kind for s in found} == {"out_of_reach"}
    assert any("rdl" in s.names for s in found)


def test_a_kit_preset_that_no_path_can_be_walked_with_is_named(broken: Break) -> None:
    """Deadlifts and balance want something heavy to hold on to, on every path."""
    folder = broken(
        "pack.yaml", "chair_and_table: [chair, counter, wall]", "chair_and_table: [chair, wall]"
    )
    faults = [fault for fault in lint_pack(folder) if fault.key == "kit_presets.chair_and_table"]
    assert [(fault.rule, fault.value_repr) for fault in faults] == [
        ("out-of-reach", "'chair, wall'")
    ]


@pytest.mark.parametrize("preset", load_pack().kit_presets)
def test_whoever_chooses_a_kit_preset_is_not_refused_for_it(preset: str) -> None:
    pack = load_pack()
    kit = frozenset(pack.kit_presets[preset])
    for track, goal, trait in product(pack.tracks, pack.goals, (None, *pack.traits)):
        traits = frozenset(() if trait is None else (trait,))
        choice = CapacityCase(track, goal, 1, 2, 45, kit, traits)
        assert out_of_reach(pack, choice) == (), choice


def test_power_gate_needs_a_power_exercise() -> None:
    pack = load_pack()
    strength = (
        "run", "run_through", "rdl", "rdl_slow", "single_leg_bridge", "staggered_bridge",
        "slider_one_leg", "long_lever_lowering_one_leg",
    )  # fmt: skip
    stage = replace(pack.stages[4], pools=dict.fromkeys(pack.tracks, strength))
    findings = list(check_capacity(replace(pack, stages={**pack.stages, 4: stage})))
    assert {f.place.key for f in findings} == {"criteria.two_clean_power_sessions"}


def test_legs_on_two_tracks_need_room_for_the_keys_of_both(broken: Break) -> None:
    """A hold for each leg and the balance of both fit two limbs' minutes, and no fewer."""
    assert list(check_pairs(load_pack())) == []
    folder = broken(
        "pack.yaml", "max_minutes_two_limbs: {value: 14,", "max_minutes_two_limbs: {value: 10,"
    )
    short = load_pack(folder)
    choice = CapacityCase("strain", "daily_life", limbs=2, days=2, minutes=30)
    assert shortfalls(short, choice) == ()
    found = pair_shortfalls(short, choice, "tendinopathy")
    assert [(s.stage, s.kind, s.names) for s in found] == [
        (1, "minutes", ("heel_dig", "heel_drag", "single_leg_balance"))
    ]
    told = [fault.expected for fault in lint_pack(folder)]
    assert any("of strain, daily_life, both legs" in t and "other leg on" in t for t in told)


def test_a_caution_may_close_only_what_it_rules_out_whole(broken: Break) -> None:
    """Past falls leave the supported quick deadlift, so they close no gate into Return."""
    folder = broken(
        "gates.yaml", "closed_by: [weak_bones]  # no jumps", "closed_by: [weak_bones, falls]  # no"
    )
    faults = [fault for fault in lint_pack(folder) if fault.rule == "needless-closing"]
    assert [fault.key for fault in faults] == ["criteria.two_clean_power_sessions.closed_by.1"]


def test_a_caution_that_rules_out_a_criterion_closes_it(broken: Break) -> None:
    folder = broken("gates.yaml", "    closed_by: [weak_bones]  # no jumps", "    # no jumps")
    faults = [fault for fault in lint_pack(folder) if fault.rule == "out-of-reach"]
    assert "criteria.two_clean_power_sessions" in [fault.key for fault in faults]
