"""Easy running before it is planned, wrapped for exploration: minutes that only ever go down."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from hamstrong.engine.state.easy_running import Easy, close_easy, meet_easy, open_easy
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Pack

LONGEST_MIN = 240
"""Longer means are cut alike: a fail takes off a share."""


class EasyEvening(NamedTuple):
    """One evening: was there a run, and did it hurt more than a clean one may."""

    ran: bool
    hurt: bool


def easy_running(pack: Pack) -> Component:
    """Minutes of easy running that a run may last, from every mean that can be enrolled."""
    rules = pack.rules.running

    def open_day(state: Easy, failed: bool) -> Transition:
        return Transition(open_easy(rules, state, failed=failed))

    def close_day(state: Easy, event: EasyEvening) -> Transition | None:
        if event.hurt and not event.ran:
            return None
        return Transition(close_easy(rules, state, ran=event.ran, hurt=event.hurt))

    return Component(
        kind="easy",
        name=f"Easy running, up to {LONGEST_MIN} minutes",
        starts=tuple(Easy(minutes) for minutes in range(LONGEST_MIN + 1)),
        mornings=(Input("", False), Input("the morning fails", True)),
        evenings=tuple(
            Input(_words(EasyEvening(*e)), EasyEvening(*e))
            for e in product((False, True), repeat=2)
        ),
        open=open_day,
        close=close_day,
        careful=careful_easy,
        careful_open=careful_easy,
        meet=meet_easy,
        describe=lambda s: f"{s.minutes} minutes" + (", ran yesterday" if s.ran else ""),
    )


def careful_easy(a: Easy, b: Easy) -> bool:
    """Fewer minutes; with as many, a run that still waits for its morning."""
    return (a.minutes <= b.minutes) & (a.ran >= b.ran)


def _words(event: EasyEvening) -> str:
    if not event.ran:
        return ""
    return "an easy run that hurts" if event.hurt else "an easy run"
