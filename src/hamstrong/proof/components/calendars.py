"""Calendars for exploration: hard days, Nordic days and the gap.

The two windows of the calendar step independently of each other, so each is explored alone: any
pairing of the two is allowed, which is more than can happen.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hamstrong.engine.state.calendar import (
    EASY,
    HARD,
    POWER,
    Calendar,
    Gap,
    close_calendar,
    close_gap,
    meet_calendars,
    meet_gaps,
    new_calendar,
    open_gap,
    view_calendar,
)
from hamstrong.proof.alphabets import spacings
from hamstrong.proof.caution_order import every
from hamstrong.proof.explore import Component, Input, Transition
from hamstrong.protocol.model import Pack


def hard_days(pack: Pack) -> Component:
    """The window of easy, hard and power days."""
    return _window(
        pack,
        "calendar",
        "Calendar, hard days",
        (
            Input("", (EASY, False)),
            Input("a hard day", (HARD, False)),
            Input("a power day", (POWER, False)),
        ),
    )


def nordic_days(pack: Pack) -> Component:
    """The window of days with Nordics."""
    return _window(
        pack,
        "nordics",
        "Calendar, Nordic days",
        (Input("", (EASY, False)), Input("Nordics", (EASY, True))),
    )


def _window(pack: Pack, kind: str, name: str, evenings: tuple[Input, ...]) -> Component:
    rules = pack.rules.calendar

    def open_day(state: Calendar, _event: None) -> Transition:
        return Transition(state, view_calendar(rules, state))

    def close_day(state: Calendar, event: tuple[int, bool]) -> Transition:
        return Transition(close_calendar(state, event[0], nordic=event[1]))

    return Component(
        kind=kind,
        name=name,
        starts=(new_calendar(rules),),
        mornings=(Input("", None),),
        evenings=evenings,
        open=open_day,
        close=close_day,
        careful=careful_calendar,
        careful_open=careful_calendar,
        meet=meet_calendars,
        describe=lambda s: f"hard days {s.days}, Nordic days {s.nordics}",
    )


def careful_calendar(a: Any, b: Any) -> bool:
    """Every day at least as hard."""
    days = every(x >= y for x, y in zip(a.days, b.days, strict=True))
    return days & every(x >= y for x, y in zip(a.nordics, b.nordics, strict=True))


class GapEvening(NamedTuple):
    """What the day did for the gap."""

    strength: bool
    early: bool


def gap(pack: Pack) -> Component:
    """Days since strength was last done, and the bands that took effect."""
    rules = pack.rules.gap

    def open_day(state: Gap, spacing: int) -> Transition:
        return Transition(*open_gap(rules, state, spacing))

    def close_day(state: Gap, event: GapEvening) -> Transition:
        return Transition(close_gap(rules, state, strength=event.strength, early=event.early))

    return Component(
        kind="gap",
        name="Gap",
        starts=(Gap(),),
        mornings=tuple(Input(f"planned spacing {n} days", n) for n in spacings(pack)),
        evenings=(
            Input("", GapEvening(strength=False, early=False)),
            Input("stage-1 work is performed", GapEvening(strength=False, early=True)),
            Input("strength is performed", GapEvening(strength=True, early=False)),
        ),
        open=open_day,
        close=close_day,
        careful=careful_gap,
        careful_open=careful_gap,
        meet=meet_gaps,
        below=below_gap,
        describe=lambda s: f"{s.idle} days idle, {s.applied} bands applied",
    )


def careful_gap(a: Gap, b: Gap) -> bool:
    """The longer gap; isometrics shorten it no more once strength was done."""
    return (a.idle >= b.idle) & (a.strength >= b.strength)


def below_gap(a: Gap, b: Gap) -> bool:
    """As `careful_gap`, with at least as much of it still to take effect."""
    return careful_gap(a, b) & (a.applied <= b.applied)
