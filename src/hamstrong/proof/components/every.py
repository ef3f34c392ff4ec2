"""Every component of a pack, each once however many enrolments share it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hamstrong.engine.course.course import Course
from hamstrong.engine.state.monitors import MonitorPlan
from hamstrong.engine.state.self_test_results import is_hard
from hamstrong.proof.components.action_gaps import action_gap
from hamstrong.proof.components.alternation import alternation
from hamstrong.proof.components.calendars import gap, hard_days, nordic_days
from hamstrong.proof.components.easy_running import easy_running
from hamstrong.proof.components.episode_time import episode_age, fail_free
from hamstrong.proof.components.gates import GatePlan, gate, latches
from hamstrong.proof.components.ladders import climb, idle, ladder_plans
from hamstrong.proof.components.loads import load_effort
from hamstrong.proof.components.locks import flag, flag_plans, forms, walking
from hamstrong.proof.components.monitors import change
from hamstrong.proof.components.mornings import baseline, morning
from hamstrong.proof.components.recovery import flare, stretch
from hamstrong.proof.components.return_watch import self_test, sport_watch
from hamstrong.proof.components.run_days import run_days
from hamstrong.proof.courses import Enrolment
from hamstrong.proof.explore import Component
from hamstrong.protocol.model import Pack

QUICK_DWELL = 1
QUICK_CLEARANCE = 5


def components(
    pack: Pack, enrolments: tuple[Enrolment, ...], *, quick: bool = False
) -> tuple[Component, ...]:
    """Every component from every enrolment shape of the pack.

    Args:
        enrolments: every compiled course.
        quick: cut what only counts up or down, the days that a rung must last and those of a
            clearance, to a few.
    """
    clearance = replace(pack.rules.clearance, max_days=QUICK_CLEARANCE)
    short = replace(pack, rules=replace(pack.rules, clearance=clearance))
    compiled = tuple(course for _, _, course in enrolments)
    return (
        *(morning(pack, n) for n in sorted({c.passes_max for c in compiled})),
        baseline(pack),
        flare(pack),
        stretch(pack),
        hard_days(pack),
        nordic_days(pack),
        run_days(pack),
        alternation(),
        gap(pack),
        action_gap(pack),
        *(gate(plan) for plan in sorted({GatePlan(len(c.path), c.clock_max) for c in compiled})),
        *(episode_age(n) for n in sorted({c.age_max for c in compiled} - {0})),
        *(fail_free(n) for n in sorted({c.fail_free_max for c in compiled} - {0})),
        *(latches(n) for n in sorted({n for c in compiled for n in c.slot_limits.values()})),
        *(flag(short if quick else pack, plan) for plan in flag_plans(pack)),
        forms(pack),
        walking(pack),
        easy_running(pack),
        load_effort(pack),
        *_way_back(pack),
        *_ladders(pack, quick=quick),
        *_monitors(compiled),
    )


def _way_back(pack: Pack) -> Iterator[Component]:
    """The watch, and one self-test of each kind: how hard it is and how long its results count."""
    if pack.way_back.watch.signs:
        yield sport_watch(pack)
    kinds = {(is_hard(pack, t.id), t.valid_days, t.every_days): t.id for t in pack.tests.values()}
    for _, test in sorted(kinds.items()):
        yield self_test(pack, test)


def _ladders(pack: Pack, *, quick: bool) -> Iterator[Component]:
    plans = ladder_plans(pack)
    for plan, exercises in plans.items():
        days = tuple(min(QUICK_DWELL, n) for n in plan.min_days) if quick else plan.min_days
        yield climb(pack, plan._replace(min_days=days), exercises)
    for plan in {p.idle_max: p for p in plans}.values():
        yield idle(pack, plan)


def _monitors(compiled: tuple[Course, ...]) -> Iterator[Component]:
    plans: set[MonitorPlan] = {plan for c in compiled for plan in c.monitors}
    weeks = {p.no_change_weeks: p for p in plans if p.no_change_weeks}
    for _, plan in sorted(weeks.items()):
        yield change(plan)
