"""A run of today's session is told whole at the terminal: how it went, effort, ground and pain."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from tests.cli.sitting import Sitting
from tests.exchange.run_makers import gpx, legs

from hamstrong.app import Line, Session
from hamstrong.cli import run_entry
from hamstrong.cli.context import Terminal
from hamstrong.engine.facts import Fact, PlannedItem, RunInterval, RunLogged, Stopped

RUN = PlannedItem(
    "run", "both", "run-walk-2-3", 4, "once", run_s=180, walk_s=120, effort_percent=50
)
TOLD = {
    r"How\s+did\s+it\s+go\?": "1",
    r"percent\s+of\s+your\s+full\s+speed\?": "50",
    r"ground\s+level\?": "y",
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """What the terminal would record."""
    found: list[Fact] = []
    monkeypatch.setattr(Terminal, "tell", lambda _self, fact, _day=None: found.append(fact))
    return found


def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: dict[str, str]) -> str:
    """Lead through the run at a real terminal whose other questions are answered as usual."""
    session = Session("p", (Line(RUN, (), stopped=False),), ended=False)
    sitting = Sitting(tmp_path / "home", answers={**TOLD, **answers})

    def lead(terminal: Terminal) -> None:
        run_entry.play_run(terminal, session, RUN)

    monkeypatch.setattr("hamstrong.cli.guided.guide", lead)
    code, said = sitting.run()
    assert code == 0, said
    return said


def test_a_whole_run_is_stored_as_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[Fact]
) -> None:
    said = play(tmp_path, monkeypatch, {})
    assert "4 times: walk 2 minutes, run 3 minutes" in " ".join(said.split())
    (run,) = told
    assert isinstance(run, RunLogged)
    assert run.intervals == (RunInterval("walk", 120), RunInterval("run", 180)) * 4
    assert (run.percent, run.level, run.nprs, run.plan_id) == (50, True, 0, "p")
    assert run.rung == "run-walk-2-3"


def test_a_part_is_asked_for_in_minutes_and_what_is_left_open_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[Fact]
) -> None:
    open_ones = {r"percent\s+of\s+your\s+full\s+speed\?": "s", r"ground\s+level\?": "s"}
    play(
        tmp_path,
        monkeypatch,
        {r"How\s+did\s+it\s+go\?": "2", r"How\s+many\s+minutes": "7", **open_ones},
    )
    (run,) = told
    assert isinstance(run, RunLogged)
    assert run.intervals == (RunInterval("run", 420),)
    assert (run.percent, run.effort, run.level) == (None, None, None)


def test_a_stopped_run_asks_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[Fact]
) -> None:
    play(tmp_path, monkeypatch, {r"How\s+did\s+it\s+go\?": "3", r"What\s+is\s+it\?": "1"})
    assert told == [Stopped("pop_or_pull", None, None)]


def run_file(tmp_path: Path, content: bytes) -> str:
    at = tmp_path / "run.gpx"
    at.write_bytes(content)
    return str(at)


def test_a_file_of_a_watch_is_told_and_kept_once(tmp_path: Path) -> None:
    home = Sitting(tmp_path / "home")
    home.live(1)
    start = datetime.combine(home.day, time(6), UTC)
    at = run_file(tmp_path, gpx(legs((60, 1.4), (180, 3.0)), start=start))
    said = (
        "log",
        "run",
        "--file",
        at,
        "--effort",
        "4",
        "--percent",
        "50",
        "--nprs",
        "0",
        "--level",
    )
    code, told = home.run(*said)
    assert code == 0, told
    assert "4 min, 0.6 km, in 2 stretches" in " ".join(told.split())
    assert "51.0" not in told
    code, told = home.run(*said)
    assert code == 3
    assert "in your diary already" in " ".join(told.split())


@pytest.mark.parametrize("content", [b"", b"hello", gpx(legs((60, 3.0)))[:400]])
def test_a_bad_file_names_place_rule_and_next_step(tmp_path: Path, content: bytes) -> None:
    home = Sitting(tmp_path / "home")
    home.live(1)
    code, told = home.run("log", "run", "--file", run_file(tmp_path, content), "--nprs", "0")
    assert code == 4
    assert "Next step: " in told


def test_a_file_says_how_long_of_its_own(tmp_path: Path) -> None:
    home = Sitting(tmp_path / "home")
    home.live(1)
    at = run_file(tmp_path, gpx(legs((60, 3.0))))
    assert home.run("log", "run", "--file", at, "--minutes", "20")[0] == 2
