"""A file of a watch at the terminal: what it says, what is asked first, and what is kept of it."""

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.cli.sitting import Sitting
from tests.exchange.run_makers import FitFile, fit, gpx, legs

from hamstrong.cli import run_entry
from hamstrong.engine.facts import PlannedItem

FELT = ("--effort", "4", "--percent", "50", "--nprs", "0", "--level")


@pytest.fixture
def home(tmp_path: Path) -> Sitting:
    """Somebody on the second day of a plan."""
    found = Sitting(tmp_path / "home")
    found.live(1)
    return found


def logged(home: Sitting, content: bytes, *more: str) -> tuple[int, str]:
    """Log a file and give the exit code and what was said, on one line."""
    at = home.folder.parent / "run.file"
    at.write_bytes(content)
    code, said = home.run("log", "run", "--file", str(at), *more)
    return code, " ".join(said.split())


def kept(home: Sitting, kind: str) -> list[dict[str, Any]]:
    """What the diary holds of that kind."""
    at = home.folder.parent / "diary.jsonl"
    at.unlink(missing_ok=True)
    code, said = home.run("export", str(at))
    assert code == 0, said
    lines = [json.loads(line) for line in at.read_text(encoding="utf-8").splitlines()]
    return [line["payload"] for line in lines if line.get("name") == kind]


def early(home: Sitting) -> datetime:
    return datetime.combine(home.day, time(6), UTC)


def test_a_file_of_a_watch_is_told_and_kept_once(home: Sitting) -> None:
    content = gpx(legs((60, 1.4), (180, 3.0)), start=early(home))
    code, said = logged(home, content, *FELT)
    assert code == 0, said
    assert "4 min, 0.6 km, in 2 stretches" in said
    assert "51.0" not in said
    code, said = logged(home, content, *FELT)
    assert code == 3
    assert "in your diary already" in said
    assert len(kept(home, "RunLogged")) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "a GPX or a FIT file"),
        (b"hello", "a GPX or a FIT file"),
        (gpx(legs((60, 3.0)))[:400], "line 2"),
        (gpx(legs((60, 3.0)), sport="Radfahren"), "got Radfahren"),
        (fit(legs((60, 3.0)), sport=4, sub_sport=15), "got elliptical"),
    ],
)
def test_a_bad_file_names_place_rule_and_next_step(
    home: Sitting, content: bytes, words: str
) -> None:
    code, said = logged(home, content, "--nprs", "0")
    assert code == 4
    assert words in said
    assert "Next step: " in said


def test_a_file_of_an_impossible_day_is_refused_by_its_date(home: Sitting) -> None:
    for days in (-40, 1):
        start = early(home) + timedelta(days=days)
        code, said = logged(home, gpx(legs((60, 3.0)), start=start), *FELT)
        assert code == 3
        assert f"got {start.date().isoformat()}" in said


def test_a_file_says_how_long_of_its_own(home: Sitting) -> None:
    content = gpx(legs((60, 3.0)), start=early(home))
    assert logged(home, content, "--minutes", "20")[0] == 2
    assert logged(home, content, "--km", "3")[0] == 2
    assert home.run("log", "run", "--minutes", "20", "--km", "3")[0] == 2


def test_a_file_without_distance_is_asked_about_first(home: Sitting) -> None:
    content = fit(legs((1200, 0.0)), sub_sport=1, start=early(home))
    home.answers = {r"This has no distance": "1", r"How many kilometres\?": "3.2"}
    code, said = logged(home, content, *FELT)
    assert code == 0, said
    assert "Was it a walk or a run on a treadmill?" in said
    (run,) = kept(home, "RunLogged")
    assert run["intervals"] == [{"kind": "run", "seconds": 1200, "metres": 3200}]


def test_a_distance_may_be_left_open(home: Sitting) -> None:
    home.answers = {r"This has no distance": "1", r"How many kilometres\?": "s"}
    code, said = logged(home, fit(legs((1200, 0.0)), start=early(home)), *FELT)
    assert code == 0, said
    (run,) = kept(home, "RunLogged")
    assert [(i["kind"], i["metres"]) for i in run["intervals"]] == [("run", None)]


def test_what_it_was_may_be_said_with_the_command(home: Sitting) -> None:
    content = fit(legs((600, 3.0)), sport=200, start=early(home))
    code, said = logged(home, content, "--what", "run", *FELT)
    assert code == 0, said
    assert "What was it?" not in said
    assert len(kept(home, "RunLogged")) == 1


def test_another_sport_is_pointed_to_its_command(home: Sitting) -> None:
    content = fit(legs((600, 3.0)), sport=200, start=early(home))
    code, said = logged(home, content, "--what", "other", *FELT)
    assert code == 3
    assert "hamstrong log sport" in said
    assert kept(home, "RunLogged") == []


@pytest.mark.parametrize("more", [(), ("--what", "walk")])
def test_a_file_of_a_walk_is_kept_as_a_walk(home: Sitting, more: tuple[str, ...]) -> None:
    sport = 200 if more else 11
    content = fit(legs((1800, 1.4)), sport=sport, start=early(home))
    home.answers = {r"Was it brisk": "y", r"Were there stairs": "n", r"How much did it hurt": "1"}
    code, said = logged(home, content, *more)
    assert code == 0, said
    assert "a walk of 30 min in one go" in said
    (walk,) = kept(home, "WalkLogged")
    assert (walk["minutes"], walk["brisk"], walk["stairs"], walk["nprs"]) == (30, True, False, 1)
    assert kept(home, "RunLogged") == []


def test_times_without_a_zone_are_said_to_be_taken_as_ones_own(home: Sitting) -> None:
    content = gpx(legs((60, 3.0)), start=early(home).replace(tzinfo=None))
    code, said = logged(home, content, *FELT)
    assert code == 0, said
    assert "Its times are taken as yours, UTC." in said


@pytest.mark.parametrize(("said", "times"), [("y", [[72, 70]]), ("n", []), ("s", [])])
def test_laps_of_the_timed_metres_are_offered_and_taken_only_if_one_says_so(
    home: Sitting, monkeypatch: pytest.MonkeyPatch, said: str, times: list[list[int]]
) -> None:
    timed = PlannedItem("run_through", "both", "run_through-40-20-40-half", 4, "once", steady_m=20)
    monkeypatch.setattr(run_entry, "_planned", lambda *_: timed)
    file = FitFile(start=early(home))
    file.records(legs((120, 3.0)))
    for seconds, metres in ((15, 40), (7.2, 20), (7.0, 20.4)):
        file.lap(seconds, metres)
    file.session(1)
    home.answers = {"Your watch marked": said}
    code, shown = logged(home, file.data(), "run_through", *FELT)
    assert code == 0, shown
    assert "2 laps of 20 metres: 7.2 7.0 seconds" in shown
    assert [one["tenths"] for one in kept(home, "RunTimed")] == times
