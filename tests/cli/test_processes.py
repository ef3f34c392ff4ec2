"""Real processes: a killed one loses nothing that it acknowledged, two share one diary."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.sitting import Sitting

from hamstrong.app import open_app
from hamstrong.cli.exits import Exit

CODE = "from hamstrong.cli import main; main(prog_name='hamstrong')"


def command(folder: Path, *args: str) -> list[str]:
    options = ["--data-dir", str(folder), "--today", "2025-03-05", "--zone", "UTC"]
    return [sys.executable, "-c", CODE, *options, *args]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    sitting = Sitting(tmp_path / "home")
    sitting.live(2)
    return sitting.folder


def test_input_that_ends_is_a_pause_and_no_crash(home: Path) -> None:
    done = subprocess.run(
        command(home), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == Exit.PAUSED
    assert "is saved" in done.stderr
    assert "Traceback" not in done.stderr


def answer_until_the_second_set(process: subprocess.Popen[str]) -> None:
    """Morning, limp, walking, no first ratings, start, short form, pain now, limp, a set, its pain,
    the next set."""
    assert process.stdin is not None
    assert process.stdout is not None
    for answer in ("0", "n", "y", "", "y", "0", "0", "n", "", "0", ""):
        process.stdin.write(f"{answer}\n")
    process.stdin.flush()
    seen, deadline = "", time.monotonic() + 60
    while seen.count("Set ") < 2 and time.monotonic() < deadline:
        seen += process.stdout.read(1)


@pytest.mark.timeout(90)  # a question that nobody answers is waited for
@pytest.mark.parametrize("wait_s", [0.0, 0.4])
def test_a_process_killed_in_a_session_loses_no_answer_that_it_took(
    home: Path, wait_s: float
) -> None:
    with subprocess.Popen(
        command(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        answer_until_the_second_set(process)
        time.sleep(wait_s)
        process.kill()
    with open_app(home) as app:
        app.diary.check()
        (person,) = app.persons()
        stored = app.diary.read(person)
    names = [fact.name for fact in stored if fact.day == stored[-1].day]
    # The second set's question came, so the morning, the forms, the plan and the first set count.
    for name in ("MorningAnswered", "FormAnswered", "PainNowAnswered", "PlanIssued",
                 "SessionStarted", "SetLogged"):  # fmt: skip
        assert name in names
    assert len({fact.client_id for fact in stored}) == len(stored)


def test_two_processes_write_one_diary(home: Path) -> None:
    runs = [
        subprocess.Popen(
            command(home, "log", "walk", str(20 + n)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for n in range(4)
    ]
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    for run in runs:
        assert run.stderr is not None
        run.stderr.close()
    with open_app(home) as app:
        (person,) = app.persons()
        walks = [f for f in app.diary.read(person) if f.name == "WalkLogged"]
    assert len(walks) == 4
