"""Session progress of today: what was planned, what is logged, what is left.

So that an interface can go on after a reload, a call or a crash. Nothing here judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.session_work import read_work
from hamstrong.engine.decide.tomorrow import asks_morning
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    Fact,
    LoadReported,
    PlanIssued,
    PlannedItem,
    RunLogged,
    RunTimed,
    SessionFinished,
    SessionStarted,
    SetLogged,
)
from hamstrong.engine.state.ladder import Worked
from hamstrong.engine.state.state import State, ladder_key
from hamstrong.protocol.model import Pack


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One exercise on one side: its plan, what was logged, whether pain or a stop ended it, and
    whether its load was named or its time told."""

    item: PlannedItem
    logged: tuple[SetLogged | RunLogged, ...]
    stopped: bool
    load_reported: bool = False
    time_told: bool = False

    @property
    def lacks_load(self) -> bool:
        """Whether something was done with the person's own load, and nothing was said of it."""
        return self.item.own_percent is not None and bool(self.logged) and not self.load_reported

    @property
    def lacks_time(self) -> bool:
        """Whether a timed run was done, and nobody said in what time."""
        return self.item.steady_m is not None and bool(self.logged) and not self.time_told

    @property
    def left(self) -> int:
        """Sets still to do; a run is logged at once and whole."""
        if self.item.run_s is not None:
            return 0 if self.stopped or self.logged else self.item.sets
        return 0 if self.stopped else max(0, self.item.sets * self.item.bouts - len(self.logged))


@dataclass(frozen=True, slots=True)
class Session:
    """Today's session. `ended` by finishing, or because the day's work is over."""

    plan_id: str
    lines: tuple[SessionLine, ...]
    ended: bool


def todays_session(engine: Engine, carried: FoldedDiary) -> Session | None:
    """The session that was last started today, None before one was."""
    facts = carried.fold.live.facts
    started = [fact.plan_id for fact in facts if isinstance(fact, SessionStarted)]
    if not started:
        return None
    plan_id = started[-1]
    plans = {f.plan_id: f.items for f in facts if isinstance(f, PlanIssued)}
    day = engine.open(carried.fold.live)
    stopped = _stopped(engine, day)
    lines = tuple(_line(item, facts, stopped) for item in plans.get(plan_id, ()))
    return Session(plan_id, lines, day.lock.over or _finished(facts, plan_id))


def _stopped(engine: Engine, day: OpenDay) -> frozenset[str]:
    """Exercises and sides that pain or a stop ended for today, as the engine judges them."""
    found = [read_work(engine.pack, opened, day.read).results for opened in day.episodes]
    return frozenset(
        key
        for results in found
        for key, result in results.items()
        if result.stopped or result.worked is Worked.DOWN
    )


def _line(item: PlannedItem, facts: Sequence[Fact], stopped: frozenset[str]) -> SessionLine:
    mine = (item.exercise, item.side)
    runs = [f for f in facts if isinstance(f, RunLogged) and f.exercise == item.exercise]
    sets = [f for f in facts if isinstance(f, SetLogged) and (f.exercise, f.side) == mine]
    named = any(isinstance(f, LoadReported) and (f.exercise, f.side) == mine for f in facts)
    times = (f for f in facts if isinstance(f, RunTimed) and f.exercise == item.exercise)
    timed = any(f.tenths for f in times)
    return SessionLine(
        item=item,
        logged=(*sets, *runs),
        stopped=ladder_key(*mine) in stopped,
        load_reported=named,
        time_told=timed,
    )


def is_adjunct(pack: Pack, exercise: str) -> bool:
    """Whether the pack has this exercise as an adjunct, which is never a session."""
    known = pack.exercises.get(exercise)
    return known is not None and known.adjunct


def is_session(pack: Pack, plan: PlanIssued) -> bool:
    """Whether a plan holds more than adjuncts."""
    return any(not is_adjunct(pack, item.exercise) for item in plan.items)


def asks_tomorrow(engine: Engine, state: State) -> bool:
    """Whether tomorrow's morning is asked after what was done so far; after adjuncts alone it is
    not."""
    return asks_morning(engine.pack, engine.advance(state, state.day + 1))


def _finished(facts: Iterable[Fact], plan_id: str) -> bool:
    """Whether it was finished after its last start."""
    done = False
    for fact in facts:
        if isinstance(fact, SessionStarted):
            done = False
        elif isinstance(fact, SessionFinished):
            done = done or fact.plan_id == plan_id
    return done
