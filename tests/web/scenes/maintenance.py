"""The weekly questions, staying well once the last stage is reached, the warm-up for the field."""

from __future__ import annotations

from collections.abc import Iterator

from tests.web.room.playing import Playing
from tests.web.room.visitor import Visitor
from tests.web.scenes.scene import stops_at, unfold

WEEKLY_PAGES = ("/check-in/weekly",)
MAINTENANCE_PAGES = ("/staying-well", "/staying-well/back")
_WEEK: dict[str, str | int] = {"change": "better", "worst": 1, "no_limits": "yes"}


def weekly(visitor: Visitor) -> Iterator[str]:
    """The three screens as they come, one sent without an answer, and what follows."""
    for number in range(1, 4):
        visitor.goes_to("/check-in/weekly")
        unfold(visitor)
        yield f"step-{number}"
        if number != 2:
            visitor.presses("Save the week" if number == 3 else "Next")
            unfold(visitor)
            yield f"step-{number}-unanswered"
        visitor.answers_what_is_asked(**_WEEK)
    visitor.goes_to("/")
    yield "after"


def well(visitor: Visitor) -> Iterator[str]:
    """The last stage on Today, Plan and its own page; and the way of "it is back"."""
    yield from stops_at("/", "/plan", "/staying-well", "/staying-well/back")(visitor)
    visitor.presses("Next")
    yield "back-unanswered"
    visitor.gives("how", "again")
    visitor.presses("Next")
    yield "back-how-much"
    visitor.presses("Save")
    yield "back-how-much-unanswered"
    for name in visitor.asked():
        visitor.gives(name, "2" if name == "pain" else "no")
    visitor.presses("Save")
    yield "back-saved"


def warm_up(visitor: Visitor) -> Iterator[str]:
    """The block for the field: where it is linked, to read, and its first part as it plays."""
    yield from stops_at("/", "/warm-up")(visitor)
    player = Playing(visitor)
    player.opens("/warm-up")
    player.practises()
    yield "warm-up-plays"
    while player.mode != "over":
        player.presses("Next part")
    yield "warm-up-over"
