"""A ladder as a value: where somebody stands on it, what is asked of it, what comes out."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from hamstrong.protocol.model import Exercise, Rules

HALF_LEVEL = 0
START_LEVEL = 1
NO_LIMIT = 10_000


class LadderPlan(NamedTuple):
    """What a ladder needs of the pack; `rungs` counts those that this person may use. `every` are
    the days from one session to the next of rungs with a number of sessions a week, 0 of others."""

    rungs: int
    clean_needed: tuple[int, ...]
    min_days: tuple[int, ...]
    days_apart: int
    left_out_days: int
    idle_max: int
    restart_after: int | None
    every: tuple[int, ...]


class Ladder(NamedTuple):
    """State of one ladder. `idle` is -1 until the exercise was performed in this episode.

    `eased` remembers that a rung with fewer sessions a week was reached: a step down from it
    must not bring more of them (S10).
    """

    level: int = START_LEVEL
    clean: int = 0
    since: int = 0
    proven: bool = False
    dwell: int = 0
    seen: bool = False
    idle: int = -1
    gap_down: int = 0
    out: int = 0
    was_out: bool = False
    eased: bool = False


class Followed(IntEnum):
    """What the morning said about yesterday's session of this exercise."""

    NONE = 0
    CLEAN = 1
    NEUTRAL = 2
    HELD = 3
    FAILED = 4


class Worked(IntEnum):
    """What today's session of this exercise came to, mildest first."""

    NONE = 0
    CLEAN = 1
    NEUTRAL = 2
    BROKEN = 3
    DOWN = 4


class LadderOrders(NamedTuple):
    """What the other components ask of a ladder on one day; all only lower or reset."""

    ceiling: int | None = None
    last_clean_minus_one: bool = False
    lowest: bool = False
    lost: bool = False
    gap_rungs: int = 0


class LadderResult(NamedTuple):
    """The stepped ladder and the closed list of what it tells the others."""

    ladder: Ladder
    two_clean_level: int | None = None
    starts_flare: bool = False


NO_ORDERS = LadderOrders()


def plan_ladder(exercise: Exercise, rungs: int, rules: Rules, idle_max: int) -> LadderPlan:
    """Read one exercise's ladder numbers from the pack, cut to the first `rungs` rungs."""
    usable = exercise.ladder[:rungs]
    needed = rules.ladder.clean_sessions
    return LadderPlan(
        rungs=len(usable),
        clean_needed=tuple(r.clean_sessions or needed for r in usable),
        min_days=tuple(r.min_days for r in usable),
        days_apart=max(rules.ladder.days_apart, exercise.days_apart or 0),
        left_out_days=rules.pain.left_out_days,
        idle_max=max(idle_max, exercise.restart_after_days or 0),
        restart_after=exercise.restart_after_days,
        every=tuple(rules.calendar.window_days // (r.max_per_week or NO_LIMIT) for r in usable),
    )


def rung_of(level: int) -> int:
    """Index of the rung that a level prescribes; half a dose is of the lowest rung."""
    return max(0, level - 1)


def planned_every(plan: LadderPlan, ladder: Ladder) -> int:
    """Days from one planned session to the next where the rung has a number of sessions a week,
    0 elsewhere. Whoever reached a rung with fewer of them keeps that number below it."""
    return plan.every[-1 if ladder.eased else min(rung_of(ladder.level), plan.rungs - 1)]
