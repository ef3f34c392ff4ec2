"""Monitors over weeks: is pain rising, is anything changing, is the gate slow (R-I3, R-I4).

Fed by answers and by what was planned and done; signals `rising` and `worse` (a
professional comes first), `frozen` (nothing moves up) and `is_slow` (advice). A worse answer never
ends a freeze. Weekly medians are served here and arbitrary in proofs.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple, TypeVar

from hamstrong.protocol.model import ReferralRules

WEEK = 7
N = TypeVar("N", int, float)


class Monitors(NamedTuple):
    """State of one episode.

    `week` holds this week's answers, `medians` the last weekly medians (None: too few answers),
    `recent` the last answered mornings, newest last. `age` counts the days of the no-change
    period before today, `planned` and `done` its days of work; `asked` the days since outcomes
    were asked in vain. `usual` is the usual morning pain at enrolment, `start` the worst pain of
    the week before it; `best_drop` and `best_gain` the best outcome answers of the period,
    `scores` how well each of the person's activities went when it was first rated. `rested`
    counts days since a rung, a load or a stage rose, `worse` answers of "worse" in a row.
    `stage_days` counts days of the gate's clock, `stage_planned` and `stage_done` the stage's
    days of work.
    """

    day_of_week: int = 0
    week: tuple[int, ...] = ()
    medians: tuple[float | None, ...] = ()
    recent: tuple[int, ...] = ()
    age: int = 0
    planned: int = 0
    done: int = 0
    usual: int | None = None
    start: int | None = None
    best_drop: int | None = None
    scores: tuple[tuple[str, int], ...] = ()
    best_gain: float | None = None
    change: str | None = None
    limits: bool | None = None
    asked: int = -1
    rested: int = 0
    worse: int = 0
    stage_days: int = 0
    stage_planned: int = 0
    stage_done: int = 0
    frozen: str = ""


class Looked(NamedTuple):
    """What one day brings to the monitors. `form`: the weekly form was answered; `risen`: a rung,
    a load or a stage; `waits`: the gate waits for nothing but a word."""

    nprs: int | None = None
    usual: int | None = None
    worst_week: int | None = None
    change: str | None = None
    no_limits: bool | None = None
    scores: tuple[tuple[str, int], ...] = ()
    renamed: frozenset[str] = frozenset()
    form: bool = False
    planned: bool = False
    done: bool = False
    clock_ticks: bool = False
    moved: bool = False
    risen: bool = False
    waits: bool = False


class MonitorPlan(NamedTuple):
    """Numbers of one track: deadline in weeks (None: no change is never judged), and the days of
    the stage's clock after which its gate is slow (0: it has none)."""

    rules: ReferralRules
    no_change_weeks: int | None
    slow_days: int
    gate_answers: int


class MonitorSignals(NamedTuple):
    """What is referred today: pain that rises, or "worse" given twice running."""

    rising: bool = False
    worse: bool = False


def is_rising(rules: ReferralRules, medians: tuple[float | None, ...]) -> bool:
    """Weekly median up by the pack's step, that many times running, to at least the pack's
    number; a thin week breaks the run."""
    last = medians[-(rules.rising_times + 1) :]
    if len(last) <= rules.rising_times or last[-1] is None or last[-1] < rules.rising_min:
        return False
    pairs = pairwise(last)
    return all(a is not None and b is not None and b - a >= rules.rising_by for a, b in pairs)


def is_consistent(rules: ReferralRules, planned: int, done: int) -> bool:
    """At least the pack's share of planned sessions was done; no plan is not consistent."""
    return planned > 0 and 100 * done >= rules.consistent_percent * planned


def is_slow(plan: MonitorPlan, state: Monitors) -> bool:
    """Whether the gate takes much longer than is usual although most of the work was done."""
    late = bool(plan.slow_days) and state.stage_days >= plan.slow_days
    return late and is_consistent(plan.rules, state.stage_planned, state.stage_done)


def is_judged(plan: MonitorPlan, state: Monitors) -> bool:
    """Whether the period has reached the weeks from which no change is judged."""
    return plan.no_change_weeks is not None and state.age >= WEEK * plan.no_change_weeks


def asks_outcome(plan: MonitorPlan, state: Monitors) -> bool:
    """Whether the outcome questions are due."""
    unsaid = state.change is None and state.best_drop is None and state.best_gain is None
    return is_judged(plan, state) and unsaid


def close_monitors(
    plan: MonitorPlan, state: Monitors, looked: Looked
) -> tuple[Monitors, MonitorSignals]:
    """Let the day pass.

    Returns:
        The new state and what is referred today.
    """
    state, answers = _take_answers(plan, state, looked)
    if state.frozen and _is_better(plan.rules, state, answers):
        state = lift_freeze(state)
    state, worse = _count_worse(plan.rules, state, looked.change)
    state = _count_days(plan, state, looked)
    if not looked.waits:
        state = _judge_change(plan, state, form=looked.form)
    state = state._replace(age=min(WEEK * (plan.no_change_weeks or 0), state.age + 1))
    rising = False
    day = state.day_of_week + 1
    if day >= WEEK:
        state = _end_week(plan, state)
        rising, day = is_rising(plan.rules, state.medians), 0
    return state._replace(day_of_week=day), MonitorSignals(rising, worse)


class _Answers(NamedTuple):
    """Outcome answers against enrolment: of one day, or the best of a period."""

    drop: int | None
    gain: float | None
    change: str | None


