"""The report: what the app reads and the docs show is of the pack that ships."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from hamstrong.cli import main
from hamstrong.cli.exits import Exit
from hamstrong.proof import report
from hamstrong.proof.explore import COMPONENT_BOUND, TOTAL_BOUND
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.proof.invariants.catalogue import CATALOGUE
from hamstrong.proof.proof_run import Outcome, every_check, parts, run_checks
from hamstrong.protocol.loader import load_pack

AGAIN = "run `make prove ARGS='--save --page docs/reference/safety.md'`"


pytestmark = pytest.mark.xdist_group("quick proof")


@pytest.fixture(scope="module")
def quick(quick_proof: Proof) -> Outcome:
    """Every check on the components that are visited already, its claims counted from zero."""
    proof = replace(quick_proof, claims=Counter(), measured={}, denied=set())
    return run_checks(proof, every_check())


def test_the_quick_proof_holds(quick: Outcome) -> None:
    assert quick.violations == ()


def test_every_invariant_looked_at_something(quick: Outcome) -> None:
    assert {one.id for one in CATALOGUE if quick.claims.get(one.id, 0) == 0} == set()


def test_the_stored_report_is_of_the_shipped_pack_and_whole() -> None:
    stored = json.loads(report.report_file(None).read_text(encoding="utf-8"))
    assert stored["logic_hash"] == load_pack().logic_hash, AGAIN
    assert not stored["quick"]
    assert stored["violations"] == []
    assert stored["states"] <= TOTAL_BOUND
    assert max(c["states"] for c in stored["components"]) <= COMPONENT_BOUND


def test_the_page_is_the_stored_report(root: Path) -> None:
    stored = json.loads(report.report_file(None).read_text(encoding="utf-8"))
    page = (root / "docs/reference/safety.md").read_text(encoding="utf-8")
    assert page == report.to_page(stored), AGAIN


def test_a_violation_is_told_as_a_diary_and_ends_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Violation("S5", "a fail lowers nothing", ("day 1: a session", "day 2: a fail"))
    outcome = Outcome((broken,), {}, {}, (), 0.0)
    monkeypatch.setattr("hamstrong.proof.proof_run.prove", lambda _path, **_: outcome)
    result = CliRunner().invoke(main, ["prove", "--quick"])
    assert result.exit_code == 1
    assert "S5 is broken" in result.output
    assert "day 2: a fail" in result.output


def test_a_pack_that_does_not_load_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["prove", str(tmp_path)])
    assert result.exit_code == Exit.WRONG_INPUT
    assert "pack.yaml" in result.output


def test_the_parts_of_the_proof_hold_every_check_once() -> None:
    split = [check for part in parts() for check in part]
    assert len(split) == len(set(split))
    assert set(split) == set(every_check())
