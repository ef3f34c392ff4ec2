"""Monitors for exploration: the weekly look at whether anything changes, one step a week.

Answers of the week, its median and its work are arbitrary: every step gets them anew in each way
that the rules can tell apart. That is more than can happen.
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
)
from hamstrong.proof.caution_order import every
from hamstrong.proof.explore import Component, Input, Transition

CONSISTENT = (1, 1)
PATCHY = (1, 0)
OUTCOMES = (None, "better", "same", "worse")


class Week(NamedTuple):
    """One evening for the weekly look: the answers and how the week was."""

    change: str | None = None
    drop: int | None = None
    no_limits: bool | None = None
    consistent: bool = True
    form: bool = True
    quiet: bool = False
    risen: bool = False
    lifted: bool = False


def change(plan: MonitorPlan) -> Component:
    """The weekly look: asked, answered, frozen, referred."""

    def close_day(state: Monitors, event: Week) -> Transition:
        return _week(plan, state, event)

    answers = [
        Week(change=c, drop=d, consistent=ok, form=form)
        for c, d, ok, form in product(
            OUTCOMES, (None, 0, plan.rules.nprs_change), (False, True), (False, True)
        )
    ]
    extras = [
        Week(no_limits=True, quiet=True),
        Week(no_limits=False, quiet=True),
        Week(risen=True),
        Week(form=False, lifted=True),
    ]
    return Component(
        kind="change",
        name=f"No change, judged from week {plan.no_change_weeks}",
        starts=(Monitors(),),
        mornings=(Input("", None),),
        evenings=tuple(Input(_week_words(w), w) for w in (*answers, *extras)),
        open=lambda state, _event: Transition(state),
        close=close_day,
        careful=_alike,
        careful_open=_alike,
        describe=lambda s: (
            f"day {s.age}, asked {s.asked}, worse {s.worse}" + (", frozen" if s.frozen else "")
        ),
        plan=plan,
    )


def _alike(a: Monitors, b: Monitors) -> bool:
    return every(x == y for x, y in zip(a, b, strict=True))


def _week(plan: MonitorPlan, state: Monitors, event: Week) -> Transition:
    """One whole week in one step: six quiet days, then a day with everything that was answered."""
    rules, before = plan.rules, state
    start = rules.nprs_min_baseline + rules.nprs_change
    planned, done = CONSISTENT if event.consistent else PATCHY
    before = before._replace(
        usual=rules.nprs_min_baseline, start=start, planned=planned, done=done,
        day_of_week=WEEK - 1, week=(0,) * rules.rising_min_answers if event.quiet else (),
        age=min(WEEK * (plan.no_change_weeks or 0), before.age + WEEK - 1),
        rested=min(rules.risen_days, before.rested + WEEK - 1),
        asked=before.asked + WEEK - 1 if before.asked >= 0 else before.asked,
    )  # fmt: skip
    before = lift_freeze(before) if event.lifted else before
    worst = None if event.drop is None else start - event.drop
    looked = Looked(
        worst_week=worst, change=event.change, no_limits=event.no_limits, form=event.form,
        risen=event.risen,
    )  # fmt: skip
    after, signals = close_monitors(plan._replace(slow_days=0), before, looked)
    best = None if after.best_drop is None else min(after.best_drop, rules.nprs_change)
    kept = Monitors(
        age=after.age, asked=min(after.asked, rules.freeze_after_days), change=after.change,
        best_drop=best, limits=after.limits, rested=after.rested, worse=after.worse,
        frozen=after.frozen,
    )  # fmt: skip
    return Transition(kept, signals)


def _week_words(w: Week) -> str:
    named = (
        (w.change is not None, f"own global change: {w.change}"),
        (w.drop is not None, f"worst pain down by {w.drop}"),
        (w.no_limits is not None, f"nothing limited: {w.no_limits}"),
        (not w.consistent, "few planned sessions done"),
        (not w.form, "the weekly form is not answered"),
        (w.quiet, "quiet mornings"),
        (w.risen, "a rung rises"),
        (w.lifted, "a clearance lifts a freeze"),
    )
    return "; ".join(words for holds, words in named if holds)
