"""Evidence of a decision: reasons made from the pack's provenance, never prose."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.protocol.model import Pack, Provenance
from hamstrong.protocol.rule_ids import EXERCISE, MECHANISM_SOURCES


class Reason(NamedTuple):
    """One rule that took part: its id, the inputs that it read and its sources."""

    rule: str
    inputs: tuple[tuple[str, int | str | bool | None], ...]
    sources: tuple[str, ...]
    confirmed: bool


def reason(pack: Pack, rule: str, *inputs: tuple[str, int | str | bool | None]) -> Reason:
    """The evidence of one rule.

    Args:
        rule: a rule id of the pack's provenance or of `MECHANISM_SOURCES`.
        inputs: what the rule read, by name.
    """
    sources, confirmed = _resolve(pack, rule)
    return Reason(str(rule), inputs, sources, confirmed)


def _resolve(pack: Pack, rule: str) -> tuple[tuple[str, ...], bool]:
    origin: Provenance | None = pack.provenance.get(rule)
    if origin is not None:
        return origin.sources, origin.confirmed
    if rule in MECHANISM_SOURCES:
        return MECHANISM_SOURCES[rule], True
    owner = pack.exercises.get(rule.removeprefix(EXERCISE))
    if owner is not None:
        return owner.sources, all(rung.confirmed for rung in owner.ladder)
    raise KeyError(f"rule {rule!r} has no source in pack {pack.id!r}")
