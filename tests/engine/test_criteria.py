"""How much a criterion asks for: what it counts, or one right answer (S12)."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args, get_type_hints

import pytest

from hamstrong.engine.course.course import CompiledCriterion
from hamstrong.engine.course.gates import compile_criteria
from hamstrong.engine.criteria.evaluation import YES_OR_NO, criterion_need
from hamstrong.engine.state.state import EpisodeKind, Person
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Criterion

KINDS = get_args(get_type_hints(Criterion)["kind"])
ONCE = frozenset({"rung_clean", "repetitions", "key"})
"""Latched once: the ladder asks for the sessions, the count is that of one set."""
COUNTED = sorted(set(KINDS) - YES_OR_NO - ONCE)
MORE_THAN_A_LIFE = 100 * 366


def compiled(criterion: Criterion) -> CompiledCriterion:
    pack = replace(load_pack(), criteria={criterion.id: criterion})
    (one,) = compile_criteria(pack, EpisodeKind("left", "strain"), Person(), (criterion.id,))
    return one


def of_kind(kind: str, number: int | None) -> CompiledCriterion:
    criterion = Criterion("c", "days_in_stage", (), confirmed=False, count=number, percent=number)
    return compiled(replace(criterion, kind=kind))  # type: ignore[arg-type]  # one of KINDS


@pytest.mark.parametrize("kind", COUNTED)
def test_counted_criterion_needs_its_own_number(kind: str) -> None:
    assert criterion_need(of_kind(kind, 7)) == 7


@pytest.mark.parametrize("kind", COUNTED)
@pytest.mark.parametrize("number", [None, 0])
def test_counted_criterion_without_a_number_is_never_met(kind: str, number: int | None) -> None:
    """S12: neither one nor nothing is enough where the pack names no number."""
    assert criterion_need(of_kind(kind, number)) > MORE_THAN_A_LIFE


@pytest.mark.parametrize("kind", sorted({*YES_OR_NO, *ONCE}))
def test_criterion_that_counts_nothing_needs_one(kind: str) -> None:
    assert criterion_need(of_kind(kind, None)) == 1
