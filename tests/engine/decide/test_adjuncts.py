"""Minutes of trunk work: what fits beside the day's own work, what was not done longest first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import Engine
from hamstrong.proof.stories import Story, Who
from hamstrong.proof.story_run import Life
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
STORY = Story(
    title="a strain that goes well",
    proves=(),
    because="",
    who=Who(),
    diary=(),
    expect=(),
    place="",
)
SLOW = Who(minutes=20)  # too few for stage 3
TUESDAY_OF_STAGE_2, SATURDAY_OF_STAGE_3 = 15, 26
SIDE, CROSSING, PLANK = 174, 174, 150  # seconds on their highest rungs, rests included


def shown(day: int, who: Who = STORY.who, **numbers: int) -> Prescription:
    calendar = replace(PACK.rules.calendar, **numbers)
    pack = replace(PACK, rules=replace(PACK.rules, calendar=calendar), logic_hash=f"{numbers}")
    life = Life(Engine(pack), replace(STORY, who=who))
    life.live(day)
    decision = life.days[day].shown
    assert isinstance(decision, Prescription)
    return decision


def trunk(day: int, who: Who = STORY.who, **numbers: int) -> set[str]:
    lines = shown(day, who, **numbers).adjuncts
    return {line.exercise for line in lines if not PACK.exercises[line.exercise].is_stretch}


@pytest.mark.parametrize(("minutes", "count"), [(10, 3), (9, 3), (8, 2), (3, 1), (1, 0)])
def test_trunk_work_keeps_within_its_minutes(minutes: int, count: int) -> None:
    """All three take 498 s, which is between 8 and 9 minutes."""
    assert 8 * 60 < SIDE + CROSSING + PLANK < 9 * 60
    assert len(trunk(SATURDAY_OF_STAGE_3, trunk_minutes=minutes)) == count


def test_holds_and_trunk_work_share_the_minutes_of_a_light_day() -> None:
    """S21: of 13 minutes the holds take 5; what is left holds two of the three."""
    assert shown(TUESDAY_OF_STAGE_2, SLOW).minutes == 5
    assert len(trunk(TUESDAY_OF_STAGE_2, SLOW)) == 2
    assert len(trunk(TUESDAY_OF_STAGE_2, SLOW, light_day_minutes=14)) == 3


def test_what_was_left_out_comes_first_next_time() -> None:
    first, after = trunk(TUESDAY_OF_STAGE_2, SLOW), trunk(TUESDAY_OF_STAGE_2 + 4, SLOW)
    assert {"side_step", "grapevine", "front_plank"} - first <= after
