"""Episode time for exploration: the age of an episode and the days without a failed morning."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from hamstrong.engine.state.episode_time import (
    NOTHING_PASSED,
    close_age,
    close_fail_free,
    open_fail_free,
)
from hamstrong.engine.state.morning import Asked, Verdict
from hamstrong.proof.explore import Component, Input, Transition


class Age(NamedTuple):
    """Days of the episode, as a state of its own."""

    days: int = 0


class FailFree(NamedTuple):
    """Days without a failed morning, as a state of its own."""

    days: int = NOTHING_PASSED


def episode_age(limit: int) -> Component:
    """The age of an episode up to the day that a gate waits for."""
    return Component(
        kind="age",
        name=f"Day of the episode, to {limit}",
        starts=(Age(),),
        mornings=(Input("", None),),
        evenings=(Input("", None),),
        open=lambda state, _: Transition(state),
        close=lambda state, _: Transition(Age(close_age(state.days, limit))),
        careful=lambda a, b: a.days <= b.days,
        careful_open=lambda a, b: a.days <= b.days,
        meet=min,
        describe=lambda s: f"day {s.days} of the episode",
        plan=limit,
    )


def fail_free(limit: int) -> Component:
    """Days since the last failed morning, up to what a gate asks for."""
    heard = [v for v in product(Verdict, Asked) if v[1] is not Asked.NO]
    return Component(
        kind="fail_free",
        name=f"Days without a failed morning, to {limit}",
        starts=(FailFree(),),
        mornings=(
            Input("", (Verdict.NONE, Asked.NO)),
            *(Input(f"{a.name.lower()} morning: {v.name.lower()}", (v, a)) for v, a in heard),
        ),
        evenings=(Input("", None),),
        open=lambda state, event: Transition(FailFree(open_fail_free(state.days, *event))),
        close=lambda state, _: Transition(FailFree(close_fail_free(state.days, limit))),
        careful=lambda a, b: a.days <= b.days,
        careful_open=lambda a, b: a.days <= b.days,
        meet=min,
        describe=lambda s: f"{s.days} days without a failed morning",
        plan=limit,
    )
