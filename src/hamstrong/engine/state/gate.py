"""Gate position: which stage of the path, for how long, and which criteria of its gate are latched.

Forward only one neighbour at a time and only with every criterion met; back is free (R-E0,
C12). Latches count moments that other components report; a move back clears them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class GatePosition(NamedTuple):
    """State: index on the path, counted days since the first session of the stage."""

    place: int = 0
    clock: int = 0
    started: bool = False


class GateOrders(NamedTuple):
    """Moves asked for today; the lowest wins."""

    back: int = 0
    first: bool = False
    restart_clock: bool = False


def move_back(state: GatePosition, orders: GateOrders) -> tuple[GatePosition, bool]:
    """Obey the orders of the morning; the flag says whether latches are lost.

    An order back at the first place moves nothing and still begins the clock anew: else whoever
    is lower would keep the days that whoever comes down to it has lost (S10).
    """
    index = 0 if orders.first else max(0, state.place - orders.back)
    if orders.back or orders.first:
        return GatePosition(index), True
    if orders.restart_clock:
        return GatePosition(state.place), True
    return state, False


def counted_today(state: GatePosition) -> int:
    """Days that the clock counts once today is one of them; the day of the first session is 0."""
    return state.clock + state.started


def close_gate(
    state: GatePosition, *, clock_max: int, performed: bool, counts: bool, opens: bool
) -> GatePosition:
    """Let the day pass; move forward when the gate opens.

    Args:
        clock_max: where the clock saturates.
        performed: a session was performed today; the first starts the clock.
        counts: today is no gap of the pack's size, hold, freeze, refusal or flare-up day.
        opens: every criterion, the minimum days and an asked-for approval are met, and
            nothing holds.
    """
    if opens:
        return GatePosition(state.place + 1)
    started = state.started or performed
    ticks = counts and state.started
    return GatePosition(state.place, min(clock_max, state.clock + ticks), started)


def meet_gates(a: GatePosition, b: GatePosition) -> GatePosition:
    """The more careful of two."""
    if a.place != b.place:
        return min(a, b)
    return GatePosition(a.place, min(a.clock, b.clock), a.started and b.started)


Latches = tuple[tuple[str, int], ...]


def latch(latches: Latches, moments: Mapping[str, int], limits: Mapping[str, int]) -> Latches:
    """Add today's moments to the counts, each saturating at what its criterion asks for."""
    if not moments:
        return latches
    counts = dict(latches)
    for slot, times in moments.items():
        counts[slot] = min(limits[slot], counts.get(slot, 0) + times)
    return tuple(sorted(counts.items()))


def clear(latches: Latches, slots: frozenset[str]) -> Latches:
    """Forget the named slots."""
    return tuple(item for item in latches if item[0] not in slots)


def meet_latches(a: Latches, b: Latches) -> Latches:
    """Only what both have."""
    other = dict(b)
    return tuple((slot, min(n, other[slot])) for slot, n in a if slot in other)
