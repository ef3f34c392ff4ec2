"""From the first page to a plan, and past a professional."""

from __future__ import annotations

from collections.abc import Iterator

from tests.app.person import TIGHT
from tests.web.room.visitor import PLAN, Visitor
from tests.web.scenes.scene import unfold

_MOST_SCREENS = 16


def tour(visitor: Visitor) -> Iterator[str]:
    """Welcome, each page of the triage, the outcome, each step of the plan."""
    visitor.goes_to("/welcome")
    visitor.follows("I have a diary file")
    yield "bring-back"
    visitor.presses("Bring it back")
    yield "bring-back-nothing"
    visitor.goes_to("/welcome")
    yield "welcome"
    visitor.consents()
    yield from _triage(visitor)
    yield "outcome"
    visitor.follows("Make my plan")
    for step, values in PLAN.items():
        unfold(visitor)
        yield f"step-{step}"
        visitor.chooses_step(step, values)
    yield "plan-made"


def _triage(visitor: Visitor) -> Iterator[str]:
    for number in range(1, _MOST_SCREENS):
        if "/triage/" not in visitor.path:
            return
        unfold(visitor)
        yield f"triage-{number:02}"
        if number == 2:  # the first page is answered by a tap
            visitor.presses("Next")
            yield "triage-unanswered"
        visitor.answers_one(TIGHT)


def cleared(visitor: Visitor) -> Iterator[str]:
    """See someone first, and say what they said."""
    visitor.goes_to("/outcome")
    yield "outcome"
    visitor.goes_to("/warning-signs/clearance")
    yield "clearance"
    visitor.presses("Save the go-ahead")
    yield "clearance-unanswered"
