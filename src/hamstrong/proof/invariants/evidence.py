"""Evidence (S13): every decision names a rule and a source, and a refusal holds no plan."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.state.lock import FlagKey, FlagStanding, FlagState, set_flag
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.proof.invariants.guard_rules import guard_refuses
from hamstrong.proof.violation_text import decision_words
from hamstrong.protocol.rule_ids import Mechanism

PLAN_FIELDS = frozenset({"items", "adjuncts", "warm_up_minutes", "minutes", "step_back"})


def decisions_name_their_rules(proof: Proof) -> Iterator[Violation]:
    """S13: in real lives, and under every flag of the pack."""
    for day in proof.days:
        yield from _named(proof, day.decision, day.life)
    first = next(iter(proof.days))
    for flag in proof.pack.triage.flags:
        for standing in (FlagStanding.ASKED_AGAIN, FlagStanding.STANDING):
            lock = set_flag(first.state.lock, FlagKey(flag.id, ""), FlagState(standing), 1)
            decision = proof.engine.prescribe(first.state._replace(lock=lock))
            yield from _named(proof, decision, f"flag {flag.id}")


def _named(proof: Proof, decision: Decision, where: str) -> Iterator[Violation]:
    proof.holds("S13")
    reasons: list[Reason] = [*decision.reasons, *(n.reason for n in decision.notices)]
    if isinstance(decision, Prescription):
        reasons += [r for item in (*decision.items, *decision.adjuncts) for r in item.reasons]
        reasons += [left.reason for left in decision.left_out]
    if not decision.reasons or not all(r.rule and r.sources for r in reasons):
        yield Violation(
            "S13", "a decision without a rule or a source", (where, decision_words(decision))
        )
    if isinstance(decision, Refusal) and PLAN_FIELDS & set(decision._fields):
        yield Violation("S13", "a refusal carries a plan", (where,))


def refusals_of_the_guard_have_sources(proof: Proof) -> Iterator[Violation]:
    """S13: whatever rule the guard names is known to the pack or is a named mechanism."""
    if not proof.denied:
        list(guard_refuses(proof))
    keys = (f"key.{key}" for key in proof.pack.keys)
    for rule in (*sorted(proof.denied), *Mechanism, *keys):
        yield from _resolves(proof, rule)


def _resolves(proof: Proof, rule: str) -> Iterator[Violation]:
    proof.holds("S13")
    try:
        found = reason(proof.pack, rule)
    except KeyError as error:
        yield Violation("S13", f"rule {rule!r} has no source", (str(error),))
        return
    if not found.sources:
        yield Violation("S13", f"rule {rule!r} names no source", (rule,))
