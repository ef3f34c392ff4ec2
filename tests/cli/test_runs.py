"""A run of today's session is told whole at the terminal: how it went, talking, ground and pain."""

from pathlib import Path

import pytest
from tests.cli.sitting import Sitting

from hamstrong.app import Session, SessionLine
from hamstrong.cli import run_entry
from hamstrong.cli.context import Terminal
from hamstrong.engine.facts import Fact, PlannedItem, RunInterval, RunLogged, RunTimed, Stopped

RUN = PlannedItem("run", "both", "run-walk-2-3", 4, "once", run_s=180, walk_s=120)
TOLD = {
    r"How\s+did\s+it\s+go\?": "1",
    r"speak\s+in\s+sentences": "y",
    r"ground\s+level\?": "y",
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """What the terminal would record."""
    found: list[Fact] = []
    monkeypatch.setattr(Terminal, "tell", lambda _self, fact, _day=None: found.append(fact))
    return found


def play(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: dict[str, str],
    item: PlannedItem = RUN,
) -> str:
    """Lead through the run at a real terminal whose other questions are answered as usual."""
    session = Session("p", (SessionLine(item, (), stopped=False),), ended=False)
    sitting = Sitting(tmp_path / "home", answers={**TOLD, **answers})

    def lead(terminal: Terminal) -> None:
        run_entry.play_run(terminal, session, item)

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
    assert (run.talking, run.level, run.nprs, run.plan_id) == (True, True, 0, "p")
    assert run.rung == "run-walk-2-3"


def test_a_part_is_asked_for_in_minutes_and_what_is_left_open_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[Fact]
) -> None:
    open_ones = {r"speak\s+in\s+sentences": "s", r"ground\s+level\?": "s"}
    play(
        tmp_path,
        monkeypatch,
        {r"How\s+did\s+it\s+go\?": "2", r"How\s+many\s+minutes": "7", **open_ones},
    )
    (run,) = told
    assert isinstance(run, RunLogged)
    assert run.intervals == (RunInterval("run", 420),)
    assert (run.talking, run.percent, run.effort, run.level) == (None,) * 4


def test_a_stopped_run_asks_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[Fact]
) -> None:
    play(tmp_path, monkeypatch, {r"How\s+did\s+it\s+go\?": "3", r"What\s+is\s+it\?": "1"})
    assert told == [Stopped("pop_or_pull", None, None)]


TIMED = PlannedItem(
    "run_through", "both", "run_through-40-20-40-brisk", 4, "once", run_s=30, walk_s=75,
    effort_percent=70, run_m=100, walk_m=100, speed_up_m=40, steady_m=20, slow_down_m=40,
    steady_tenths=60,
)  # fmt: skip
SECONDS = r"How\s+many\s+seconds"


def test_a_timed_run_is_asked_for_its_times_and_not_for_talking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[Fact]
) -> None:
    """E147: felt effort is not speed."""
    said = play(tmp_path, monkeypatch, {SECONDS: "6.0 6.1"}, TIMED)
    assert "the 20 in 6.0 seconds and not faster" in " ".join(said.split())
    run, times = told
    assert isinstance(run, RunLogged)
    assert (run.talking, run.rung) == (None, "run_through-40-20-40-brisk")
    assert times == RunTimed("run_through", (60, 61))


def test_a_timed_run_that_nobody_measured_has_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[Fact]
) -> None:
    play(tmp_path, monkeypatch, {SECONDS: ""}, TIMED)
    assert [type(fact) for fact in told] == [RunLogged]
