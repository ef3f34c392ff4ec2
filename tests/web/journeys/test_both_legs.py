"""Two strains at once: two plans in one session, one leg ahead, a bad morning of one leg alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.app.person import STRAIN
from tests.web.browsers import overflows
from tests.web.room.living import goes_to_today, items, mornings, stage
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LEGS = ("left", "right")
BAD, FINE = 5, 0


def rungs(room: Room, limb: str) -> dict[str, str]:
    """Where each one-leg exercise of today's plan stands on a leg."""
    return {item.exercise: item.rung for item in items(room) if item.side == limb}


def test_two_legs_go_each_their_own_way(room: Room, visitor: Visitor, page: Page) -> None:
    """R-B6, C9, S5, S10, S15: the fail of one leg lowers that leg, and hard work waits."""
    room.someone.begin({**STRAIN, "limbs": "both"})
    visitor.comes_in("/")
    _one_session_for_both(room, visitor)
    before = _higher_rungs(room)
    _a_bad_morning_of_the_right_leg(room, visitor)
    _the_left_leg_stands_where_it_was(room, visitor, before)
    _the_left_leg_is_ahead(room, visitor)
    assert not overflows(page)


def _one_session_for_both(room: Room, visitor: Visitor) -> None:
    """The first session names both legs, and is done by plain forms."""
    for _ in mornings(room):
        if items(room):
            break
    goes_to_today(room, visitor)
    visitor.sees("each leg")
    assert set(rungs(room, "left")) == set(rungs(room, "right")) != set()
    visitor.does_the_session(pain=0)
    visitor.goes_to("/")
    assert visitor.heading == "Done for today"


def _higher_rungs(room: Room) -> dict[str, str]:
    """Live until both legs stand above their start, up to the evening of that day."""
    first = rungs(room, "right")
    for _ in mornings(room):
        now = rungs(room, "right")
        if now and any(now[name] != rung for name, rung in first.items() if name in now):
            room.someone.work()
            return rungs(room, "left")
    raise AssertionError("nothing went up")


def _a_bad_morning_of_the_right_leg(room: Room, visitor: Visitor) -> None:
    """Each leg is asked on its own; the right one is bad."""
    room.tomorrow()
    visitor.goes_to("/check-in")
    asked: list[str] = []
    while visitor.path.startswith("/check-in") and (asks := _asks(visitor)):
        asked += asks
        visitor.answers_what_is_asked(pain=BAD if "morning:right" in asks else FINE)
    assert [ask for ask in asked if ask.startswith("morning")] == ["morning:left", "morning:right"]
    room.someone.answer_all()
    visitor.goes_to("/")
    visitor.sees("Talk to a professional")


def _asks(visitor: Visitor) -> list[str]:
    """Which questions the page of the check-in asks."""
    field = visitor.page.locator("input[name=ask]")
    return field.input_value().split() if field.count() else []


def _the_left_leg_stands_where_it_was(room: Room, visitor: Visitor, before: dict[str, str]) -> None:
    visitor.goes_to("/legs")
    left, right = (_column(visitor, limb) for limb in LEGS)
    assert "Bad mornings in a row: 1" not in left
    assert "Bad mornings in a row: 1" in right
    for _ in mornings(room):
        if set(rungs(room, "left")) & set(before):
            break
    now = {limb: rungs(room, limb) for limb in LEGS}
    ladder = room.app.pack.exercises
    for name in set(before) & set(now["left"]) & set(now["right"]):
        steps = [rung.id for rung in ladder[name].ladder]
        assert steps.index(now["left"][name]) >= steps.index(before[name])
        assert steps.index(now["right"][name]) < steps.index(now["left"][name])


def _column(visitor: Visitor, limb: str) -> str:
    """What the page says of one leg, cell by cell."""
    nth = LEGS.index(limb)
    cells = [row.locator("td").all() for row in visitor.page.locator("table tr").all()]
    return " · ".join(row[nth].inner_text() for row in cells if len(row) == len(LEGS))


def _the_left_leg_is_ahead(room: Room, visitor: Visitor) -> None:
    """The gate of the left leg opens first; both still share one session."""
    for _ in mornings(room):
        if stage(room, "left") > stage(room, "right") and rungs(room, "right"):
            break
    goes_to_today(room, visitor)
    visitor.sees("Strengthen, Activate")
    visitor.goes_to("/legs")
    assert "Strengthen" in _column(visitor, "left")
    assert "Activate" in _column(visitor, "right")
    goes_to_today(room, visitor)
    visitor.does_the_session(pain=0)
    visitor.goes_to("/")
    assert visitor.heading == "Done for today"
