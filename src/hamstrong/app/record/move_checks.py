"""Move checks: a training day may move to a near day of its own week, from one that is one,
to where hard work is possible."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.app.diary_view.days import date_text
from hamstrong.app.errors import Fault
from hamstrong.app.today.move_targets import (
    DAYS_AHEAD,
    MoveTarget,
    move_targets,
    refusal_of,
    week_of,
)
from hamstrong.engine.decide.decisions import MoveRefusal
from hamstrong.engine.decide.session import is_training_day
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import SessionRequested
from hamstrong.engine.state.state import State


def move_faults(
    engine: Engine, state: State, fact: SessionRequested, day: int, place: str
) -> Iterator[Fault]:
    """Every fault of a moved training day.

    Args:
        day: the day on which it is asked.
    """
    if not state.episodes:
        step = "enrol first: hamstrong start"
        yield Fault("no plan", place, "training days belong to a plan", step)
        return
    found = list(_form_faults(engine, state, fact, day, place))
    yield from found or _rule_faults(engine, state, fact, place)


def _form_faults(
    engine: Engine, state: State, fact: SessionRequested, day: int, place: str
) -> Iterator[Fault]:
    found = list(_day_faults(engine, state, fact, day, place))
    yield from found
    if fact.instead_of is not None and is_training_day(engine.open(state), fact.day):
        step = "choose another day" if found else _step_to(_nearest(engine, state, fact))
        yield Fault(date_text(fact.day), f"{place}.day", "is a training day already", step)


def _day_faults(
    engine: Engine, state: State, fact: SessionRequested, day: int, place: str
) -> Iterator[Fault]:
    for name, moved in (("day", fact.day), ("instead_of", fact.instead_of)):
        if moved is not None and not day <= moved <= day + DAYS_AHEAD:
            rule = f"a session can be moved from today on, {DAYS_AHEAD} days ahead at most"
            yield Fault(date_text(moved), f"{place}.{name}", rule, "choose a day nearer to today")
    if fact.instead_of is None:
        return
    if week_of(fact.day) != week_of(fact.instead_of):
        rule = "a training day can be moved within its own week, Monday to Sunday"
        yield Fault(date_text(fact.day), f"{place}.day", rule, "choose a day of the same week")
    if not is_training_day(engine.open(state), fact.instead_of):
        rule, step = "must be a training day", "choose one of the training days of your plan"
        yield Fault(date_text(fact.instead_of), f"{place}.instead_of", rule, step)


def _rule_faults(
    engine: Engine, state: State, fact: SessionRequested, place: str
) -> Iterator[Fault]:
    refused = refused_move(engine, state, fact)
    if refused is None:
        return
    rule = f"hard work must be possible on that day, and {refused.reason.rule} forbids it"
    yield Fault(date_text(fact.day), f"{place}.day", rule, _step_to(refused.nearest_day))


def _step_to(nearest: int | None) -> str:
    if nearest is None:
        return "leave your week as it is: no other day of that one is possible either"
    return f"choose {date_text(nearest)}, the nearest day of that week where hard work is possible"


def refused_move(engine: Engine, state: State, fact: SessionRequested) -> MoveRefusal | None:
    """Why hard work is not possible where a training day is asked for, and the nearest day where it
    is; None where it is possible, and for what cannot be asked for at all."""
    if not _can_be_asked(engine, state, fact):
        return None
    rule = refusal_of(engine, state, fact)
    if rule is None:
        return None
    return MoveRefusal(fact.day, rule, _nearest(engine, state, fact))


def _nearest(engine: Engine, state: State, fact: SessionRequested) -> int | None:
    """The day of that week nearest to the one asked for, of those where hard work is possible."""
    targets = move_targets(engine, state, fact.day, fact.instead_of)
    possible = [target.planned.day for target in targets if target.refusal is None]
    return min(possible, key=lambda day: (abs(day - fact.day), day), default=None)


def targets_of(engine: Engine, state: State, instead_of: int) -> tuple[MoveTarget, ...]:
    """Every other day of its week to which a training day could go; none for any other day."""
    is_coming = state.day <= instead_of <= state.day + DAYS_AHEAD
    if not state.episodes or not is_coming or not is_training_day(engine.open(state), instead_of):
        return ()
    return move_targets(engine, state, instead_of, instead_of)


def _can_be_asked(engine: Engine, state: State, fact: SessionRequested) -> bool:
    return bool(state.episodes) and not any(_form_faults(engine, state, fact, state.day, ""))
