"""The case book leaves nothing out: rows, invariants, stage changes, limbs, numbers' both sides."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.stories.thresholds import Threshold, thresholds

from hamstrong.engine.engine import Engine
from hamstrong.proof.expectations import judge
from hamstrong.proof.invariants.catalogue import CATALOGUE
from hamstrong.proof.stories import Story, StoryError, read_stories
from hamstrong.proof.story_run import Life
from hamstrong.protocol.criteria import RungClean
from hamstrong.protocol.loader import load_pack

STORIES = read_stories(Path(__file__).parent)
PACK = load_pack()
THRESHOLDS = {t.name: t for t in thresholds(PACK)}
DOWN, UP = -1, 1

ELSEWHERE = {
    "pain.cramp_rest_s": "a rest in the player; tests/engine/decide/test_script.py",
    "morning.baseline_gate_answers": "tests/engine/state/test_gate.py",
    "morning.baseline_mornings": "words of the question at enrolment",
    "calendar.min_training_days": "asked at enrolment; tests/lint/test_capacity.py",
    "calendar.max_training_days": "asked at enrolment; tests/lint/test_capacity.py",
    "calendar.run_minutes_max": "asked of every run by the linter; tests/lint/test_run_minutes.py",
    "calendar.trunk_minutes": "no trunk ladder takes as long; tests/engine/decide/test_adjuncts.py",
    "clearance.warn_days": "a note beside the plan; tests/app/record/test_clearances.py",
    "referral.slow_factor": "advice; tests/engine/state/test_monitors.py",
    "gate.3-4.usual_days.gym": "as the one before",
    "gate.3-4.usual_days.running": "as the one before",
    "gate.3-4.usual_days.field_sport": "as the one before",
    "gate.to-6.usual_days.daily_life": "as the one before",
    "gate.to-6.usual_days.running": "as the one before",
    "gate.to-6.usual_days.field_sport": "as the one before",
    "running.tones_lead_s": "tones of a run; tests/engine/decide/test_pace_tones.py",
    "running.tones_ramp_percent": "as the one before",
    "running.lap_metres_percent": "times offered to a person; tests/app/record/test_run_laps.py",
    "diary.look_ahead_days": "a date beside the plan; tests/engine/decide/test_gate_ahead.py",
    "load.first_repetitions": "words of a first load",
    "diary.late_days": "refused before it reaches the diary; tests/app/record/test_recorder.py",
    "criterion.weaker_side_90_percent.percent": "on the readiness card alone",
    "criterion.weaker_side_90_percent_staggered.percent": "as the one before",
    "criterion.weaker_side_90_percent_floor.percent": "as the one before",
    "criterion.twenty_in_the_test.count": "as the one before, where no side is uninjured",
    "criterion.twenty_five_in_the_staggered_test.count": "as the one before",
    "criterion.twenty_in_the_floor_test.count": "as the one before",
}
"""Numbers that decide about no day of a diary, and where they are tested."""

NO_DIFFERENCE = {
    ("pain.clean_max", UP): "a pain of 3 is broken already",
    ("morning.soreness_hold_min", DOWN): "an even soreness of 2 is held as any 2 above usual",
    ("gap.bands.4.stages_back", DOWN): "there is nothing below none",
    ("gap.bands.10.stages_back", DOWN): "there is nothing below none",
    ("gap.bands.21.rungs_down", DOWN): "each band includes those before it",
    ("calendar.max_power_in_window", UP): "power and fast runs come on every second hard day",
    ("calendar.max_nordics_in_window", UP): "each rung of the Nordics has its own weekly limit",
    ("gap.bands.42.rungs_down", DOWN): "the first stage at its lowest rungs includes it",
    ("gap.bands.42.rungs_down", UP): "the first stage at its lowest rungs includes it",
    ("gap.bands.42.stages_back", DOWN): "the first stage at its lowest rungs includes it",
    ("gap.bands.42.stages_back", UP): "the first stage at its lowest rungs includes it",
}
"""Sides on which the number next to it means the same, whoever lives."""


def _sides() -> Iterator[tuple[str, int]]:
    for name in THRESHOLDS:
        if name in ELSEWHERE or _is_count_of_the_ladder(name):
            continue
        yield from ((name, side) for side in (DOWN, UP) if _makes_a_difference(name, side))


def _makes_a_difference(name: str, side: int) -> bool:
    if (name, side) in NO_DIFFERENCE:
        return False
    # A set above the clean limit counts for nothing, whatever its criterion would allow.
    at_the_clean_limit = THRESHOLDS[name].value == PACK.rules.pain.clean_max
    bridges = name.startswith("criterion.") and "bridges" in name
    return not (bridges and name.endswith("pain_max") and side == UP and at_the_clean_limit)


def _is_count_of_the_ladder(name: str) -> bool:
    """Clean sessions of a criterion's rung are counted by the ladder; see the test below."""
    kind, _, rest = name.partition(".")
    return kind == "criterion" and isinstance(PACK.criteria[rest.split(".")[0]], RungClean)


