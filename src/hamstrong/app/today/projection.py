"""Projection of the next days: under answers that are not saved, or if all goes well.

A projection is no promise: every day of it is marked as one, and the diary is never touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Literal

from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal
from hamstrong.engine.decide.good_days import good_days
from hamstrong.engine.decide.plan_done import do_plan
from hamstrong.engine.decide.prescription import is_training_day
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.state import State


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The decisions that some answers would give; nothing was saved."""

    today: Decision
    tomorrow: Decision


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day ahead, if all goes well.

    kind is `hard`, `light` (isometrics, balance), `rest` (at most adjuncts) or `refused`; `moved`
    says that the person moved a training day here.
    """

    day: int
    kind: Literal["hard", "light", "rest", "refused"]
    stages: tuple[tuple[str, int], ...]
    minutes: int
    decision: Decision
    training_day: bool
    moved: bool = False


def what_if(engine: Engine, state: State, pain: int | None = None) -> WhatIf:
    """Today and tomorrow from a state that holds answers which are not saved.

    Args:
        pain: also do today's session with this pain in every set, before tomorrow.
    """
    today = engine.prescribe(state)
    if pain is not None and isinstance(today, Prescription):
        state = do_plan(engine, state, today, pain)
    return WhatIf(today, engine.prescribe(engine.advance(state, state.day + 1)))


def preview(engine: Engine, state: State, days: int) -> tuple[PlannedDay, ...]:
    """The coming days from today on, as they would be with good answers and all work done."""
    ahead = islice(good_days(engine, state), days)
    return tuple(planned_day(engine, state, decision) for state, decision in ahead)


def planned_day(engine: Engine, state: State, decision: Decision) -> PlannedDay:
    """One projected day in brief."""
    training, moved = is_training_day(engine.open(state)), state.day in state.moves.asked
    if isinstance(decision, Refusal):
        return PlannedDay(
            day=state.day,
            kind="refused",
            stages=(),
            minutes=0,
            decision=decision,
            training_day=training,
            moved=moved,
        )
    classes = [engine.pack.load_classes[item.load_class] for item in decision.items]
    kind: Literal["hard", "light", "rest"] = "light" if classes else "rest"
    if any(load.hard for load in classes):
        kind = "hard"
    minutes, stages = decision.minutes + decision.run_minutes, decision.stages
    return PlannedDay(
        day=state.day,
        kind=kind,
        stages=stages,
        minutes=minutes,
        decision=decision,
        training_day=training,
        moved=moved,
    )
