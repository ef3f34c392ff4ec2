"""The plan of today done as it was written, whatever of it is logged already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.work_as_planned import work_as_planned
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    Fact,
    PlanIssued,
    RunLogged,
    SessionFinished,
    SessionStarted,
    SetLogged,
    Stopped,
)
from hamstrong.engine.facts.work import planned
from hamstrong.engine.state.state import State

_PLAN = "done-as-planned"


def do_rest(
    engine: Engine, state: State, plan: Prescription, pain: int, left: str | None = None
) -> State:
    """Today with the sets and runs of its plan that are not logged yet, with this pain (0-10) in
    each; without what was stopped, and as it is where the session has ended.

    Args:
        left: how many repetitions were left with a load of one's own; None for no answer.
    """
    for fact in _rest(state, plan, pain, left):
        state = engine.step(state, fact)
    return state


def do_plan(engine: Engine, state: State, plan: Prescription, pain: int) -> State:
    """Today's whole plan done and its session ended, with this pain in every set that is not logged
    yet."""
    if not (*plan.items, *plan.adjuncts) or _has_ended(state):
        return state
    rest = do_rest(engine, state, plan, pain, "2-3")
    return engine.step(rest, SessionFinished(_PLAN))


def _rest(state: State, plan: Prescription, pain: int, left: str | None) -> Iterator[Fact]:
    items = tuple(map(planned, (*plan.items, *plan.adjuncts)))
    if not items or _has_ended(state):
        return
    if not plan.started:
        yield PlanIssued(plan_id=_PLAN, made_at_seq=0, logic_hash="", engine_hash="", items=items)
        yield SessionStarted(_PLAN)
    sets = Counter((f.exercise, f.side) for f in state.facts if isinstance(f, SetLogged))
    ran = {f.exercise for f in state.facts if isinstance(f, RunLogged)}
    stopped = {f.exercise for f in state.facts if isinstance(f, Stopped)}
    for item in items:
        if item.exercise in stopped:
            continue
        done = int(item.exercise in ran) + sets[item.exercise, item.side]
        yield from work_as_planned(item, _PLAN, pain, left)[done:]


def _has_ended(state: State) -> bool:
    return any(
        isinstance(f, SessionFinished) or (isinstance(f, Stopped) and f.exercise is None)
        for f in state.facts
    )
