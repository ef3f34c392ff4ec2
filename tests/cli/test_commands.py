"""Each command does what its help says; wrong input ends with its documented code and a step."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.cli.sitting import Sitting

from hamstrong.app import open_app
from hamstrong.cli.exits import Exit


def test_before_the_start_every_command_says_how_to_start(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "home")
    for name in ("today", "why", "checkin", "log", "stop", "plan", "back", "clearance",
                 "approve", "cap", "correct", "settings", "erase"):  # fmt: skip
        args = ("stop", "tired") if name == "stop" else (name,)
        code, said = sitting.run(*args)
        assert (name, code) == (name, Exit.REFUSED)
        assert "hamstrong start" in said


def test_start_makes_a_plan_and_asks_before_it_ends_one(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "home")
    code, said = sitting.run("start")
    assert code == Exit.DONE
    assert "Your plan is ready." in said
    sitting.answers = {"begin again": "n"}
    code, said = sitting.run("start")
    assert code == Exit.DONE
    assert "Your plan stays as it is." in said


def test_start_ends_with_its_own_code_when_triage_says_no(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "home", answers={"Pregnant": "4"})
    code, said = sitting.run("start")
    assert code == Exit.REFUSED
    assert "See someone first" in said


def test_today_stores_nothing_and_speaks_json(home: Sitting) -> None:
    with open_app(home.folder) as app:
        before = app.diary.last_seq(app.persons()[0])
    code, said = home.run("today", "--json")
    assert code == Exit.DONE
    told = json.loads(said)
    assert told["decision"]["items"]
    assert home.run("today")[0] == Exit.DONE
    with open_app(home.folder) as app:
        assert app.diary.last_seq(app.persons()[0]) == before


def test_a_morning_can_be_told_in_one_line(home: Sitting) -> None:
    code, said = home.run("checkin", "--nprs", "1", "--no-limp")
    assert (code, "Saved." in said) == (Exit.DONE, True)
    code, said = home.run("why")
    assert "Your left leg was fine this morning." in said


def test_a_forgotten_morning_can_be_told_later(home: Sitting) -> None:
    home.day += timedelta(days=2)
    day = home.day - timedelta(days=2)
    code, said = home.run("checkin", "--nprs", "1", "--no-limp", "--day", day.isoformat())
    assert code == Exit.DONE
    assert "Wednesday, 5 March" in said


@pytest.mark.parametrize(
    ("args", "code", "part"),
    [
        (["checkin", "--nprs", "11"], Exit.WRONG_INPUT, "from 0 to 10"),
        (["checkin", "--nprs", "two"], Exit.USAGE, "two"),
        (["checkin", "--limp"], Exit.USAGE, "--nprs"),
        (["checkin", "--nprs", "2", "--day", "2031-01-01"], Exit.WRONG_INPUT, "2031-01-01"),
        (["checkin", "--nprs", "2", "--day", "1999-01-01"], Exit.WRONG_INPUT, "a day from"),
        (["checkin", "--nprs", "2", "--leg", "right"], Exit.WRONG_INPUT, "must be one of left"),
        (["log", "set", "trampoline", "--rung", "x"], Exit.WRONG_INPUT, "'trampoline'"),
        (["log", "set", "bridge", "--rung", "bridge-9x9"], Exit.WRONG_INPUT, "bridge-2x10"),
        (["log", "set", "bridge", "--rung", "bridge-2x10", "--kg", "-3"], Exit.WRONG_INPUT, "500"),
        (["log", "walk", "0"], Exit.WRONG_INPUT, "from 1 to 1440"),
        (["log", "run"], Exit.USAGE, "--minutes 20"),
        (["log", "run", "--walk-run", "2 and 3"], Exit.USAGE, "120:180x4"),
        (["log", "run", "trot", "--minutes", "9"], Exit.WRONG_INPUT, "'trot'"),
        (["log", "run", "--minutes", "9", "--effort", "11"], Exit.WRONG_INPUT, "from 0 to 10"),
        (["log", "run", "--minutes", "9", "--percent", "101"], Exit.WRONG_INPUT, "from 0 to 100"),
        (["log", "run", "--minutes", "9", "--seconds", "1"], Exit.USAGE, "from 1.5 to 60"),
        (["log", "set", "run", "--rung", "run-walk-2-3"], Exit.WRONG_INPUT, "a run has no sets"),
        (["stop", "bored"], Exit.WRONG_INPUT, "'bored'"),
        (["why", "2001-01-01"], Exit.WRONG_INPUT, "nothing in the diary"),
        (["why", "yesterday"], Exit.USAGE, "yesterday"),
        (["whatif"], Exit.USAGE, "--morning"),
        (["whatif", "--morning", "11"], Exit.USAGE, "0<=x<=10"),
        (["import", "nothing.jsonl"], Exit.USAGE, "does not exist"),
        (["replay", "nothing.jsonl"], Exit.USAGE, "does not exist"),
        (["dance"], Exit.USAGE, "dance"),
        (["settings", "--days", "mon,caturday"], Exit.USAGE, "'cat'"),
        (["settings", "--goal", "chess"], Exit.WRONG_INPUT, "'chess'"),
        (["settings", "--minutes", "7"], Exit.WRONG_INPUT, "must be one of"),
        (["settings", "--kit", "trampoline"], Exit.WRONG_INPUT, "'trampoline'"),
        (["settings", "--minutes", "45", "--change", "kit"], Exit.USAGE, "not both"),
        (["--zone", "Mars/Olympus", "today"], Exit.WRONG_INPUT, "Mars/Olympus"),
        (["--person", "ffff", "today"], Exit.USAGE, "--person"),
        (["--today", "soon", "today"], Exit.USAGE, "soon"),
    ],
)
def test_wrong_input_is_named_with_the_rule_and_its_code(
    home: Sitting, args: list[str], code: Exit, part: str
) -> None:
    found, said = home.run(*args)
    assert (found, part in said) == (code, True), said
    assert "Traceback" not in said
    assert "facts.0" not in said  # one value was typed; no list of facts was sent


def test_a_walk_a_set_and_sport_can_be_logged(home: Sitting) -> None:
    assert home.run("log", "walk", "30", "--stairs", "--nprs", "0")[0] == Exit.DONE
    assert home.run("log", "sport")[0] == Exit.DONE
    assert home.run("log", "set", "bridge", "--rung", "bridge-2x10", "--repetitions", "10")[0] == 0
    with open_app(home.folder) as app:
        names = [fact.name for fact in app.diary.read(app.persons()[0])[-3:]]
    assert names == ["WalkLogged", "SportLogged", "SetLogged"]


def test_a_run_of_ones_own_can_be_logged_with_its_intervals(home: Sitting) -> None:
    said = ("--walk-run", "120:180x2", "--percent", "50", "--nprs", "0", "--level")
    assert home.run("log", "run", *said)[0] == Exit.DONE
    assert home.run("log", "run", "sprint", "--minutes", "1", "--effort", "9", "--slope")[0] == 0
    with open_app(home.folder) as app:
        one, two = (json.loads(f.payload) for f in app.diary.read(app.persons()[0])[-2:])
    assert [(i["kind"], i["seconds"]) for i in one["intervals"]] == [
        ("walk", 120), ("run", 180), ("walk", 120), ("run", 180),
    ]  # fmt: skip
    assert (one["percent"], one["level"], one["rung"], one["plan_id"]) == (50, True, None, None)
    assert (two["intervals"][0]["kind"], two["effort"], two["level"]) == ("sprint", 9, False)
    assert one["source"] == "entered"


def test_a_timed_run_of_ones_own_keeps_its_times(home: Sitting) -> None:
    said = ("--minutes", "2", "--seconds", "5.2", "--seconds", "5.4", "--nprs", "0", "--level")
    assert home.run("log", "run", "run_through", *said)[0] == Exit.DONE
    with open_app(home.folder) as app:
        run, times = app.diary.read(app.persons()[0])[-2:]
    assert (run.name, times.name) == ("RunLogged", "RunTimed")
    told = {"exercise": "run_through", "tenths": [52, 54], "earlier": []}
    assert json.loads(times.payload) == told


def test_log_alone_goes_on_with_the_session(home: Sitting) -> None:
    home.breaks_off_at = "Set 1 of"
    assert home.run()[0] == Exit.PAUSED
    home.breaks_off_at = None
    code, said = home.run("log")
    assert code == Exit.DONE
    assert "Today's work is over." in said


def test_a_stop_is_asked_for_or_given(home: Sitting) -> None:
    home.breaks_off_at = "Set 1 of"
    home.run()
    home.breaks_off_at = None
    home.answers = {r"What is it\?": "8"}
    code, said = home.run("stop")
    assert code == Exit.DONE
    assert "Saved." in said
    home.answers = {}
    code, said = home.run()
    assert "Today's work is done." in said


def test_whatif_shows_today_and_tomorrow_and_saves_nothing(home: Sitting) -> None:
    code, said = home.run("whatif", "--morning", "6", "--pain", "5")
    assert code == Exit.DONE
    assert "Today it would be" in said
    assert "Nothing was saved." in said


def test_why_names_sources_and_what_is_unconfirmed(home: Sitting) -> None:
    code, said = home.run("why")
    assert code == Exit.DONE
    assert "sources: " in said
    assert "no source gives it" in said
    code, said = home.run("why", (home.day - timedelta(days=1)).isoformat(), "--json")
    told = json.loads(said)
    assert told["recorded"] is True
    assert [state for _, state in told["plans"]] == ["same"]


def test_back_is_always_open(home: Sitting) -> None:
    home.answers = {"You can always do less": "1"}
    code, said = home.run("back")
    assert code == Exit.DONE
    assert "nobody asks why" in said


def test_settings_are_shown_and_changed(home: Sitting) -> None:
    assert "Monday, Wednesday, Friday" in home.run("settings")[1]
    home.answers = {"On which days": "2 6"}
    assert home.run("settings", "--change", "days")[0] == Exit.DONE
    assert "Tuesday, Saturday" in home.run("settings")[1]
    assert home.run("settings", "--days", "mon,thu", "--minutes", "45")[0] == Exit.DONE
    assert "Monday, Thursday" in home.run("settings")[1]
    home.answers = {"On which days": "1 2"}
    code, said = home.run("settings", "--change", "days")
    assert code == Exit.WRONG_INPUT
    assert "rest day between" in said


def test_an_unforeseen_error_shows_its_place_and_never_its_text(
    home: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("pain was 7")

    monkeypatch.setattr("hamstrong.app.person.Person.today", fail)
    code, said = home.run("today")
    assert code == Exit.OUR_FAULT
    assert "RuntimeError at test_commands.py" in said
    assert "pain was 7" not in said


def test_a_clock_behind_the_diary_is_named(home: Sitting) -> None:
    home.day -= timedelta(days=30)
    code, said = home.run("today")
    assert code == Exit.WRONG_INPUT
    assert "set the clock right" in said


def test_a_training_day_is_moved_within_its_week(home: Sitting) -> None:
    """R-H2: the plan shows it on its new day; half a move is refused with what is missing."""
    wednesday = home.day + timedelta(days=(2 - home.day.weekday()) % 7)
    thursday = wednesday + timedelta(days=1)
    code, said = home.run("plan", "--move", f"{wednesday}", "--to", f"{thursday}")
    assert code == Exit.DONE
    assert "Moved to Thursday" in said
    assert said.count("moved here") == 1
    code, said = home.run("plan", "--move", f"{thursday}")
    assert code != Exit.DONE
    assert "belong together" in said


def test_a_move_next_to_a_hard_day_is_refused_with_the_rule_and_the_nearest_day(
    home: Sitting,
) -> None:
    """R-H3: Wednesday had hard work, so nothing hard can come on Thursday; Friday is a training day
    already, so Saturday is the nearest day that can."""
    assert home.day.weekday() == 2
    home.run("log", "set", "bridge", "--rung", "bridge-2x10", "--repetitions", "10", "--nprs", "0")
    home.day += timedelta(days=1)
    friday = home.day + timedelta(days=1)
    for asked in (("--move-to-today",), ("--move", f"{friday}", "--to", f"{home.day}")):
        code, said = home.run("plan", *asked)
        assert code == Exit.REFUSED
        assert said.splitlines() == [
            "No hard work can be done on Thursday, 6 March.",
            "A hard day needs a day of rest beside it.",
            "The nearest day of that week that can have it is Saturday, 8 March.",
        ]
    assert home.run("plan")[1].count("moved here") == 0


def test_a_move_that_costs_a_training_day_says_so(tmp_path: Path) -> None:
    """R-H3: what is moved from Wednesday to Thursday leaves Friday without hard work."""
    prevention = {r"hurt or feel tight now": "2"}
    home = Sitting(tmp_path, answers=prevention)
    home.live(1)
    wednesday, thursday = (home.day + timedelta(days=n) for n in (1, 2))
    code, said = home.run("plan", "--move", f"{wednesday}", "--to", f"{thursday}")
    assert code == Exit.DONE
    lost = "Then Friday, 7 March has no hard work. A hard day needs a day of rest beside it."
    assert lost in " ".join(said.split())


@pytest.mark.parametrize("command", [["today"], ["serve", "--no-browser"]])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_of_no_diary_is_refused_by_every_command(
    home: Sitting, command: list[str], day: str
) -> None:
    home.day = date.fromisoformat(day)
    code, said = home.run(*command)
    assert code == Exit.WRONG_INPUT
    assert "must lie in the years 2021 to 2198" in said
