"""Monitors over weeks: is pain rising, is anything changing, is the gate out of reach (R-I3, R-I4).

Fed by answers and by what was planned and done; tells the others `rising` (a hold) or `freeze`
(nothing moves up). Weekly medians are served here and arbitrary in proofs.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple

from hamstrong.protocol.model import ReferralRules

WEEK = 7


class Monitors(NamedTuple):
    """State of one episode.

    `week` holds this week's answers, `medians` the last weekly medians (None: too few answers),
    `recent` the last answered mornings, newest last. `weeks`, `planned` and `done` belong to the
    no-change period; `stall` counts days of the gate's clock. `start` is the worst pain at
    enrolment; `best_drop` and `best_gain` the best outcome answers so far; `scores`
    how well each of the person's activities went when it was first rated; `asked` counts days since
    outcomes were first asked in vain.
    """

    day_of_week: int = 0
    week: tuple[int, ...] = ()
    medians: tuple[float | None, ...] = ()
    recent: tuple[int, ...] = ()
    weeks: int = 0
    planned: int = 0
    done: int = 0
    started: bool = False
    start: int | None = None
    best_drop: int | None = None
    scores: tuple[tuple[str, int], ...] = ()
    best_gain: float | None = None
    change: str | None = None
    limits: bool | None = None
    asked: int = -1
    stall: int = 0
    frozen: str = ""


class Looked(NamedTuple):
    """What one day brings to the monitors."""

    nprs: int | None = None
    worst_week: int | None = None
    change: str | None = None
    no_limits: bool | None = None
    scores: tuple[tuple[str, int], ...] = ()
    renamed: frozenset[str] = frozenset()
    planned: bool = False
    done: bool = False
    clock_ticks: bool = False
    moved: bool = False


class MonitorPlan(NamedTuple):
    """Numbers of one track: deadline in weeks (None: no-change is never judged), stall limit."""

    rules: ReferralRules
    no_change_weeks: int | None
    stall_days: int
    gate_answers: int


def is_rising(rules: ReferralRules, medians: tuple[float | None, ...]) -> bool:
    """Weekly median up by the pack's step, that many times running; a thin week breaks the run."""
    last = medians[-(rules.rising_times + 1) :]
    if len(last) <= rules.rising_times:
        return False
    pairs = pairwise(last)
    return all(a is not None and b is not None and b - a >= rules.rising_by for a, b in pairs)


def is_consistent(rules: ReferralRules, state: Monitors) -> bool:
    """At least the pack's share of planned sessions was done; no plan is not consistent."""
    return state.planned > 0 and 100 * state.done >= rules.consistent_percent * state.planned


def asks_outcome(plan: MonitorPlan, state: Monitors) -> bool:
    """Whether the weekly outcome questions are due."""
    due = plan.no_change_weeks is not None and state.weeks >= plan.no_change_weeks
    return due and state.change is None and state.best_drop is None and state.best_gain is None


def close_monitors(plan: MonitorPlan, state: Monitors, looked: Looked) -> tuple[Monitors, bool]:
    """Let the day pass; true when rising pain must be referred.

    Returns:
        The new state and whether the rising rule fires today.
    """
    state = _take_answers(plan, state, looked)
    state = _count_work(state, looked)
    state = _stall(plan, state, looked)
    rising = False
    day = state.day_of_week + 1
    if day >= WEEK:
        state, rising = _end_week(plan, state)
        day = 0
    return state._replace(day_of_week=day), rising


def _take_answers(plan: MonitorPlan, state: Monitors, looked: Looked) -> Monitors:
    if looked.nprs is not None:
        recent = (*state.recent, looked.nprs)[-plan.gate_answers :]
        state = state._replace(week=(*state.week, looked.nprs), recent=recent)
    if looked.worst_week is not None and state.start is not None:
        drop = state.start - looked.worst_week
        best = drop if state.best_drop is None else max(drop, state.best_drop)
        state = state._replace(best_drop=best)
    if looked.scores or looked.renamed:
        state = _take_scores(state, looked)
    if looked.change is not None and state.change != "better":
        state = state._replace(change=looked.change)
    if looked.no_limits is not None:
        state = state._replace(limits=not looked.no_limits)
    return state


