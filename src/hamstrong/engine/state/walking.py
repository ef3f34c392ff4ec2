"""Walking after a strain: asked from day 3, decided by day 7 (R-I2)."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from hamstrong.protocol.model import WalkingRules


class Watch(IntEnum):
    """OFF: nothing to watch. WAITING: the flag stands and the first answer decides.
    OPEN: walking is normal so far and the last day asks again. DONE: decided well."""

    OFF = 0
    OPEN = 1
    WAITING = 2


class Walking(NamedTuple):
    """State: days since the injury (saturating) and what is being watched."""

    age: int = 0
    watch: Watch = Watch.OFF


def since_injury_today() -> Walking:
    """Tomorrow's state after an injury of today; nothing is asked until its episode begins."""
    return Walking(age=1)


class WalkingSignals(NamedTuple):
    """`lifts` the walking flag, or `refers`: it stands until a clearance."""

    lifts: bool = False
    refers: bool = False
    asks: bool = False


def answer_walking(
    rules: WalkingRules, state: Walking, normal: bool | None
) -> tuple[Walking, WalkingSignals]:
    """Read today's answer; before the pack's first day it decides nothing."""
    if state.watch is Watch.OFF or state.age < rules.first_day:
        return state, WalkingSignals()
    due = state.watch is Watch.WAITING or state.age >= rules.last_day
    if normal is None:
        return state, WalkingSignals(asks=due)
    if not normal:
        return Walking(state.age, Watch.OFF), WalkingSignals(refers=True)
    watch = Watch.OPEN if state.age < rules.last_day else Watch.OFF
    return Walking(state.age, watch), WalkingSignals(lifts=state.watch is Watch.WAITING)


def close_walking(
    rules: WalkingRules, state: Walking, signals: WalkingSignals
) -> tuple[Walking, bool]:
    """Let the day pass; true when the last day went by without the answer it needed."""
    if state.watch is Watch.OFF:
        return state._replace(age=min(rules.last_day + 1, state.age + 1)), False
    missed = state.age >= rules.last_day and signals.asks
    watch = Watch.OFF if missed else state.watch
    return Walking(min(rules.last_day + 1, state.age + 1), watch), missed


def meet_walkings(a: Walking, b: Walking) -> Walking:
    """The more careful of two."""
    return Walking(min(a.age, b.age), max(a.watch, b.watch))
