"""No run takes longer than a day has for it, nor runs longer than its stage allows (RULES 5)."""

from dataclasses import replace
from typing import Any

from hamstrong.lint.run_minutes import check_run_minutes
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack


def with_rung(rung: str, **changed: Any) -> Pack:
    pack = load_pack()
    run = pack.exercises["run"]
    ladder = tuple(replace(r, **changed) if r.id == rung else r for r in run.ladder)
    return replace(pack, exercises={**pack.exercises, "run": replace(run, ladder=ladder)})


def test_the_shipped_runs_fit() -> None:
    assert list(check_run_minutes(load_pack())) == []


def test_a_run_of_three_quarters_of_an_hour_fits_and_no_longer_one() -> None:
    dosage = load_pack().exercises["run"].ladder[-1].dosage
    fits = with_rung("run-30min", dosage=replace(dosage, run_s=45 * 60))
    assert list(check_run_minutes(fits)) == []
    longer = with_rung("run-30min", dosage=replace(dosage, run_s=45 * 60 + 1))
    assert [fault.rule for fault in check_run_minutes(longer)] == ["long-run"]


def test_stage_2_runs_for_20_minutes_at_most_and_walks_beside_them() -> None:
    early = with_rung("run-25min", from_stage=2)
    faults = list(check_run_minutes(early))
    assert [fault.expected for fault in faults] == ["at most 20 minutes of running in stage 2"]
    assert list(check_run_minutes(with_rung("run-20min", from_stage=2))) == []
