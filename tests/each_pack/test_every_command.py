"""Every command serves somebody in the middle of any pack's programme (issue: any pack)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.cli.sitting import Sitting
from tests.each_pack.lives import SORE_HEEL, Life

from hamstrong.cli import COMMANDS
from hamstrong.cli.exits import Exit

# `{}` stands for an exercise of the pack, `{rung}` for one of its rungs.
RUNS: tuple[str, ...] = (
    "", "today", "today --json", "checkin", "log", "log set {} --rung {rung} --repetitions 8",
    "log walk 20 --nprs 1", "log sport", "log run --minutes 10", "test", "return", "sitting",
    "sitting 30", "appointment", "appointment add 2025-04-20_09:30 Physio", "stop tired",
    "why", "why --json", "why 2025-03-10", "whatif --morning 5", "plan", "plan --days 28",
    "plan --move-to-today", "report", "report --json", "back", "correct --list", "clearance",
    "approve", "cap", "settings",
    "settings --ask-clinician", "export {out}/a.jsonl", "backup", "doctor",
    "figure {} -o {out}/a.svg", "lint", "erase", "start",
)  # fmt: skip
ANSWERS = {
    r"You can always do less:": "1",
    r"Who said so\?": "A. Physio",
    r"Enter a date": "2025-03-20",
    r"highest stage they allow": "1",
    r"leave out\?": "0",
    r"at most, from 1 to 20": "3",
    r"type the word": "no",
    r"begin again": "n",
}
# Elsewhere: `prove` and `courses` in tests/proof, `phone` in tests/phone, `serve` below and in
# test_every_page, the rest needs a file.
ELSEWHERE = {
    "prove",
    "courses",
    "serve",
    "password",
    "replay",
    "import",
    "restore",
    "correct",
    "phone",
    "move",
    "stay",
}


def _sitting(lived: tuple[Life, Path, date], home: Path, patch: pytest.MonkeyPatch) -> Sitting:
    patch.setenv("HAMSTRONG_PACK", str(lived[0].folder))
    return Sitting(home, day=lived[2], answers=dict(ANSWERS))


def _args(command: str, life: Life, home: Path) -> list[str]:
    exercise, rung = life.exercise
    filled = command.replace("{}", exercise).replace("{rung}", rung)
    return [a.replace("{out}", str(home.parent)).replace("_09", " 09") for a in filled.split()]


@pytest.mark.parametrize("command", RUNS, ids=lambda command: command or "alone")
def test_every_command_ends_as_it_says(
    lived: tuple[Life, Path, date], home: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = _sitting(lived, home, monkeypatch)
    code, said = sitting.run(*_args(command, lived[0], home))
    assert code in (Exit.DONE, Exit.REFUSED, Exit.WRONG_INPUT), said
    assert "ours to mend" not in said
    if code is Exit.WRONG_INPUT:
        assert "Next step" in said


def test_no_command_is_forgotten() -> None:
    assert {run.split()[0] for run in RUNS if run} | ELSEWHERE >= set(COMMANDS)


def test_a_diary_goes_out_and_in_and_is_replayed(
    lived: tuple[Life, Path, date], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = _sitting(lived, home, monkeypatch)
    file = tmp_path / "a.jsonl"
    assert sitting.run("export", str(file))[0] == Exit.DONE
    code, said = sitting.run("replay", str(file))
    assert (code, len(said.splitlines()) > 14) == (Exit.DONE, True)
    other = Sitting(tmp_path / "other", day=lived[2])
    assert other.run("import", str(file))[0] == Exit.DONE
    assert other.run("today")[1] == sitting.run("today")[1]


@pytest.mark.parametrize("command", ["today", "why", "plan"])
def test_an_example_says_so_on_every_plan(
    lived: tuple[Life, Path, date], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _sitting(lived, lived[1], monkeypatch).run(command)[1]
    assert ("Example, reviewed by no clinician" in said) == (lived[0] is SORE_HEEL)


def test_the_option_goes_before_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAMSTRONG_PACK", str(tmp_path / "nowhere"))
    said = Sitting(tmp_path / "home").run("--pack", str(SORE_HEEL.folder), "doctor")[1]
    assert "achilles_example" in said
