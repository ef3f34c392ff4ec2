"""How far today's session has come: what was planned, what is logged, what is left.

So that a face can go on after a reload, a call or a crash. Nothing here judges.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hamstrong.app.carrying import Carried
from hamstrong.engine.facts import (
    Fact,
    PlanIssued,
    PlannedItem,
    SessionFinished,
    SessionStarted,
    SetLogged,
    Stopped,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise on one side: its plan, the sets logged of it, whether it was stopped."""

    item: PlannedItem
    logged: tuple[SetLogged, ...]
    stopped: bool

    @property
    def left(self) -> int:
        """Sets still to do."""
        return 0 if self.stopped else max(0, self.item.sets * self.item.bouts - len(self.logged))


@dataclass(frozen=True, slots=True)
class Session:
    """Today's session. `ended` by finishing or by a stop of the whole session."""

    plan_id: str
    lines: tuple[Line, ...]
    ended: bool


def todays_session(carried: Carried) -> Session | None:
    """The session that was last started today, None before one was."""
    facts = carried.fold.live.facts
    started = [fact.plan_id for fact in facts if isinstance(fact, SessionStarted)]
    if not started:
        return None
    plan_id = started[-1]
    plans = {f.plan_id: f.items for f in facts if isinstance(f, PlanIssued)}
    lines = tuple(_line(item, facts) for item in plans.get(plan_id, ()))
    return Session(plan_id, lines, _ended(facts, plan_id))


def _line(item: PlannedItem, facts: Iterable[Fact]) -> Line:
    mine = (item.exercise, item.side)
    sets = [f for f in facts if isinstance(f, SetLogged) and (f.exercise, f.side) == mine]
    stops = [f for f in facts if isinstance(f, Stopped) and f.exercise == item.exercise]
    stopped = any(stop.side in (None, item.side) for stop in stops)
    return Line(item, tuple(sets), stopped)


def _ended(facts: Iterable[Fact], plan_id: str) -> bool:
    """Whether it was finished or stopped as a whole after its last start."""
    ended = False
    for fact in facts:
        if isinstance(fact, SessionStarted):
            ended = False
        elif isinstance(fact, SessionFinished):
            ended = ended or fact.plan_id == plan_id
        elif isinstance(fact, Stopped) and fact.exercise is None:
            ended = True
    return ended
