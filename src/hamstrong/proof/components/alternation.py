"""Alternation of one action for exploration: whether its turn has come.

Every alternating action steps alike and by itself, so one is explored for all.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.state.alternation import (
    Alternation,
    close_alternation,
    meet_alternations,
)
from hamstrong.proof.explore import Component, Input, Transition

ONE = "one"
IT = frozenset({ONE})
NONE: frozenset[str] = frozenset()


class Turn(NamedTuple):
    """Whether the last performed hard day lacked the action."""

    due: bool


def alternation() -> Component:
    """The turn of one action, and what a day may have held."""

    def open_day(state: Turn, _event: None) -> Transition:
        return Transition(state, state.due)

    def close_day(state: Turn, held: frozenset[str] | None) -> Transition:
        return Transition(_turn(close_alternation(_whole(state), IT, held)))

    return Component(
        kind="alternation",
        name="Turn of an alternating action",
        starts=(Turn(due=False),),
        mornings=(Input("", None),),
        evenings=(
            Input("", None),
            Input("a hard day with the action", IT),
            Input("a hard day without it", NONE),
        ),
        open=open_day,
        close=close_day,
        careful=owes_less,
        careful_open=owes_less,
        meet=lambda a, b: _turn(meet_alternations(_whole(a), _whole(b))),
        describe=lambda s: "its turn has come" if s.due else "not its turn",
    )


def owes_less(a: Turn, b: Turn) -> bool:
    """Owes no more work."""
    return a.due <= b.due


def _whole(state: Turn) -> Alternation:
    return Alternation(IT if state.due else NONE)


def _turn(state: Alternation) -> Turn:
    return Turn(ONE in state.lacks)
