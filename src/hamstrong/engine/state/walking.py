"""Walking after a strain: a limp of the first days, asked until it is gone or too old (R-I2)."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from hamstrong.protocol.model import WalkingRules


class Watch(IntEnum):
    """OFF: nothing to wait for. WAITING: the flag stands, and a normal walk lifts it."""

    OFF = 0
    WAITING = 1


class Walking(NamedTuple):
    """State: days since the injury (saturating) and whether a normal walk is waited for."""

    age: int = 0
    watch: Watch = Watch.OFF


def since_injury_today() -> Walking:
    """Tomorrow's state after an injury of today; nothing is asked until its episode begins."""
    return Walking(age=1)


class WalkingSignals(NamedTuple):
    """`lifts` the walking flag, or `refers`: from then on only a clearance does. `asks` says that
    the question is open."""

    lifts: bool = False
    refers: bool = False
    asks: bool = False


def answer_walking(
    rules: WalkingRules, state: Walking, normal: bool | None
) -> tuple[Walking, WalkingSignals]:
    """Read today's answer: before the pack's first day it decides nothing, from its last day on
    it comes too late."""
    if state.watch is Watch.OFF or state.age < rules.first_day:
        return state, WalkingSignals()
    if state.age >= rules.last_day:
        return Walking(state.age, Watch.OFF), WalkingSignals(refers=True)
    if normal:
        return Walking(state.age, Watch.OFF), WalkingSignals(lifts=True)
    return state, WalkingSignals(asks=normal is None)


def close_walking(rules: WalkingRules, state: Walking) -> Walking:
    """Let the day pass."""
    return Walking(min(rules.last_day + 1, state.age + 1), state.watch)


def meet_walkings(a: Walking, b: Walking) -> Walking:
    """The more careful of two."""
    return Walking(min(a.age, b.age), max(a.watch, b.watch))
