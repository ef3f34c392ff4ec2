"""The person's week: which of its days a stage plans, and how far apart they lie."""

from __future__ import annotations

from itertools import combinations, pairwise

WEEK = 7


def planned_of(days: tuple[int, ...], most: int | None) -> tuple[int, ...]:
    """The weekdays that are planned of those the person named, in order.

    Args:
        most: how many days a stage plans at most; the choice whose closest two lie farthest apart
            around the week. None: all of them.
    """
    named = tuple(sorted(set(days)))
    if most is None or len(named) <= most:
        return named
    return max(combinations(named, most), key=lambda few: min(_apart(few)))


def longest_spacing(days: tuple[int, ...], limit: int) -> int:
    """Longest distance in days between planned days around the week, at most `limit`."""
    named = tuple(sorted(set(days)))
    return min(limit, max(_apart(named), default=limit))


def _apart(days: tuple[int, ...]) -> list[int]:
    """Distances in days from each planned day to the next, around the week."""
    return [b - a for a, b in pairwise((*days, days[0] + WEEK))] if days else []
