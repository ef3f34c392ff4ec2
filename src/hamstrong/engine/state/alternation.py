"""Alternation: which of the alternating actions the last performed hard day lacked.

An action that is owed on every second hard day has its turn after a hard day without it, whatever
weekday it is and however long ago that was. What a day held is the closing day's concern.
"""

from __future__ import annotations

from typing import NamedTuple


class Alternation(NamedTuple):
    """State of one person; before any hard day nothing is lacking."""

    lacks: frozenset[str] = frozenset()


def close_alternation(
    state: Alternation, alternating: frozenset[str], held: frozenset[str] | None
) -> Alternation:
    """Let the day pass.

    Args:
        alternating: every alternating action of the pack.
        held: the actions that today's hard work held; None where no hard day was performed.
    """
    return state if held is None else Alternation(alternating - held)


def meet_alternations(a: Alternation, b: Alternation) -> Alternation:
    """What both lack: a correction adds no work of its own."""
    return Alternation(a.lacks & b.lacks)
