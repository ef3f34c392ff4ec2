"""Every rule that code names is a rule of the pack, with sources; so no decision misses one."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.decide.evidence import reason
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import raised_flags, rule_ids


def check_named_rules(pack: Pack) -> Iterator[UnplacedFault]:
    """A finding for each rule id of the table that the pack cannot give a source for."""
    for rule in rule_ids(pack):
        try:
            found = reason(pack, rule)
        except KeyError:
            yield _missing(rule)
            continue
        if not found.sources:
            yield _missing(rule)
    known = {flag.id for flag in pack.triage.flags}
    for flag in raised_flags(pack):
        if flag not in known:
            expected = f"a flag {str(flag)!r}, which the programme raises by itself"
            yield UnplacedFault(PackPlace("triage.yaml", ("flags",)), "no-such-flag", expected)


def _missing(rule: str) -> UnplacedFault:
    family, _, rest = rule.partition(".")
    exercise = rest.partition(".")[0]
    file = _FILES.get(family, "rules.yaml")
    if family == "exercise":
        file = f"exercises/{exercise}.yaml"
    expected = f"a rule {str(rule)!r} with its sources, written {{value: ..., sources: [...]}}"
    return UnplacedFault(PackPlace(file), "unnamed-rule", expected, line=1)


_FILES = {
    "flag": "triage.yaml",
    "track": "pack.yaml",
    "stage": "pack.yaml",
    "key": "gates.yaml",
    "criterion": "gates.yaml",
    "test": "tests.yaml",
    "watch": "way_back.yaml",
}
