"""Gap of one action for exploration: days since it was last done, and what they take.

Every action and leg steps alike and by itself, so one is explored for all.
"""

from __future__ import annotations

from hamstrong.engine.state.action_gaps import (
    ActionGap,
    ActionGaps,
    ActionsToday,
    close_action_gaps,
    gap_takes,
    meet_action_gaps,
)
from hamstrong.proof.alphabets import spacings
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Pack

ONE = "one"
IT = frozenset({ONE})
NEVER = ActionGap(-1)
"""In the place of no gap, before the action was ever done."""


def action_gap(pack: Pack) -> Component:
    """Days since an action was last performed, or left out by the plan of a session."""
    rules = pack.rules.gap

    def open_day(state: ActionGap, spacing: int) -> Transition:
        return Transition(state, gap_takes(rules, state.idle, spacing))

    def close_day(state: ActionGap, today: ActionsToday) -> Transition:
        return Transition(_one(close_action_gaps(rules, _all(state), today)))

    return Component(
        kind="action_gap",
        name="Gap of an action",
        starts=(NEVER,),
        mornings=tuple(Input(f"planned spacing {n} days", n) for n in spacings(pack)),
        evenings=(
            Input("", ActionsToday()),
            Input("planned and performed", ActionsToday(done=IT, planned=IT)),
            Input("planned and not performed", ActionsToday(planned=IT)),
            Input("the plan of a session leaves it out", ActionsToday(left_out=IT)),
        ),
        open=open_day,
        close=close_day,
        careful=careful_gap,
        careful_open=careful_gap,
        meet=lambda a, b: _one(meet_action_gaps(_all(a), _all(b))),
        describe=lambda s: f"{s.idle} days idle" + (", missed" if s.missed else ""),
    )


def _all(state: ActionGap) -> ActionGaps:
    return {} if state.idle < 0 else {ONE: state}


def _one(gaps: ActionGaps) -> ActionGap:
    return gaps.get(ONE, NEVER)


def careful_gap(a: ActionGap, b: ActionGap) -> bool:
    """The longer gap, which no plan without its work ends."""
    return (a.idle >= b.idle) & (a.missed >= b.missed)
