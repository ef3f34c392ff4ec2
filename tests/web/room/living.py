"""The days of a long story that are not its point: lived whole by the use cases, one by one."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.decide.decisions import Item, Prescription
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor

_LONGEST = 200


def mornings(room: Room) -> Iterator[int]:
    """Every morning, all answered, until the story stops asking for more. What is left of the day
    when the next morning is asked for is done by the use cases: tests, session, a brisk walk."""
    for _ in range(_LONGEST):
        room.someone.answer_all()
        yield room.someone.day
        if not _is_done(room):
            room.someone.work()
        room.someone.day += 1
    raise AssertionError("the story does not end")


def _is_done(room: Room) -> bool:
    """Whether today's session was already done by hand."""
    session = room.someone.me.session(room.someone.at)
    return session is not None and session.ended


def items(room: Room) -> tuple[Item, ...]:
    """The lines of today's plan; none when there is none."""
    decision = room.someone.today().decision
    return decision.items if isinstance(decision, Prescription) else ()


def run_of_today(room: Room) -> str:
    """The step of the run or sprint that is planned today, empty when none is."""
    return next((item.rung for item in items(room) if item.run_s is not None), "")


def stage(room: Room, limb: str = "left") -> int:
    """A leg's stage today, 0 when there is no plan."""
    decision = room.someone.today().decision
    return dict(decision.stages).get(limb, 0) if isinstance(decision, Prescription) else 0


def is_free(room: Room) -> bool:
    """Whether nothing is planned today, and something is asked for nobody."""
    decision = room.someone.today().decision
    return isinstance(decision, Prescription) and not decision.items and not decision.asks


def goes_to_today(room: Room, visitor: Visitor, path: str = "/") -> None:
    """The page of the day that the story came to."""
    room.restart()
    visitor.goes_to(path)