def _differs(engine: Engine, story: Story) -> bool:
    """Whether a story comes out otherwise; it is lived no further than to its first difference."""
    life = Life(engine, story)
    for expected in sorted(story.expect, key=lambda one: one.day):
        try:
            life.live(expected.day)
        except (StoryError, ValueError):  # the diary itself no longer fits
            return True
        if judge(life, life.days[expected.day], expected):
            return True
    return False


@pytest.mark.parametrize(("name", "side"), list(_sides()))
def test_both_sides_of_every_number_are_lived(name: str, side: int) -> None:
    number: Threshold = THRESHOLDS[name]
    holding = sorted((s for s in STORIES if name in s.bounds), key=lambda story: story.last_day)
    moved = number.moved(number.value + side * number.step)
    # Lines of a plan are kept by the pack's hash: another number makes another pack.
    engine = Engine(replace(moved, logic_hash=f"{name} moved by {side}"))
    assert any(_differs(engine, story) for story in holding), (
        f"{name} may be {number.value + side * number.step} and no story of {len(holding)} tells"
    )


def test_stories_hold_numbers_that_the_pack_has() -> None:
    assert {name for s in STORIES for name in s.bounds} - set(THRESHOLDS) == set()


def test_what_is_told_elsewhere_is_a_number_of_the_pack() -> None:
    assert set(ELSEWHERE) | {name for name, _ in NO_DIFFERENCE} <= set(THRESHOLDS)


def test_every_row_of_the_article_is_proved() -> None:
    rows = {fact for fact in PACK.facts if fact.startswith("R-")}
    assert len(rows) > 40
    assert rows - {row for s in STORIES for row in s.proves} == set()


def test_every_invariant_is_proved() -> None:
    assert {invariant.id for invariant in CATALOGUE} - {
        row for s in STORIES for row in s.proves
    } == set()


def test_only_known_rows_are_claimed() -> None:
    known = {*PACK.facts, *(invariant.id for invariant in CATALOGUE)}
    assert {row for s in STORIES for row in s.proves} - known == set()


def _stage_changes(story: Story) -> Iterator[tuple[int, int]]:
    """Stages that the story expects on two days in a row."""
    stages: dict[int, int] = {}
    for expected in story.expect:
        told = [w for w in expected.words if w.startswith("stage ") and w[6:].isdigit()]
        if expected.moment == "day" and told:
            stages[expected.day] = int(told[0][6:])
    for (before, old), (after, new) in pairwise(sorted(stages.items())):
        if after == before + 1 and old != new:
            yield old, new


@pytest.mark.parametrize("track", sorted(PACK.tracks))
def test_every_stage_change_is_told_forward_and_back(track: str) -> None:
    neighbours = {step for path in PACK.paths[track].values() for step in pairwise(path)}
    wanted = neighbours | {(b, a) for a, b in neighbours}
    told = {
        change
        for story in STORIES
        if dict(story.who.tracks).get("left") == track
        for change in _stage_changes(story)
    }
    assert wanted - told == set()


def test_both_limbs_are_told_alone_and_together() -> None:
    limbs = {tuple(sorted(limb for limb, _ in s.who.tracks)) for s in STORIES}
    assert {("left",), ("right",), ("left", "right")} <= limbs


WAY_BACK = ("C20", "C23", "C24", "C28", "E24", "E25", "E46", "E78", "E86", "E114", "E120",
            "E121", "E124", "E125")  # fmt: skip
"""Facts behind running, sprints, self-tests, outcomes, the return, its watch and maintenance."""
OF_RUNS = ("S3", "S5", "S8", "S10", "S14")
ENOUGH_OF_THE_WAY_BACK = 20


def _is_of_runs(story: Story) -> bool:
    """Whether a story expects something of a run or a sprint."""
    words = " ".join(word for expected in story.expect for word in expected.words)
    return any(f" {name}" in words for name in ("run", "sprint"))


def test_the_way_back_is_told_from_each_of_its_facts() -> None:
    assert set(WAY_BACK) <= set(PACK.facts)
    assert set(WAY_BACK) - {row for s in STORIES for row in s.proves} == set()
    assert sum(bool(set(WAY_BACK) & set(s.proves)) for s in STORIES) >= ENOUGH_OF_THE_WAY_BACK


@pytest.mark.parametrize("invariant", OF_RUNS)
def test_invariants_are_told_of_runs_and_sprints_too(invariant: str) -> None:
    assert [s.title for s in STORIES if invariant in s.proves and _is_of_runs(s)] != []


def test_every_step_of_running_and_sprinting_is_told() -> None:
    running = [e for e in PACK.exercises.values() if PACK.load_classes[e.load_class].run]
    told = {word for s in STORIES for expected in s.expect for word in expected.words}
    assert len(running) == 3
    assert {f"rung {rung.id}" for e in running for rung in e.ladder} - told == set()


def test_every_file_of_stories_has_a_number_of_its_own() -> None:
    numbers = [path.name.split("_")[0] for path in Path(__file__).parent.glob("*.yaml")]
    assert sorted(numbers) == sorted(set(numbers))
