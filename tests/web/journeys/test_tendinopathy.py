"""A sore tendon: a morning that fails, and strong pain that leads back in three easy days."""

from __future__ import annotations

import pytest

from hamstrong.engine.decide.decisions import Prescription
from tests.app.person import TENDON
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser


@pytest.fixture
def started(room: Room, visitor: Visitor) -> Visitor:
    """A plan for a tendon, and the first session behind."""
    room.someone.begin(TENDON)
    lives.until_a_session(room.someone)
    room.someone.work()
    room.tomorrow()
    visitor.comes_in("/")
    return visitor


def test_a_failed_morning_forbids_hard_work(started: Visitor, room: Room) -> None:
    assert started.heading == "First, how is your leg?"
    started.checks_in(pain=4, pain_now=4)
    started.goes_to("/")
    assert started.heading == "Rest is today's exercise"
    started.sees("Talk to a professional")
    assert not _is_hard(room)
    started.goes_to("/progress")
    started.sees("4")
    room.tomorrow()
    started.goes_to("/")
    assert started.heading == "First, how is your leg?", "a failed morning is asked again"
    started.checks_in(pain=0)
    started.goes_to("/")
    assert started.heading in ("Your session", "Rest is today's exercise")


def _is_hard(room: Room) -> bool:
    decision = room.someone.today().decision
    assert isinstance(decision, Prescription)
    return any(item.load_class not in ("isometric", "balance") for item in decision.items)


def test_strong_pain_leads_through_the_questions_to_three_easy_days(
    started: Visitor, room: Room
) -> None:
    started.checks_in()
    started.begins_the_session()
    while not started.is_asked_for_pain:
        started.logs_a_set(pain=0)
    started.logs_a_set(pain=7)
    started.goes_to("/")
    assert started.heading == "A few questions first"
    started.follows("Answer the questions")
    started.answers(TENDON)
    started.goes_to("/")
    headings = [started.heading]
    for _ in range(3):
        room.tomorrow()
        started.checks_in()
        started.goes_to("/")
        headings.append(started.heading)
        if started.page.get_by_role("link", name="Start", exact=True).count():
            started.does_the_session(pain=0)
    easy = [heading for heading in headings if heading.startswith("Easy day")]
    assert easy == ["Easy day 1 of 3", "Easy day 2 of 3", "Easy day 3 of 3"], headings
