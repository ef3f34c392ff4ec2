"""Gaps of actions: for each action and leg the days since it was last done, and what they take.

Beside the gap of the whole person, which moves stages, each kind of work has one of its own for its
rungs. What is done, planned or left out today is the closing day's concern; here days only pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.state.calendar import bands_reached, gap_limit
from hamstrong.protocol.model import GapRules


class ActionGap(NamedTuple):
    """Days since an action was last done; `missed`: it was planned since and not done."""

    idle: int = 1
    missed: bool = False


ActionGaps = Mapping[str, ActionGap]
NO_GAPS: ActionGaps = {}


class ActionsToday(NamedTuple):
    """Names of actions of which an exercise was performed, planned, or left out by the plan of a
    performed session that could have held it."""

    done: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


class GapTakes(NamedTuple):
    """What a gap takes of the exercises of its action: rungs, cumulative over the gap, or all."""

    rungs: int = 0
    lowest: bool = False


def gap_takes(rules: GapRules, idle: int, spacing: int) -> GapTakes:
    """What an action loses by its idle days.

    Args:
        idle: days since the action was last done.
        spacing: the longest planned spacing in the person's week, in days.
    """
    bands = rules.bands[: bands_reached(rules, idle - spacing)]
    return GapTakes(
        max((band.rungs_down for band in bands), default=0), any(band.restart for band in bands)
    )


def close_action_gaps(rules: GapRules, gaps: ActionGaps, today: ActionsToday) -> ActionGaps:
    """Let the day pass. What was never done has no gap."""
    longest = gap_limit(rules)
    passed = {
        name: ActionGap(
            1 if _ends(name, gap, today) else min(longest, gap.idle + 1),
            name not in today.done and (gap.missed or name in today.planned),
        )
        for name, gap in gaps.items()
    }
    begun = {name: ActionGap() for name in sorted(today.done - gaps.keys())}
    return {**passed, **begun}


def _ends(name: str, gap: ActionGap, today: ActionsToday) -> bool:
    """Whether a gap ends today: by its work, or by a plan without it. What was planned and not done
    is made up for by no plan that leaves it out."""
    return name in today.done or (name in today.left_out and not gap.missed)


def ended_today(gaps: ActionGaps, today: ActionsToday) -> frozenset[str]:
    """Names of the gaps that end today."""
    return frozenset(name for name, gap in gaps.items() if _ends(name, gap, today))


def meet_action_gaps(a: ActionGaps, b: ActionGaps) -> ActionGaps:
    """The more careful: the longer gap of each, missed in either."""
    none = ActionGap(0)
    both = {name: (a.get(name, none), b.get(name, none)) for name in sorted({*a, *b})}
    return {
        name: ActionGap(max(x.idle, y.idle), x.missed or y.missed) for name, (x, y) in both.items()
    }
