"""Careful beginnings: a limp, a fall at 70, and fifty days away; each reads why, and goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hamstrong.engine.decide.decisions import Refusal
from tests.app.person import STRAIN, TIGHT
from tests.web.room.living import goes_to_today, items, mornings, stage
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEVER_AFTER_A_FALL = {
    "diver",
    "kettlebell_swing",
    "plyometric_lunge",
    "run_through",
    "small_jumps",
    "sprint",
}
WEEKS = 7


def test_a_limp_waits_without_exercise_until_the_walk_is_normal(
    room: Room, visitor: Visitor
) -> None:
    """R-B6, S4: no plan comes before a normal walk, and one comes as soon as it is told."""
    visitor.consents()
    visitor.answers({**STRAIN, "days_since_onset": 1, "walking_normal": "no"})
    assert visitor.heading == "First care, and no exercise yet"
    visitor.follows("Make my plan")
    visitor.makes_a_plan()
    for _ in range(3):
        visitor.goes_to("/")
        visitor.sees("Wait until you walk well")
        assert isinstance(room.someone.today().decision, Refusal)
        room.tomorrow()
    visitor.checks_in(normal="yes")
    visitor.goes_to("/")
    assert "Wait until you walk well" not in visitor.words
    assert items(room)


def test_whoever_fell_at_70_is_seen_first_and_never_jumps(room: Room, visitor: Visitor) -> None:
    """R-B6, C17: no plan before a go-ahead, then seven weeks without jumps, swings and fast runs,
    and with a hand on something whenever one leg stands."""
    visitor.consents()
    visitor.answers({**TIGHT, "age": 70}, "falls")
    assert visitor.heading == "See someone first"
    visitor.sees("From 65 on, someone should look at why you fell before you start.")
    assert visitor.page.get_by_role("link", name="Make my plan").count() == 0
    _has_a_go_ahead(room, visitor)
    assert visitor.heading == "Your goal?"
    visitor.makes_a_plan()
    seen, first = set(), room.someone.day
    for _ in mornings(room):
        seen |= {(item.exercise, item.rung) for item in items(room)}
        if room.someone.day > first + 7 * WEEKS:
            break
    assert not {name for name, _ in seen} & NEVER_AFTER_A_FALL
    balance = {rung for name, rung in seen if name == "single_leg_balance"}
    assert balance
    assert all(rung.endswith("-fingertips") for rung in balance)
    assert stage(room) >= 2


def _has_a_go_ahead(room: Room, visitor: Visitor) -> None:
    visitor.follows("I was seen and have a go-ahead")
    visitor.fills("Who said so?", "Physiotherapist")
    visitor.fills("On which day?", room.day.isoformat())
    visitor.fills("Until when does it hold?", (room.day + timedelta(days=90)).isoformat())
    visitor.page.locator("input[name=max_stage]").last.check(force=True)
    visitor.presses("Save the go-ahead")


def test_fifty_days_away_begin_with_all_questions_and_the_first_stage(
    room: Room, visitor: Visitor
) -> None:
    """R-B5, S11: the reason names the day of the last work, once; the plan begins anew."""
    room.someone.begin()
    worked = room.someone.day
    for _ in mornings(room):
        worked = room.someone.day if items(room) else worked
        if stage(room) == 3:
            break
    room.someone.work()
    room.tomorrow(50)
    visitor.comes_in("/")
    assert visitor.heading == "A few questions first"
    last = visitor.words.count("The work of your plan was last done on")
    assert last == 1
    assert _said(date.fromordinal(worked)) in visitor.words
    visitor.follows("Answer the questions")
    visitor.answers(TIGHT)
    visitor.checks_in()
    goes_to_today(room, visitor)
    assert visitor.heading == "Your session"
    assert stage(room) == 1


def _said(day: date) -> str:
    return f"{day.day} {day:%B}"
