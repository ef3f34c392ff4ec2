"""Gate defaults: every number of grade E that decides whether a gate opens, as a page.

Generated, so that it cannot differ from the pack: `python -m hamstrong.lint.gate_defaults FILE`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from hamstrong.lint.rulebook import shown_value, write_page
from hamstrong.protocol.criteria import Criterion, EitherRung, KeyMet, RungClean, SelfTestSymmetry
from hamstrong.protocol.grades import DEFAULT_GRADE
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.model import Gate, Pack, Provenance
from hamstrong.protocol.rule_ids import (
    GateNumber,
    criterion_rule,
    gate_days_rule,
    gate_rule,
    key_rule,
    rung_rule,
)
from hamstrong.protocol.texts import load_texts

_HEAD = """\
# Numbers of our own that decide a gate

Generated from the pack by `make docs`; edit the pack, not this page. These numbers are grade **E**:
careful defaults that no source gives. Each of them decides when a stage opens, so they are what a
clinician should look at first. What the other letters mean stands in [every rule](rules.md).
"""


def gate_defaults(pack: Pack, words: Mapping[str, Any]) -> str:
    """Return the page as Markdown.

    Args:
        words: the pack's words of one language; they name gates and criteria.
    """
    lines = [_HEAD, "## At every gate", "", *_table(_own(pack, tuple(GateNumber)))]
    for gate in pack.gates.values():
        rules = tuple(dict.fromkeys(_rules_of(pack, gate)))
        name = words["gates"][gate.id]["name"]
        lines += ["", f"## {name}", "", *_table(_own(pack, rules))]
    return "\n".join(lines) + "\n"


def _own(pack: Pack, rules: tuple[str, ...]) -> list[Provenance]:
    known = (pack.provenance[rule] for rule in rules if rule in pack.provenance)
    return [rule for rule in known if rule.grade == DEFAULT_GRADE]


def _table(rules: list[Provenance]) -> Iterator[str]:
    if not rules:
        yield "None."
        return
    yield "| rule | value | sources |"
    yield "| --- | --- | --- |"
    for rule in rules:
        yield f"| `{rule.rule}` | {shown_value(rule.value)} | {', '.join(rule.sources)} |"


def _rules_of(pack: Pack, gate: Gate) -> Iterator[str]:
    """The gate, its least days, its keys and criteria, and every rung up to those they name."""
    yield gate_rule(gate.id)
    yield from (gate_days_rule(gate.id, track) for track in gate.min_days)
    seen: set[str] = set()
    for key in gate.keys:
        yield from _key(pack, key, seen)
    for name in gate.criteria:
        yield from _criterion(pack, name, seen)


def _key(pack: Pack, name: str, seen: set[str]) -> Iterator[str]:
    key = pack.keys[name]
    yield key_rule(name)
    for criterion in (*key.criteria, *(c for others in key.by_goal.values() for c in others)):
        yield from _criterion(pack, criterion, seen)


def _criterion(pack: Pack, name: str, seen: set[str]) -> Iterator[str]:
    if name in seen:
        return
    seen.add(name)
    criterion = pack.criteria[name]
    yield criterion_rule(name)
    yield from _rungs(pack, criterion)
    if isinstance(criterion, KeyMet):
        yield from _key(pack, criterion.key, seen)
    others = [substitute.criterion for substitute in criterion.substitutes]
    if isinstance(criterion, SelfTestSymmetry) and criterion.both_limbs is not None:
        others.append(criterion.both_limbs)
    for other in others:
        yield from _criterion(pack, other, seen)


def _rungs(pack: Pack, criterion: Criterion) -> Iterator[str]:
    named: tuple[tuple[str, str], ...] = ()
    if isinstance(criterion, RungClean):
        named = ((criterion.exercise, criterion.rung),)
    elif isinstance(criterion, EitherRung):
        named = tuple((choice.exercise, choice.rung) for choice in criterion.either)
    for name, rung in named:
        exercise = pack.exercises[name]
        yield from (rung_rule(r.id) for r in exercise.ladder[: exercise.rung_index(rung) + 1])


if __name__ == "__main__":
    sys.exit(write_page(gate_defaults(load_pack(), load_texts(DEFAULT_PACK, "en")), sys.argv[1:]))
