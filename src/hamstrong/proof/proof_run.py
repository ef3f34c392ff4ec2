"""Run the proof: every check once, its violations listed by invariant, its figures kept.

Its parts run in two processes, for they share little but the pack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from hamstrong.proof.explore import COMPONENT_BOUND, TOTAL_BOUND
from hamstrong.proof.invariants import (
    caution,
    ceilings,
    contracts,
    flags,
    gate_time,
    ladder_steps,
    left_out_work,
    liveness,
    morning_answers,
    owed_work,
    return_watch,
    weeks,
)
from hamstrong.proof.invariants.base import Check, Proof, Violation
from hamstrong.proof.invariants.catalogue import CATALOGUE
from hamstrong.proof.tables import compile_table, save_tables
from hamstrong.protocol.loader import load_pack

TOLD = 3
PROCESSES = 2

VISITED: tuple[Check, ...] = (
    caution.orders_are_kept,
    caution.meets_are_below_both,
    caution.components_follow_pain,
    flags.flags_stand,
    weeks.calendar_counts_every_day,
    morning_answers.failed_mornings_block,
    morning_answers.failed_mornings_lower,
    morning_answers.failed_mornings_shorten_easy_runs,
    morning_answers.silence_moves_nothing,
    contracts.back_comes_with_a_fail,
    ladder_steps.stretching_opens_late,
    ladder_steps.one_rung_at_a_time,
    ladder_steps.one_stage_at_a_time,
    ladder_steps.back_is_lower,
    ladder_steps.longer_gaps_are_no_better,
    left_out_work.only_its_work_ends_a_missed_gap,
    owed_work.turns_alternate,
    gate_time.days_count_once,
    gate_time.gap_days_do_not_count,
    gate_time.no_fail_needs_a_pass,
    return_watch.results_wait_for_their_morning,
    return_watch.silence_ends_no_watch,
    liveness.ladders_can_be_climbed,
)
ARRIVING: tuple[Check, ...] = (liveness.painless_people_arrive,)
LIVED: tuple[Check, ...] = (
    flags.no_plan_under_a_flag,
    ceilings.ceilings_fall_with_pain,
    ceilings.absences_leave_no_more,
    left_out_work.left_out_work_is_lowered,
    left_out_work.planned_work_has_no_gap,
    owed_work.lived_days_hold_what_they_owe,
    owed_work.lived_days_fit_the_time,
    owed_work.what_a_clinician_rules_out_is_named,
    liveness.pain_is_sent_on,
)


class Figures(NamedTuple):
    """One component: how much of it was visited."""

    name: str
    states: int
    edges: int


class Outcome(NamedTuple):
    """What a run of some checks found."""

    violations: tuple[Violation, ...]
    claims: dict[str, int]
    measured: dict[str, int]
    components: tuple[Figures, ...]
    seconds: float
    enrolments: int = 0
    courses: int = 0


def every_check() -> tuple[Check, ...]:
    """All checks, each once, in the order of the invariants that they serve first."""
    return tuple(dict.fromkeys(check for one in CATALOGUE for check in one.checks))


def parts() -> tuple[tuple[Check, ...], ...]:
    """All checks in parts that share little, the longest first: visited components, people who
    arrive, other lives, courses and the guard."""
    named = {*VISITED, *ARRIVING, *LIVED}
    rest = tuple(check for check in every_check() if check not in named)
    return VISITED, ARRIVING, LIVED, rest


def run_checks(proof: Proof, checks: Iterable[Check]) -> Outcome:
    """Run some checks on a pack; each names at most a few violations."""
    began = perf_counter()
    violations = [v for check in checks for v in islice(check(proof), TOLD)]
    figures = tuple(Figures(g.component.name, len(g.states), g.edges) for g in proof.ready.values())
    return Outcome(
        violations=tuple(violations),
        claims=dict(proof.claims),
        measured=dict(proof.measured),
        components=figures,
        seconds=perf_counter() - began,
        enrolments=proof.enrolments,
        courses=proof.compiled,
    )


def prove(path: Path | None, *, quick: bool, tables: Path | None = None) -> Outcome:
    """Prove a pack, in two processes.

    Args:
        tables: where to store the visited graphs as compiled tables; only a full proof visits
            them whole.

    Raises:
        PackError: the pack does not load.
        TooManyStatesError: a component cannot be visited whole.
    """
    began = perf_counter()
    with ProcessPoolExecutor(max_workers=PROCESSES) as pool:
        waiting = [pool.submit(_part, path, quick, checks, tables) for checks in parts()]
        return _bounded(_joined([part.result() for part in waiting]), began)


@cache
def _proof(path: Path | None, quick: bool) -> Proof:
    """The pack under proof, once in a process: what one part compiled or lived serves the next."""
    return Proof(load_pack(path), quick=quick)


def _part(
    path: Path | None, quick: bool, checks: tuple[Check, ...], tables: Path | None
) -> Outcome:
    proof = _proof(path, quick)
    proof.claims, proof.measured = Counter(), {}
    if checks == VISITED:
        tuple(proof.graphs())
    outcome = run_checks(proof, checks)
    if tables is not None and checks == VISITED:
        compiled = {g.component.name: compile_table(g) for g in proof.graphs()}
        save_tables(tables, proof.pack, compiled)
    return outcome


def _joined(told: list[Outcome]) -> Outcome:
    claims: Counter[str] = Counter()
    for part in told:
        claims.update(part.claims)
    figures = {f.name: f for part in told for f in part.components}
    return Outcome(
        violations=tuple(v for part in told for v in part.violations),
        claims=dict(claims),
        measured={name: days for part in told for name, days in part.measured.items()},
        components=tuple(figures.values()),
        seconds=0.0,
        enrolments=max(part.enrolments for part in told),
        courses=max(part.courses for part in told),
    )


def _bounded(outcome: Outcome, began: float) -> Outcome:
    """The bounds under which a proof counts: one component, and all together."""
    total = sum(f.states for f in outcome.components)
    largest = max((f.states for f in outcome.components), default=0)
    violations = outcome.violations
    if total > TOTAL_BOUND or largest > COMPONENT_BOUND:
        claim = f"{total} states in all, {largest} in one component"
        violations = (*violations, Violation("bounds", claim, ()))
    return outcome._replace(violations=violations, seconds=perf_counter() - began)
