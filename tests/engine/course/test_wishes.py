"""S2: an exercise for a wish is offered to who chose it for a goal that has it, and to nobody else.

The rows are the article's goals: "end-range bends (yoga, dance)" belongs to the gym goal, and with
a sore tendon it waits for clean loading at 90 degrees of hip flexion.
"""

from __future__ import annotations

from itertools import product

import pytest

from hamstrong.engine.course.course import Course
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import Enrolled, LimbEnrolled, SettingsChanged
from hamstrong.engine.state.ladder import START_LEVEL
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
WISH = "end_range_bends"
WISHED = frozenset({WISH})
BEND = "deep_bend"


def course(engine: Engine, track: str, goal: str, options: frozenset[str]) -> Course:
    person = PersonSettings(goal, (0, 2, 4), 60, frozenset(PACK.kits), options=options)
    return engine.course(EpisodeKind("left", track), person)


def stages_with_it(found: Course) -> list[int]:
    places = zip(found.path, found.by_id, strict=True)
    return [stage for stage, here in places if BEND in here]


@pytest.mark.parametrize(("track", "goal"), list(product(PACK.tracks, PACK.goals)))
def test_without_the_wish_no_course_has_a_deep_bend(track: str, goal: str) -> None:
    """S2."""
    assert stages_with_it(course(Engine(PACK), track, goal, frozenset())) == []


@pytest.mark.parametrize(("track", "goal"), list(product(PACK.tracks, PACK.goals)))
def test_with_the_wish_only_the_gym_goal_has_it_from_stage_4(track: str, goal: str) -> None:
    """S2: whoever changed their goal keeps the stored wish, but it belongs to the gym goal."""
    found = stages_with_it(course(Engine(PACK), track, goal, WISHED))
    assert found == ([4, 6] if goal == "gym" else [])


def test_one_engine_keeps_both_courses_apart() -> None:
    """The compiled courses are cached by the person, wish included."""
    engine = Engine(PACK)
    wished = course(engine, "prevention", "gym", WISHED)
    assert stages_with_it(course(engine, "prevention", "gym", frozenset())) == []
    assert stages_with_it(wished) == [4, 6]


@pytest.mark.parametrize(
    ("track", "keys"),
    [("tendinopathy", {"loaded_90"}), ("strain", {"long_length"}), ("tightness", set())],
)
def test_every_rung_waits_for_the_key_of_its_track(track: str, keys: set[str]) -> None:
    """S6: the deepest hip comes after clean loading at 90 degrees, or at long muscle length."""
    found = course(Engine(PACK), track, "gym", WISHED)
    for place in found.by_id[-2:]:
        waits = {key for level, key in place[BEND].keyed if level <= START_LEVEL}
        assert waits == keys


def test_a_deep_bend_is_never_a_key_exercise() -> None:
    for track in PACK.tracks:
        for place in course(Engine(PACK), track, "gym", WISHED).by_id:
            assert BEND not in place or not place[BEND].gate_exercise


def test_the_settings_take_the_wish_back_at_once() -> None:
    engine = Engine(PACK)
    state = engine.step(
        engine.start(0),
        Enrolled(
            limbs=(LimbEnrolled("left", "prevention"),),
            goal="gym",
            training_days=(0, 2, 4),
            minutes=45,
            kit=tuple(PACK.kits),
            options=(WISH,),
        ),
    )
    kind = state.episodes[0].kind
    assert stages_with_it(engine.course(kind, state.person)) == [4, 6]
    state = engine.step(state, SettingsChanged(options=()))
    assert stages_with_it(engine.course(kind, state.person)) == []
