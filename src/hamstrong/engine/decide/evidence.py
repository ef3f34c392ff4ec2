"""Evidence of a decision: reasons made from the pack's provenance, never prose."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.protocol.grades import best_grade, weakest
from hamstrong.protocol.model import Grade, Pack, Provenance
from hamstrong.protocol.rule_ids import EXERCISE, MECHANISM_SOURCES


class Reason(NamedTuple):
    """One rule that took part: its id, the inputs that it read, its sources and its letter."""

    rule: str
    inputs: tuple[tuple[str, int | str | bool | None], ...]
    sources: tuple[str, ...]
    grade: Grade


def reason(pack: Pack, rule: str, *inputs: tuple[str, int | str | bool | None]) -> Reason:
    """The evidence of one rule.

    Args:
        rule: a rule id of the pack's provenance or of `MECHANISM_SOURCES`.
        inputs: what the rule read, by name.
    """
    sources, grade = _resolve(pack, rule)
    return Reason(str(rule), inputs, sources, grade)


def _resolve(pack: Pack, rule: str) -> tuple[tuple[str, ...], Grade]:
    origin: Provenance | None = pack.provenance.get(rule)
    if origin is not None:
        return origin.sources, origin.grade
    if rule in MECHANISM_SOURCES:
        sources = MECHANISM_SOURCES[rule]
        return sources, best_grade(sources, pack.facts)
    owner = pack.exercises.get(rule.removeprefix(EXERCISE))
    if owner is not None:
        return owner.sources, weakest(rung.grade for rung in owner.ladder)
    raise KeyError(f"rule {rule!r} has no source in pack {pack.id!r}")
