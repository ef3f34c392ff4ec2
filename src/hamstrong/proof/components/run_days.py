"""Run days, wrapped for exploration: the last run, and busy days in a row."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from hamstrong.engine.state.run_days import (
    RunDays,
    close_run_days,
    may_run_easily,
    meet_run_days,
)
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Pack


class RunEvening(NamedTuple):
    """One evening: was there a run, and was the day busy by it or by hard work."""

    ran: bool
    busy: bool


def run_days(pack: Pack) -> Component:
    """Days of running and of work of one person."""
    rules = pack.rules.running

    def open_day(state: RunDays, _event: None) -> Transition:
        return Transition(state, may_run_easily(rules, state))

    def close_day(state: RunDays, event: RunEvening) -> Transition | None:
        if event.ran and not event.busy:
            return None
        return Transition(close_run_days(rules, state, ran=event.ran, busy=event.busy))

    return Component(
        kind="run_days",
        name="Days of running and of work",
        starts=(RunDays(),),
        mornings=(Input("", None),),
        evenings=tuple(
            Input(_words(RunEvening(*e)), RunEvening(*e)) for e in product((False, True), repeat=2)
        ),
        open=open_day,
        close=close_day,
        careful=careful_run_days,
        careful_open=careful_run_days,
        meet=meet_run_days,
        describe=lambda s: f"{s.busy} busy days in a row" + (", a run near" if s.since else ""),
    )


def careful_run_days(a: RunDays, b: RunDays) -> bool:
    """As many busy days or more, and a run as near or nearer."""
    nearer = (b.since == 0) | ((a.since > 0) & (a.since <= b.since))
    return (a.busy >= b.busy) & nearer


def _words(event: RunEvening) -> str:
    if event.ran:
        return "a run"
    return "hard work" if event.busy else ""
