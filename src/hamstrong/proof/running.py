"""Run the proof: every check once, its violations told by invariant, its figures kept.

The halves of the full proof run in two processes, for they share nothing but the pack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from hamstrong.proof.explore import COMPONENT_BOUND, TOTAL_BOUND
from hamstrong.proof.invariants.base import Check, Proof, Violation
from hamstrong.proof.invariants.catalogue import CATALOGUE
from hamstrong.proof.invariants.caution import meets_are_below_both, orders_are_kept
from hamstrong.proof.tables import compile_table, save_tables
from hamstrong.protocol.loader import load_pack

TOLD = 3
PAIRWISE: tuple[Check, ...] = (orders_are_kept, meets_are_below_both)


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


def run_checks(proof: Proof, checks: Iterable[Check]) -> Outcome:
    """Run some checks on a pack; each tells at most a few violations."""
    began = perf_counter()
    violations = [v for check in checks for v in islice(check(proof), TOLD)]
    figures = tuple(Figures(g.component.name, len(g.states), g.edges) for g in proof.ready.values())
    return Outcome(
        tuple(violations), dict(proof.claims), dict(proof.measured), figures,
        perf_counter() - began, proof.enrolments, len(proof.courses),
    )  # fmt: skip


def prove(path: Path | None, *, quick: bool, tables: Path | None = None) -> Outcome:
    """Prove a pack.

    Args:
        tables: where to store the visited graphs as compiled tables; only a full proof visits
            them whole.

    Raises:
        PackError: the pack does not load.
        TooManyStatesError: a component cannot be visited whole.
    """
    began = perf_counter()
    checks = every_check()
    if quick:
        proof = Proof(load_pack(path), quick=True)
        proof.graphs()
        return _bounded(run_checks(proof, checks), began)
    others = tuple(c for c in checks if c not in PAIRWISE)
    with ProcessPoolExecutor(max_workers=2) as pool:
        halves = [pool.submit(_half, path, PAIRWISE, tables), pool.submit(_half, path, others)]
        return _bounded(_joined([half.result() for half in halves]), began)


def _half(path: Path | None, checks: tuple[Check, ...], tables: Path | None = None) -> Outcome:
    proof = Proof(load_pack(path))
    outcome = run_checks(proof, checks)
    if tables is not None:
        compiled = {g.component.name: compile_table(g) for g in proof.graphs()}
        save_tables(tables, proof.pack, compiled)
    return outcome


def _joined(halves: list[Outcome]) -> Outcome:
    claims: Counter[str] = Counter()
    for half in halves:
        claims.update(half.claims)
    figures = {f.name: f for half in halves for f in half.components}
    return Outcome(
        tuple(v for half in halves for v in half.violations),
        dict(claims),
        {name: days for half in halves for name, days in half.measured.items()},
        tuple(figures.values()),
        0.0,
        max(half.enrolments for half in halves),
        max(half.courses for half in halves),
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
