"""A strain from consent to stage 3, over the weeks, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from hamstrong.engine.decide.decisions import Prescription
from tests.app.person import STRAIN
from tests.web.browsers import overflows
from tests.web.room.playing import Playing
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WEEKS = 8


def stage(room: Room) -> int:
    decision = room.someone.today().decision
    return decision.stages[0][1] if isinstance(decision, Prescription) else 0


def test_a_strain_goes_from_consent_to_loading(room: Room, visitor: Visitor, page: Page) -> None:
    """The first day with the player, each new stage's day by hand, the others in between."""
    visitor.consents()
    visitor.answers(STRAIN)
    assert visitor.heading == "You can start"
    visitor.follows("Make my plan")
    visitor.makes_a_plan()
    visitor.checks_in(pain=1)
    visitor.goes_to("/")
    assert visitor.heading == "Your session"
    player = Playing(visitor)
    player.opens()
    player.starts()
    player.to_the_end()
    player.is_saved()
    visitor.goes_to("/")
    assert visitor.heading == "Done for today"
    assert _opening(visitor).startswith("Strengthen")
    seen = {1}
    for _ in range(WEEKS * 7):
        room.tomorrow()
        room.someone.answer_all()
        if stage(room) not in seen | {0}:
            seen.add(stage(room))
            _a_new_stage(visitor, stage(room))
        if 3 in seen:
            break
        room.someone.work()
    assert seen == {1, 2, 3}
    assert not overflows(page)
    visitor.goes_to("/progress")
    assert visitor.heading == "Is it getting better?"
    visitor.sees("Slide-out lowering")


def _opening(visitor: Visitor) -> str:
    """What Today says opens next."""
    return visitor.words.split("What opens next")[1].strip()


def _a_new_stage(visitor: Visitor, number: int) -> None:
    """The person sees the stage on Today, and does the session by plain forms."""
    name = {2: "Strengthen", 3: "Load"}[number]
    visitor.goes_to("/")
    assert name in visitor.words
    visitor.checks_in()
    visitor.does_the_session(pain=0)
    visitor.goes_to("/")
    assert visitor.heading == "Done for today"
