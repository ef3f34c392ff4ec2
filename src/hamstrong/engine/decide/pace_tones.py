"""Pace tones: when each sounds in a timed run, so that its steady metres take the planned time."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.decide.decisions import Item
from hamstrong.protocol.model import RunningRules

TENTHS = 10
WHOLE = 100
COUNTDOWN_S = (3, 2, 1)


class PaceTone(NamedTuple):
    """A tone, seconds after its run was called: a `tick` before the start, then one at each mark:
    `start`, `steady` where the timed metres begin, `slow` where they end, `end`."""

    at_s: float
    mark: str


def pace_tones(rules: RunningRules, item: Item) -> tuple[PaceTone, ...]:
    """The tones of one run of a planned line; none while its time is unknown, and none where it is
    as fast as one likes, which no tone should lead.

    Speeding up and slowing down are taken to be even, from `tones_ramp_percent` of the steady speed
    to all of it and back.
    """
    free = (item.effort_percent or 0) >= WHOLE
    if item.steady_tenths is None or not item.steady_m or free:
        return ()
    steady_s = item.steady_tenths / TENTHS
    ramp_s = steady_s / item.steady_m * 2 * WHOLE / (WHOLE + rules.tones_ramp_percent)
    start = float(rules.tones_lead_s)
    steady = start + ramp_s * item.speed_up_m
    slow = steady + steady_s
    marks = ((start, "start"), (steady, "steady"), (slow, "slow"))
    end = (slow + ramp_s * item.slow_down_m, "end")
    ticks = ((start - n, "tick") for n in COUNTDOWN_S)
    return tuple(PaceTone(round(at, 2), mark) for at, mark in (*ticks, *marks, end))
