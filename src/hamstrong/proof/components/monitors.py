"""Monitors for exploration: the stall at a gate and the weekly question.

Answers of the week, medians and counts of sessions are arbitrary: every step gets them anew in
each way that the rules can tell apart. That is more than can happen.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from hamstrong.engine.state.monitors import (
    WEEK,
    Looked,
    MonitorPlan,
    Monitors,
    close_monitors,
    lift_freeze,
    meet_monitors,
)
from hamstrong.proof.caution_order import every
from hamstrong.proof.explore import Component, Input, Transition

CONSISTENT = (1, 1)
PATCHY = (1, 0)


class Watched(NamedTuple):
    """One day for the stall: does it count, did the stage move, was work consistent."""

    ticks: bool
    moved: bool
    consistent: bool
    lifted: bool = False


def stall(plan: MonitorPlan) -> Component:
    """Days of the gate's clock without reaching the gate, and the freeze that ends them."""

    def close_day(state: Monitors, event: Watched) -> Transition:
        planned, done = CONSISTENT if event.consistent else PATCHY
        before = lift_freeze(state) if event.lifted else state
        before = before._replace(planned=planned, done=done, started=True)
        looked = Looked(clock_ticks=event.ticks, moved=event.moved)
        after, _ = close_monitors(plan._replace(no_change_weeks=None), before, looked)
        return Transition(Monitors(stall=after.stall, frozen=after.frozen))

    return Component(
        "stall",
        f"Stall, limit {plan.stall_days} days",
        (Monitors(),),
        (Input("", None),),
        tuple(
            Input(_stall_words(Watched(*w)), Watched(*w)) for w in product((False, True), repeat=4)
        ),
        lambda state, _event: Transition(state),
        close_day,
        careful=careful_stall,
        careful_open=careful_stall,
        meet=lambda a, b: _only_stall(meet_monitors(a, b)),
        below=careful_stall,
        describe=lambda s: (
            f"{s.stall} days at the gate" + (f", frozen ({s.frozen})" if s.frozen else "")
        ),
        plan=plan,
    )


def _only_stall(state: Monitors) -> Monitors:
    return Monitors(stall=state.stall, frozen=state.frozen)


def _stall_words(w: Watched) -> str:
    named = (
        (w.ticks, "the day counts"),
        (w.moved, "the stage moved"),
        (w.consistent, "most planned sessions were done"),
        (w.lifted, "a clearance or a changed outcome lifts a freeze"),
    )
    return "; ".join(words for holds, words in named if holds)


def careful_stall(a: Monitors, b: Monitors) -> bool:
    """Nearer to the freeze, or frozen."""
    return ((a.frozen != "") >= (b.frozen != "")) & (a.stall >= b.stall)


class Week(NamedTuple):
    """One evening for the weekly question: the answers and how the week looked."""

    change: str | None
    drop: int | None
    no_limits: bool | None
    consistent: bool
    quiet: bool
    lifted: bool


def change(plan: MonitorPlan) -> Component:
    """The weekly question whether anything changes: asked, answered, frozen."""

    def close_day(state: Monitors, event: Week) -> Transition:
        return Transition(_week(plan, state, event))

    nothing = Week(None, None, None, consistent=True, quiet=False, lifted=False)
    answers = [
        nothing._replace(change=c, drop=d, consistent=ok)
        for c, d, ok in product(
            (None, "better", "same"), (None, 0, plan.rules.nprs_change), (False, True)
        )
    ]
    extras = [
        nothing._replace(no_limits=True, quiet=True),
        nothing._replace(no_limits=False, quiet=True),
        nothing._replace(lifted=True),
    ]
    return Component(
        "change",
        f"No change, judged from week {plan.no_change_weeks}",
        (Monitors(),),
        (Input("", None),),
        tuple(Input(_week_words(w), w) for w in (*answers, *extras)),
        lambda state, _event: Transition(state),
        close_day,
        careful=_alike,
        careful_open=_alike,
        describe=lambda s: f"week {s.weeks}, asked {s.asked}" + (", frozen" if s.frozen else ""),
        plan=plan,
    )


def _alike(a: Monitors, b: Monitors) -> bool:
    return every(x == y for x, y in zip(a, b, strict=True))


def _week(plan: MonitorPlan, state: Monitors, event: Week) -> Monitors:
    """One whole week in one step: what was answered in it, then its last day."""
    rules = plan.rules
    start = rules.nprs_min_baseline + rules.nprs_change
    before = lift_freeze(state) if event.lifted else state
    planned, done = CONSISTENT if event.consistent else PATCHY
    before = before._replace(
        start=start, started=True, planned=planned, done=done, day_of_week=WEEK - 1,
        week=(0,) * rules.rising_min_answers if event.quiet else (),
    )  # fmt: skip
    worst = None if event.drop is None else start - event.drop
    looked = Looked(worst_week=worst, change=event.change, no_limits=event.no_limits)
    after, _ = close_monitors(plan._replace(stall_days=0), before, looked)
    weeks = min(after.weeks, plan.no_change_weeks or 0)
    best = None if after.best_drop is None else min(after.best_drop, rules.nprs_change)
    return Monitors(
        weeks=weeks, asked=min(after.asked, rules.freeze_after_days), change=after.change,
        best_drop=best, limits=after.limits, frozen=after.frozen,
    )  # fmt: skip


def _week_words(w: Week) -> str:
    named = (
        (w.change is not None, f"own global change: {w.change}"),
        (w.drop is not None, f"worst pain down by {w.drop}"),
        (w.no_limits is not None, f"nothing limited: {w.no_limits}"),
        (not w.consistent, "few planned sessions done"),
        (w.quiet, "quiet mornings"),
        (w.lifted, "a clearance or a changed outcome lifts a freeze"),
    )
    return "; ".join(words for holds, words in named if holds)
