"""Evidence of a decision: reasons made from the pack's provenance, never prose."""

from __future__ import annotations

from hamstrong.engine.decide.decisions import Reason
from hamstrong.protocol.model import Pack, Provenance

ENGINE_RULES: dict[str, tuple[str, ...]] = {
    # Rules that are mechanism rather than number: they rest on these sources of the pack.
    "cap.excluded": ("R-I5",),
    "cap.sets": ("R-I5",),
    "cap.stage": ("R-I5",),
    "back.rest": ("R-H3",),
    "stop_reason.ended": ("R-B6",),
    "episode.closed": ("R-H4",),
    "enrol.first": ("R-B5",),
    "form.long": ("R-B5",),
    "form.withdrawn": ("R-B5",),
    "day.training": ("R-H2",),
    "day.rest": ("R-H3",),
    "day.finished": ("R-H3",),
    "limb.other": ("R-B6",),
    "pack.withdrawn": ("R-B5",),
}
"""Mechanisms without a number of their own and the article rows that they serve."""


def reason(pack: Pack, rule: str, *inputs: tuple[str, int | str | bool | None]) -> Reason:
    """The evidence of one rule.

    Args:
        rule: a rule id of the pack's provenance or of `ENGINE_RULES`.
        inputs: what the rule read, by name.
    """
    sources, confirmed = _resolve(pack, rule)
    return Reason(rule, inputs, sources, confirmed)


def _resolve(pack: Pack, rule: str) -> tuple[tuple[str, ...], bool]:
    origin: Provenance | None = pack.provenance.get(rule)
    if origin is not None:
        return origin.sources, origin.confirmed
    if rule in ENGINE_RULES:
        return ENGINE_RULES[rule], True
    owner = pack.exercises.get(rule.removeprefix("exercise."))
    if owner is not None:
        return owner.sources, all(rung.confirmed for rung in owner.ladder)
    raise KeyError(f"rule {rule!r} has no source in pack {pack.id!r}")
