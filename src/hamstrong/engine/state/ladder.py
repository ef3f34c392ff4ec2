"""Ladder of one exercise on one side: which rung, how clean, how long idle.

The ladder is a chain of levels: 0 is half the dose of the lowest rung (`protocol.half_dose`),
`r + 1` is rung `r` in full. Being left out is a countdown beside the level. Every count saturates,
so a ladder has few states; a component knows nothing of dates, gates or other exercises.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from hamstrong.protocol.model import Exercise, Pack, Rung

HALF_LEVEL = 0
START_LEVEL = 1
NO_LIMIT = 10_000


class LadderPlan(NamedTuple):
    """What a ladder needs of the pack; `rungs` counts those that this person may use. `every` are
    the days from one session to the next of rungs with a number of sessions a week, 0 of others;
    `half_needed` the clean sessions at half a dose before the full one; `pain_down` the rungs that
    pain takes."""

    rungs: int
    clean_needed: tuple[int, ...]
    half_needed: int
    min_days: tuple[int, ...]
    days_apart: int
    left_out_days: int
    idle_max: int
    restart_after: int | None
    every: tuple[int, ...]
    pain_down: int = 1


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
    """What the morning said about yesterday's session of this exercise; a held morning is
    neutral, as is a session that was neither clean nor broken."""

    NONE = 0
    CLEAN = 1
    NEUTRAL = 2
    FAILED = 3


class Worked(IntEnum):
    """What today's session of this exercise came to, mildest first. A neutral one neither adds to
    the clean sessions nor breaks their run."""

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
    """The stepped ladder and the closed list of what it signals to the others."""

    ladder: Ladder
    two_clean_level: int | None = None
    starts_flare: bool = False


NO_ORDERS = LadderOrders()


def plan_ladder(
    exercise: Exercise, usable: tuple[Rung, ...], pack: Pack, idle_max: int, track: str
) -> LadderPlan:
    """Read one exercise's ladder numbers from the pack, for the rungs that a person may use."""
    rules, run = pack.rules, pack.load_classes[exercise.load_class].run
    needed = rules.ladder.clean_sessions
    return LadderPlan(
        rungs=len(usable),
        clean_needed=tuple(r.clean_needed(track) or needed for r in usable),
        half_needed=needed,
        min_days=tuple(r.min_days for r in usable),
        days_apart=max(rules.ladder.days_apart, exercise.days_apart or 0),
        left_out_days=rules.pain.left_out_days,
        idle_max=max(idle_max, exercise.restart_after_days or 0),
        restart_after=exercise.restart_after_days,
        every=tuple(rules.calendar.window_days // (r.max_per_week or NO_LIMIT) for r in usable),
        pain_down=rules.pain.run_rungs_down if run else 1,
    )


def rung_of(level: int) -> int:
    """Index of the rung that a level prescribes; half a dose is of the lowest rung."""
    return max(0, level - 1)


def planned_every(plan: LadderPlan, ladder: Ladder) -> int:
    """Days from one planned session to the next where the rung has a number of sessions a week,
    0 elsewhere. Whoever reached a rung with fewer of them keeps that number below it."""
    return plan.every[-1 if ladder.eased else min(rung_of(ladder.level), plan.rungs - 1)]


__all__ = [
    "HALF_LEVEL",
    "START_LEVEL",
    "Followed",
    "Ladder",
    "LadderOrders",
    "LadderPlan",
    "LadderResult",
    "Worked",
    "close_ladder",
    "meet_ladders",
    "needed_at",
    "open_ladder",
    "plan_ladder",
    "planned_every",
    "rung_of",
]


def _at(ladder: Ladder, level: int) -> Ladder:
    """Move to another level: runs, proof and dwell begin anew there."""
    return Ladder(
        level,
        idle=ladder.idle,
        gap_down=ladder.gap_down,
        out=ladder.out,
        was_out=ladder.was_out,
        eased=ladder.eased,
    )


def _lower_to(ladder: Ladder, level: int) -> Ladder:
    return _at(ladder, max(level, HALF_LEVEL)) if level < ladder.level else ladder


def _down(plan: LadderPlan, ladder: Ladder, rungs: int = 1) -> LadderResult:
    """So many rungs down; below the lowest rung half its dose, then left out. Left out a second
    time in a row starts the flare-up path."""
    if ladder.level > HALF_LEVEL:
        return LadderResult(_at(ladder, max(HALF_LEVEL, ladder.level - rungs)))
    out = _at(ladder, HALF_LEVEL)._replace(out=plan.left_out_days, was_out=True)
    return LadderResult(out, starts_flare=ladder.was_out)


def _last_clean(ladder: Ladder) -> int:
    return ladder.level if ladder.proven else max(START_LEVEL, ladder.level - 1)


def _lowers(orders: LadderOrders) -> bool:
    """Whether an order asks for a level, not only for a gap's rungs or a clean run."""
    return orders.ceiling is not None or orders.last_clean_minus_one or orders.lowest


def _obey(plan: LadderPlan, ladder: Ladder, orders: LadderOrders) -> Ladder:
    """Apply the orders of one day: their pointwise minimum, never upward.

    What is already as low as ordered still begins its runs anew, as what comes down to it does;
    else the lower of two would be the one that keeps its clean sessions (S10).
    """
    level = ladder.level
    if orders.last_clean_minus_one:
        level = min(level, max(HALF_LEVEL, _last_clean(ladder) - 1))
    if orders.ceiling is not None:
        level = min(level, max(HALF_LEVEL, orders.ceiling))
    if orders.lowest:
        level = min(level, START_LEVEL)
    obeyed = _at(ladder, level) if _lowers(orders) else ladder
    if orders.ceiling is not None and orders.ceiling < HALF_LEVEL:
        obeyed = obeyed._replace(out=plan.left_out_days, was_out=True)
    return obeyed._replace(clean=0, since=0, proven=False) if orders.lost else obeyed


def _gap(plan: LadderPlan, ladder: Ladder, orders: LadderOrders) -> Ladder:
    """Lower for a gap once per band, never below the lowest rung; restart a ramp when due."""
    if _ramp_restarts(plan, ladder):
        restarted = _at(ladder, min(ladder.level, START_LEVEL))._replace(eased=False)
        return restarted._replace(gap_down=max(ladder.gap_down, orders.gap_rungs))
    if orders.gap_rungs <= ladder.gap_down:
        return ladder
    down = orders.gap_rungs - ladder.gap_down
    lowered = _at(ladder, min(ladder.level, max(START_LEVEL, ladder.level - down)))
    return lowered._replace(gap_down=orders.gap_rungs)


def _ramp_restarts(plan: LadderPlan, ladder: Ladder) -> bool:
    return plan.restart_after is not None and ladder.idle >= plan.restart_after


def _count_clean(plan: LadderPlan, ladder: Ladder, may_rise: bool) -> LadderResult:
    """Count a clean session; enough of them on dates far enough apart earn the next level."""
    rung = rung_of(ladder.level)
    needed = needed_at(plan, ladder.level)
    # Whoever has them all already waits for leave to rise, not for another date.
    if 0 < ladder.clean < needed and ladder.since - 1 < plan.days_apart:
        return LadderResult(ladder)
    full = ladder.clean >= needed
    counted = ladder if full else ladder._replace(clean=ladder.clean + 1, since=1)
    if counted.clean < needed:
        return LadderResult(counted)
    top = counted.level >= plan.rungs
    settled = counted._replace(proven=True, was_out=False)
    if top or not may_rise or counted.dwell < plan.min_days[rung]:
        return LadderResult(settled, two_clean_level=counted.level)
    risen = _at(settled, counted.level + 1)._replace(
        eased=settled.eased or _is_rarer(plan, rung, rung_of(counted.level + 1))
    )
    return LadderResult(risen, two_clean_level=counted.level)


def needed_at(plan: LadderPlan, level: int) -> int:
    """Clean sessions that a level asks for; half a dose never fewer than the pack's number."""
    if level == HALF_LEVEL:
        return plan.half_needed
    return plan.clean_needed[rung_of(level)]


def _is_rarer(plan: LadderPlan, below: int, above: int) -> bool:
    """Whether the rung above has fewer sessions a week than the one below."""
    return plan.every[above] > plan.every[below] > 0


def open_ladder(
    plan: LadderPlan,
    ladder: Ladder,
    followed: Followed,
    orders: LadderOrders = NO_ORDERS,
    *,
    may_rise: bool = False,
) -> LadderResult:
    """Morning part of a day: yesterday's verdict, the other components' orders, the gap.

    Args:
        followed: what the morning said of yesterday's session of this exercise.
        orders: ceilings and resets from gate, flare-up path and gap; `gap_rungs` is cumulative
            over the present gap.
        may_rise: false while held, frozen or capped.
    """
    result = LadderResult(ladder)
    if followed is Followed.CLEAN:
        result = _count_clean(plan, ladder, may_rise)
    elif followed is Followed.FAILED:
        result = _down(plan, ladder)
    if _lowers(orders) or orders.lost:
        result = _join(result, _obey(plan, ladder, orders), orders)
    lowered = _gap(plan, result.ladder, orders)
    return result if lowered is result.ladder else result._replace(ladder=lowered)


def _join(result: LadderResult, obeyed: Ladder, orders: LadderOrders) -> LadderResult:
    """Orders of the same day join by minimum with the verdict's level; both start from the
    morning's ladder."""
    verdict = result.ladder
    lower = obeyed if obeyed.level <= verdict.level else verdict
    other = verdict if obeyed.level == verdict.level else lower
    joined = Ladder(
        lower.level,
        proven=lower.proven and other.proven,
        dwell=min(lower.dwell, other.dwell),
        seen=lower.seen and other.seen,
        idle=lower.idle,
        gap_down=lower.gap_down,
        out=max(obeyed.out, verdict.out),
        was_out=obeyed.was_out or verdict.was_out,
        eased=lower.eased,
    )
    earned = None if orders.lost else result.two_clean_level
    return LadderResult(joined, earned, result.starts_flare)


def close_ladder(
    plan: LadderPlan, ladder: Ladder, worked: Worked, *, performed: bool, gap_ends: bool = False
) -> LadderResult:
    """Evening part of a day: what today's session came to, then one day passes.

    Args:
        performed: at least half the prescribed sets were logged; shortens the gap.
        gap_ends: the gap of its action ends today; the next one is measured anew.
    """
    result = LadderResult(ladder)
    if worked is Worked.BROKEN:
        result = LadderResult(ladder._replace(clean=0, since=0))
    elif worked is Worked.DOWN:
        result = _down(plan, ladder, plan.pain_down)
    # Pain in what is left out begins its days anew.
    newly_out = worked is Worked.DOWN and result.ladder.out > 0
    passed = _pass_day(plan, result.ladder, performed, worked is not Worked.DOWN)
    if gap_ends and passed.gap_down:
        passed = passed._replace(gap_down=0)
    if passed.out and not newly_out:
        passed = passed._replace(out=passed.out - 1)
    return LadderResult(passed, starts_flare=result.starts_flare)


def _pass_day(plan: LadderPlan, ladder: Ladder, performed: bool, same_rung: bool) -> Ladder:
    seen = ladder.seen or (performed and same_rung)
    min_days = plan.min_days[rung_of(ladder.level)]
    idle = 1 if performed else (-1 if ladder.idle < 0 else min(plan.idle_max, ladder.idle + 1))
    return Ladder(  # every field, for a copy by `_replace` takes twice as long
        level=ladder.level,
        clean=ladder.clean,
        since=min(plan.days_apart + 1, ladder.since + 1) if ladder.clean else 0,
        proven=ladder.proven,
        dwell=min(min_days, ladder.dwell + 1) if seen else 0,
        seen=seen,
        idle=idle,
        gap_down=0 if performed else ladder.gap_down,
        out=ladder.out,
        was_out=ladder.was_out,
        eased=ladder.eased,
    )


def meet_ladders(a: Ladder, b: Ladder) -> Ladder:
    """The more careful of two states of one ladder, field by field; never above either."""
    low = a if a.level <= b.level else b
    other = (b if low is a else a) if a.level == b.level else low
    return Ladder(
        level=min(a.level, b.level),
        clean=min(low.clean, other.clean),
        since=min(low.since, other.since),
        proven=low.proven and other.proven,
        dwell=min(low.dwell, other.dwell),
        seen=low.seen and other.seen,
        idle=max(a.idle, b.idle),
        gap_down=min(a.gap_down, b.gap_down),
        out=max(a.out, b.out),
        was_out=a.was_out or b.was_out,
        eased=a.eased or b.eased,
    )