def _take_scores(state: Monitors, looked: Looked) -> Monitors:
    """The mean change of the activities that were rated before; a first rating is a start."""
    start = {name: score for name, score in state.scores if name not in looked.renamed}
    gains = [score - start[name] for name, score in looked.scores if name in start]
    best = state.best_gain
    if gains:
        gain = sum(gains) / len(gains)
        best = gain if best is None else max(best, gain)
    first = {name: score for name, score in looked.scores if name not in start}
    return state._replace(scores=tuple(sorted((start | first).items())), best_gain=best)


def _count_work(state: Monitors, looked: Looked) -> Monitors:
    if not (looked.planned or looked.done):
        return state
    return state._replace(
        planned=state.planned + looked.planned,
        done=state.done + looked.done,
        started=state.started or looked.done,
    )


def _stall(plan: MonitorPlan, state: Monitors, looked: Looked) -> Monitors:
    if looked.moved:
        return state._replace(stall=0)
    if not looked.clock_ticks or not plan.stall_days:
        return state
    stall = min(plan.stall_days, state.stall + 1)
    stalled = stall >= plan.stall_days and is_consistent(plan.rules, state)
    return state._replace(stall=stall, frozen="stall" if stalled else state.frozen)


def _end_week(plan: MonitorPlan, state: Monitors) -> tuple[Monitors, bool]:
    enough = len(state.week) >= plan.rules.rising_min_answers
    medians = (*state.medians, float(median(state.week)) if enough else None)
    medians = medians[-(plan.rules.rising_times + 1) :]
    weeks = state.weeks + 1 if state.started else 0
    ended = state._replace(week=(), medians=medians, weeks=weeks)
    return _judge_change(plan, ended), is_rising(plan.rules, medians)


def _judge_change(plan: MonitorPlan, state: Monitors) -> Monitors:
    """No change (`referral`): from the deadline on, when consistent, never while quiet."""
    if plan.no_change_weeks is None or state.weeks < plan.no_change_weeks:
        return state
    latest = state.medians[-1]
    quiet = latest is not None and latest <= plan.rules.quiet_median_max and state.limits is False
    if quiet or not is_consistent(plan.rules, state):
        return state._replace(asked=-1)
    answered, better = _outcomes(plan.rules, state)
    if better:
        return state._replace(asked=-1)
    if answered:
        return state._replace(frozen=state.frozen or "no_change")
    asked = 0 if state.asked < 0 else state.asked + WEEK
    late = asked >= plan.rules.freeze_after_days
    return state._replace(asked=asked, frozen=state.frozen or ("no_change" if late else ""))


def _outcomes(rules: ReferralRules, state: Monitors) -> tuple[bool, bool]:
    counts_pain = state.start is not None and state.start >= rules.nprs_min_baseline
    pain = state.best_drop if counts_pain else None
    gain = state.best_gain
    answered = pain is not None or gain is not None or state.change is not None
    better = (
        state.change == "better"
        or (pain is not None and pain >= rules.nprs_change)
        or (gain is not None and gain >= rules.activities_change)
    )
    return answered, better


def lift_freeze(state: Monitors) -> Monitors:
    """A clearance or a changed outcome answer lifts a freeze, and a new period starts."""
    return state._replace(
        frozen="",
        stall=0,
        weeks=0,
        planned=0,
        done=0,
        asked=-1,
        change=None,
        best_drop=None,
        best_gain=None,
    )


def gate_baseline(state: Monitors, baseline: int, answers: int) -> int:
    """At a gate the baseline may fall to the median of the last answers; it never rises."""
    if len(state.recent) < answers:
        return baseline
    return min(baseline, int(-(-median(state.recent) // 1)))


def meet_monitors(a: Monitors, b: Monitors) -> Monitors:
    """The more careful of two: a freeze of either stands."""
    low = a if (a.stall, a.weeks) >= (b.stall, b.weeks) else b
    return low._replace(frozen=a.frozen or b.frozen)
