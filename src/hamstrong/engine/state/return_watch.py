"""The weeks of watching after the return to sport (E24): asked weekly, a sign leads one stage back.

A week without an answer forbids hard work and lets the watch go on: it ends only with an answered
last week. Knows no exercise; it signals `back` and whether hard work waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.protocol.way_back import WatchRules


class SportWatch(NamedTuple):
    """State: days of watching left (0: none runs) and days since the last whole answer."""

    left: int = 0
    age: int = 0


class WatchSignals(NamedTuple):
    """What the watch signals to the others today."""

    back: int = 0
    asks: bool = False
    hard_waits: bool = False


def has_sign(answers: Mapping[str, bool] | None) -> bool:
    """Whether a sign was said to be there."""
    return answers is not None and any(answers.values())


def open_watch(
    rules: WatchRules, state: SportWatch, *, returned: bool, answers: Mapping[str, bool] | None
) -> tuple[SportWatch, WatchSignals]:
    """Take in a return and today's answers.

    A sign counts whether or not a watch runs, and ends the watch: sport pauses until another
    return. Only an answer to every question is an answer.
    """
    if returned:
        state = SportWatch(rules.days + 1, 0)  # the day of the return and the weeks after it
    if has_sign(answers):
        return SportWatch(), WatchSignals(back=rules.stages_back)
    if answers is not None and set(rules.signs) <= set(answers):
        state = state._replace(age=0)
    due = bool(state.left) and state.age >= rules.ask_days
    late = bool(state.left) and state.age > rules.ask_days
    return state, WatchSignals(asks=due, hard_waits=late)


def close_watch(rules: WatchRules, state: SportWatch) -> SportWatch:
    """Let the day pass; the last day ends the watch only when its week was answered."""
    if not state.left:
        return SportWatch()
    age = min(rules.ask_days + 1, state.age + 1)
    if state.left == 1:
        return SportWatch() if state.age < rules.ask_days else SportWatch(1, age)
    return SportWatch(state.left - 1, age)


def meet_watches(a: SportWatch, b: SportWatch) -> SportWatch:
    """The more careful of two: the longer watch, the older answer."""
    return SportWatch(max(a.left, b.left), max(a.age, b.age))
