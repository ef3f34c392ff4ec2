"""Minutes that a stage takes: named where a person offers fewer, and asked for by its gate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.driver import FULL_KIT

from hamstrong.engine.course.compilation import compile_course
from hamstrong.engine.criteria.evaluation import minutes_asked
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def needed(
    pack: Pack, track: str, minutes: int, *traits: str, goal: str = "running"
) -> dict[int, int]:
    person = PersonSettings(
        goal=goal, training_days=(0, 2, 4), minutes=minutes, kit=frozenset(FULL_KIT),
        traits=frozenset(traits),
    )  # fmt: skip
    course = compile_course(pack, EpisodeKind("left", track), person)
    return {
        stage: minutes
        for stage, minutes in zip(course.path, course.minutes_needed, strict=True)
        if minutes is not None
    }


def test_twenty_minutes_hold_two_stages_and_maintain_and_thirty_all_of_them_s21(pack: Pack) -> None:
    """By hand for stage 3, in minutes: 5 of walking, lowering 3.2 and 1.3 for its easy set,
    deadlifts 5.4, bridges on each leg 10: 25 and more."""
    assert needed(pack, "strain", 20) == {3: 30, 4: 30}
    assert needed(pack, "strain", 30) == {}


def test_staggered_bridges_take_forty_five_in_a_later_stage_s21(pack: Pack) -> None:
    """Bridges on mostly one leg are 2 x 25 on each leg, 15.3 minutes where the others take 10."""
    assert needed(pack, "strain", 30, "age_65") == {4: 45}
    assert needed(pack, "strain", 45, "age_65") == {}


def test_nobody_is_asked_for_more_than_is_offered_s14(pack: Pack) -> None:
    """A gate that waits for minutes that nobody may choose would never open."""
    short = replace(pack, minutes_offered=(15, 20))
    assert needed(short, "strain", 15) == {}


def test_the_last_gate_of_a_path_asks_for_nothing_behind_it(pack: Pack) -> None:
    person = PersonSettings(goal="running", training_days=(0, 2, 4), minutes=20)
    course = compile_course(pack, EpisodeKind("left", "strain"), person)
    asked = [minutes_asked(course, place) for place in range(len(course.path))]
    assert asked == [*course.minutes_needed[1:], None]
