"""Gate position: which stage of the path, for how long, and which criteria of its gate are latched.

Forward only one neighbour at a time and only with every criterion met; back is free (R-E0,
C12). Latches count moments that other components report; a move back clears them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class GatePosition(NamedTuple):
    """State: index on the path and the clock of the gate out of it. `clock` are the days counted up
    to the last performed session of the stage, `since` those counted after it: they are lost once
    they turn out to be a gap."""

    place: int = 0
    clock: int = 0
    since: int = 0
    started: bool = False

    @property
    def days(self) -> int:
        """Days counted up to yesterday."""
        return self.clock + self.since


class GateOrders(NamedTuple):
    """What the morning asks of a gate; of two moves the lowest wins. `gap` says that the days
    without a session have become a gap, so that none of them counts."""

    back: int = 0
    first: bool = False
    gap: bool = False


def move_back(state: GatePosition, orders: GateOrders) -> tuple[GatePosition, bool]:
    """Obey the orders of the morning; the flag says whether latches are lost.

    An order back at the first place moves nothing and still begins the clock anew: else whoever
    is lower would keep the days that whoever comes down to it has lost (S10).
    """
    index = 0 if orders.first else max(0, state.place - orders.back)
    if orders.back or orders.first:
        return GatePosition(index), True
    return state._replace(since=0) if orders.gap else state, False


def move_forward(state: GatePosition) -> GatePosition:
    """The next place on the path; its clock waits for the first session there."""
    return GatePosition(state.place + 1)


def counted_today(state: GatePosition) -> int:
    """The date difference to the first session in the stage less the days that do not count."""
    return state.days + 1 if state.started else 0


def close_gate(
    state: GatePosition, *, clock_max: int, performed: bool, counts: bool
) -> GatePosition:
    """Let the day pass.

    Args:
        clock_max: where the clock saturates.
        performed: a session was performed today; the first starts the clock.
        counts: today is no day of a gap, stop, freeze or flare-up path.
    """
    ticks = counts and state.started
    since = min(clock_max - state.clock, state.since + ticks)
    if performed:
        return GatePosition(state.place, state.clock + since, 0, started=True)
    return state._replace(since=since)


def meet_gates(a: GatePosition, b: GatePosition) -> GatePosition:
    """The more careful of two."""
    if a.place != b.place:
        return min(a, b)
    clock = min(a.clock, b.clock)
    since = min(a.days, b.days) - clock
    return GatePosition(a.place, clock, since, a.started and b.started)


Latches = tuple[tuple[str, int], ...]


def latch(latches: Latches, moments: Mapping[str, int], limits: Mapping[str, int]) -> Latches:
    """Add today's moments to the counts, each saturating at what its criterion asks for."""
    if not moments:
        return latches
    counts = dict(latches)
    for slot, times in moments.items():
        counts[slot] = min(limits[slot], counts.get(slot, 0) + times)
    return tuple(sorted(counts.items()))


def keep(latches: Latches, slots: frozenset[str]) -> Latches:
    """Forget every latch but the named ones."""
    return tuple(item for item in latches if item[0] in slots)


def meet_latches(a: Latches, b: Latches) -> Latches:
    """Only what both have."""
    other = dict(b)
    return tuple((slot, min(n, other[slot])) for slot, n in a if slot in other)
