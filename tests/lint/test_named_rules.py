"""Code names rules from one table alone, and the linter asks every pack for each of them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine.driver import enrol

import hamstrong
from hamstrong.engine.engine import Engine
from hamstrong.lint.all_faults import lint_pack
from hamstrong.lint.named_rules import check_named_rules
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.rule_ids import Mechanism, RaisedFlag, rule_ids
from hamstrong.protocol.texts import load_texts
from hamstrong.words import Words

Break = Callable[..., Path]
PACK = load_pack()
SOURCE = Path(hamstrong.__file__).parent


def test_shipped_packs_have_every_rule_that_code_names() -> None:
    assert len(list(rule_ids(PACK))) > 200
    assert list(check_named_rules(PACK)) == []


def test_every_rule_that_a_pack_lacks_is_a_fault() -> None:
    """What is known of a rule is kept by the pack's hash: another pack has another one."""
    named = {str(rule) for rule in rule_ids(PACK)}
    bare = replace(PACK, provenance={}, logic_hash="without any source")
    found = {f.expected.split("'")[1] for f in check_named_rules(bare) if f.rule == "unnamed-rule"}
    of_exercises = {f"exercise.{name}" for name in PACK.exercises}  # with sources itself
    assert found == named - set(Mechanism) - of_exercises


@pytest.mark.parametrize("flag", RaisedFlag)
def test_flag_that_the_engine_raises_and_a_pack_lacks_is_a_fault(flag: RaisedFlag) -> None:
    flags = tuple(f for f in PACK.triage.flags if f.id != flag)
    pack = replace(PACK, triage=replace(PACK.triage, flags=flags))
    assert "no-such-flag" in {f.rule for f in check_named_rules(pack)}


def test_days_apart_without_a_source_is_a_fault(broken: Break) -> None:
    folder = broken(
        "exercises/sprint.yaml", "days_apart: {value: 3, sources: [C24], grade: E}",
        "days_apart: 3",
    )  # fmt: skip
    faults = [fault for fault in lint_pack(folder) if fault.rule == "unnamed-rule"]
    assert [fault.file for fault in faults] == ["exercises/sprint.yaml"]


def _named(tree: ast.AST, known: frozenset[str], families: frozenset[str]) -> Iterator[str]:
    """Texts that are a rule id, and formatted ones that begin as one does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in known:
            yield str(node.value)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            begin = str(node.values[0].value)
            if begin.partition(".")[0] in families and begin.count(".") == 1:
                yield ast.unparse(node)


def test_no_rule_id_is_written_outside_the_table() -> None:
    known = frozenset({*(r for r in PACK.provenance if "." in r), *map(str, Mechanism)})
    families = frozenset(rule.partition(".")[0] for rule in rule_ids(PACK))
    found = {}
    for folder in ("engine", "app", "lint", "cli", "web"):
        for path in sorted((SOURCE / folder).rglob("*.py")):
            names = list(_named(ast.parse(path.read_text(encoding="utf-8")), known, families))
            if names:
                found[path.relative_to(SOURCE).as_posix()] = names
    assert found == {}


def test_scan_finds_a_rule_id() -> None:
    known, families = frozenset({"gap.bands.4"}), frozenset({"gap", "track"})
    source = 'a = "gap.bands.4"\nb = f"track.{x}.first_stage"\nc = f"{y}.z"\n'
    assert list(_named(ast.parse(source), known, families)) == [
        "gap.bands.4",
        "f'track.{x}.first_stage'",
    ]


@pytest.mark.parametrize(("away", "rules"), [(7, []), (8, ["gap.bands.5"])])
def test_break_names_the_band_that_the_pack_has(broken: Break, away: int, rules: list[str]) -> None:
    """S13, S19: a first band of five days instead of four; three days of a break are the rhythm."""
    folder = broken("rules.yaml", "{from_days: 4, rungs_down: 1", "{from_days: 5, rungs_down: 1")
    engine = Engine(load_pack(folder))
    person = enrol(engine, "prevention", "gym")
    person.live(22)  # day 21 is a Monday with a session
    person.state = engine.advance(person.state, person.state.day + away - 1)
    decision = engine.prescribe(person.state)
    assert [r.rule for r in decision.reasons if r.rule.startswith("gap.")] == rules
    words = Words(engine.pack, load_texts(folder, "en"))
    assert all(words.reason(reason).text for reason in decision.reasons)