def _take_answers(plan: MonitorPlan, state: Monitors, looked: Looked) -> tuple[Monitors, _Answers]:
    """The state with today's answers in it, and today's outcome answers by themselves."""
    if state.usual is None:
        state = state._replace(usual=looked.usual)
    if looked.nprs is not None:
        recent = (*state.recent, looked.nprs)[-plan.gate_answers :]
        state = state._replace(week=(*state.week, looked.nprs), recent=recent)
    drop = None
    if looked.worst_week is not None and state.start is not None:
        drop = state.start - looked.worst_week
    start = {name: score for name, score in state.scores if name not in looked.renamed}
    gains = [score - start[name] for name, score in looked.scores if name in start]
    gain = sum(gains) / len(gains) if gains else None
    first = {name: score for name, score in looked.scores if name not in start}
    limits = state.limits if looked.no_limits is None else not looked.no_limits
    better = state.change == "better" or looked.change is None
    state = state._replace(
        scores=tuple(sorted((start | first).items())),
        best_drop=_best(state.best_drop, drop),
        best_gain=_best(state.best_gain, gain),
        change=state.change if better else looked.change,
        limits=limits,
    )
    return state, _Answers(drop, gain, looked.change)


def _best(known: N | None, new: N | None) -> N | None:
    return max((n for n in (known, new) if n is not None), default=None)


def _is_better(rules: ReferralRules, state: Monitors, answers: _Answers) -> bool:
    """Whether one of these answers is an improvement since enrolment."""
    drop, gain = _counted_drop(rules, state, answers.drop), answers.gain
    return (
        answers.change == "better"
        or (drop is not None and drop >= rules.nprs_change)
        or (gain is not None and gain >= rules.activities_change)
    )


def _counted_drop(rules: ReferralRules, state: Monitors, drop: int | None) -> int | None:
    """Less pain counts only where the usual value was at least the pack's number."""
    counts = state.usual is not None and state.usual >= rules.nprs_min_baseline
    return drop if counts else None


def _count_worse(
    rules: ReferralRules, state: Monitors, change: str | None
) -> tuple[Monitors, bool]:
    """Answers of "worse" in a row; no answer neither adds nor breaks."""
    if change is None:
        return state, False
    worse = state.worse + 1 if change == "worse" else 0
    referred = worse >= rules.worse_times
    return state._replace(worse=0 if referred else worse), referred


def _count_days(plan: MonitorPlan, state: Monitors, looked: Looked) -> Monitors:
    rested = 0 if looked.risen or looked.moved else state.rested + 1
    state = state._replace(
        rested=min(plan.rules.risen_days, rested),
        asked=state.asked + 1 if state.asked >= 0 else state.asked,
        planned=state.planned + looked.planned,
        done=state.done + looked.done,
    )
    if looked.moved:
        return state._replace(stage_days=0, stage_planned=0, stage_done=0)
    if looked.waits:
        return state
    return state._replace(
        stage_days=min(plan.slow_days, state.stage_days + looked.clock_ticks),
        stage_planned=state.stage_planned + looked.planned,
        stage_done=state.stage_done + looked.done,
    )


def _end_week(plan: MonitorPlan, state: Monitors) -> Monitors:
    """The median of the week; a quiet one ends a freeze."""
    enough = len(state.week) >= plan.rules.rising_min_answers
    medians = (*state.medians, float(median(state.week)) if enough else None)
    state = state._replace(week=(), medians=medians[-(plan.rules.rising_times + 1) :])
    return lift_freeze(state) if state.frozen and _is_quiet(plan.rules, state) else state


def _is_quiet(rules: ReferralRules, state: Monitors) -> bool:
    latest = state.medians[-1] if state.medians else None
    return latest is not None and latest <= rules.quiet_median_max and state.limits is False


def _judge_change(plan: MonitorPlan, state: Monitors, *, form: bool) -> Monitors:
    """No change, judged on the day of a weekly form from the deadline on, and once more when the
    outcome questions that it asked stayed unanswered for the pack's days."""
    rules = plan.rules
    late = state.asked >= rules.freeze_after_days
    if state.frozen or not is_judged(plan, state) or not (form or late or state.asked >= 0):
        return state
    moving = _is_quiet(rules, state) or state.rested < rules.risen_days
    if moving or not is_consistent(rules, state.planned, state.done):
        return state._replace(asked=-1)
    best = _Answers(state.best_drop, state.best_gain, state.change)
    if _is_better(rules, state, best):
        return state._replace(asked=-1)
    answered = (_counted_drop(rules, state, best.drop), best.gain, best.change)
    if late or any(answer is not None for answer in answered):
        return state._replace(frozen="no_change", asked=-1)
    return state._replace(asked=max(0, state.asked))


def lift_freeze(state: Monitors) -> Monitors:
    """What ends a freeze begins a new period, whose best answers are empty."""
    return state._replace(
        frozen="", age=0, planned=0, done=0, asked=-1, change=None, best_drop=None, best_gain=None
    )


def gate_baseline(recent: tuple[int, ...], baseline: int, answers: int) -> int:
    """At a gate the baseline may fall to the median of the last answers; it never rises."""
    last = recent[-answers:]
    if len(last) < answers:
        return baseline
    return min(baseline, int(-(-median(last) // 1)))


def meet_monitors(a: Monitors, b: Monitors) -> Monitors:
    """The more careful of two: a freeze of either stands, and the longer run of "worse"."""
    low = a if (a.stage_days, a.age) >= (b.stage_days, b.age) else b
    return low._replace(frozen=a.frozen or b.frozen, worse=max(a.worse, b.worse))
