"""Each command does what its help says; wrong input ends with its documented code and a step."""

import json
import os
import re
import stat
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.cli.sitting import Sitting

from hamstrong.app import App, open_app
from hamstrong.cli import COMMANDS, main
from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import MEANINGS, Exit
from hamstrong.words import pseudo

WEB = {"serve", "password"}


@pytest.fixture
def home(tmp_path: Path) -> Sitting:
    """Two days of somebody."""
    sitting = Sitting(tmp_path / "home")
    sitting.live(2)
    return sitting


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - WEB))
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert name == "figure" or f"hamstrong {name}" in result.output or "Example" in result.output


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert [name for name in COMMANDS if f"  {name}" not in result.output] == []


def test_every_command_and_exit_code_is_in_the_reference(root: Path) -> None:
    page = (root / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`hamstrong {name}" not in page] == []
    told = {int(c): text for c, text in re.findall(r"^\| (\d) \| (.+?) \|$", page, re.MULTILINE)}
    assert told == {int(code): text for code, text in MEANINGS.items()}


def test_every_option_is_in_the_reference(root: Path) -> None:
    page = (root / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    context = click.Context(main)
    missing = []
    for name in sorted(set(COMMANDS) - WEB):
        command = main.get_command(context, name)
        assert command is not None
        options = [o for p in command.params for o in p.opts if o.startswith("--")]
        missing += [f"{name} {option}" for option in options if f"`{option}" not in page]
    missing += [o for p in main.params for o in p.opts if o.startswith("--") and o not in page]
    assert missing == []


def test_before_the_start_every_command_says_how_to_start(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "home")
    for name in ("today", "why", "checkin", "log", "stop", "plan", "back", "clearance", "erase"):
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
    sitting = Sitting(tmp_path / "home", answers={"You are pregnant": "1"})
    code, said = sitting.run("start")
    assert code == Exit.REFUSED
    assert "See someone first" in said


def test_a_clearance_is_recorded_question_by_question(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "home", answers={"You are pregnant": "1"})
    sitting.run("start")
    sitting.answers = {
        r"What is it for\?": "1",
        r"Who said so\?": "A. Physio",
        r"On which day were you seen\?": sitting.day.isoformat(),
        r"Until when does it count\?": (sitting.day + timedelta(days=30)).isoformat(),
        r"How far may you go\?": "2",
        r"Which plan did they name\?": "3",
        r"told that it is safe": "y",
    }
    code, said = sitting.run("clearance")
    assert code == Exit.DONE
    assert "It counts until Wednesday, 2 April" in said
    sitting.answers = {}
    code, said = sitting.run("start")
    assert code == Exit.DONE
    assert "Your plan is ready." in said


def test_a_clearance_without_a_flag_is_refused(home: Sitting) -> None:
    assert home.run("clearance")[0] == Exit.REFUSED


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
        (["log", "set", "run", "--rung", "run-walk-2-3"], Exit.WRONG_INPUT, "a run has no sets"),
        (["stop", "bored"], Exit.WRONG_INPUT, "'bored'"),
        (["why", "2001-01-01"], Exit.WRONG_INPUT, "nothing in the diary"),
        (["why", "yesterday"], Exit.USAGE, "yesterday"),
        (["whatif"], Exit.USAGE, "--morning"),
        (["whatif", "--morning", "11"], Exit.USAGE, "0<=x<=10"),
        (["import", "nothing.jsonl"], Exit.USAGE, "does not exist"),
        (["replay", "nothing.jsonl"], Exit.USAGE, "does not exist"),
        (["dance"], Exit.USAGE, "dance"),
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


def test_log_alone_goes_on_with_the_session(home: Sitting) -> None:
    home.breaks_off_at = "Set 1 of"
    assert home.run()[0] == Exit.PAUSED
    home.breaks_off_at = None
    code, said = home.run("log")
    assert code == Exit.DONE
    assert "The session is saved." in said


def test_a_stop_is_asked_for_or_given(home: Sitting) -> None:
    home.breaks_off_at = "Set 1 of"
    home.run()
    home.breaks_off_at = None
    home.answers = {r"What is it\?": "7"}
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
    assert "not yet confirmed" in said
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
    home.answers = {"On which days": "1 2"}
    code, said = home.run("settings", "--change", "days")
    assert code == Exit.WRONG_INPUT
    assert "rest day between" in said


def test_a_diary_moves_to_another_machine(home: Sitting, tmp_path: Path) -> None:
    file = tmp_path / "diary.jsonl"
    assert home.run("export", str(file))[0] == Exit.DONE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 or os.name == "nt"
    code, said = home.run("export", str(file))
    assert code == Exit.WRONG_INPUT
    assert "never overwritten" in said
    there = Sitting(tmp_path / "there", day=home.day)
    code, said = there.run("import", str(file), "--dry-run")
    assert code == Exit.DONE
    assert "0 are known already" in said
    assert there.run("today")[0] == Exit.REFUSED
    assert there.run("import", str(file))[0] == Exit.DONE
    assert there.run("today")[1] == home.run("today")[1]


def test_a_cut_off_archive_is_refused_whole(home: Sitting, tmp_path: Path) -> None:
    file = tmp_path / "diary.jsonl"
    home.run("export", str(file))
    file.write_bytes(file.read_bytes()[:-200])
    for command in ("import", "replay"):
        code, said = home.run(command, str(file))
        assert code == Exit.WRONG_INPUT
        assert "Next step" in said


def test_a_replay_is_the_same_bytes_every_time(home: Sitting, tmp_path: Path) -> None:
    file = tmp_path / "diary.jsonl"
    home.run("export", str(file))
    once, twice = home.run("replay", str(file), "--json"), home.run("replay", str(file), "--json")
    assert once == twice
    days = [json.loads(line) for line in once[1].splitlines()]
    assert [day["date"] for day in days] == ["2025-03-03", "2025-03-04"]
    said = home.run("replay", str(file))[1]
    assert said.startswith("2025-03-03  left:1")
    assert len(home.run("replay", str(file), "--as-of", "3")[1].splitlines()) == 1


def test_backup_and_restore(home: Sitting) -> None:
    assert "There are no copies yet" in home.run("backup", "--list")[1]
    assert home.run("backup")[0] == Exit.DONE
    listed = home.run("backup", "--list")[1].split()[-1]
    before = home.run("today")[1]
    home.run("checkin", "--nprs", "7", "--limp")
    assert home.run("today")[1] != before
    code, said = home.run("restore", listed)
    assert code == Exit.DONE
    assert "The diary is the copy again" in said
    assert home.run("today")[1] == before


def test_restore_works_on_a_damaged_diary(home: Sitting) -> None:
    home.run("backup")
    copy = home.run("backup", "--list")[1].split()[-1]
    for ending in ("-wal", "-shm"):
        (home.folder / f"diary.db{ending}").unlink(missing_ok=True)
    (home.folder / "diary.db").write_bytes(b"this is no database at all" * 1000)
    code, said = home.run("today")
    assert code == Exit.DIARY
    assert "Next step" in said
    assert home.run("restore", copy)[0] == Exit.DONE
    assert home.run("today")[0] == Exit.DONE


def test_erase_needs_the_word_typed(home: Sitting) -> None:
    home.answers = {"type the word": "yes"}
    assert "Nothing was erased." in home.run("erase")[1]
    home.answers = {"type the word": "erase"}
    code, said = home.run("erase")
    assert code == Exit.DONE
    assert "Erased: " in said
    assert home.run("today")[0] == Exit.REFUSED


def test_lint_names_every_fault_of_a_pack(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["lint", str(tmp_path), "--json"])
    assert result.exit_code == Exit.WRONG_INPUT
    assert json.loads(result.stdout)["count"] > 1


def test_the_doctor_shows_no_answer_and_no_person(home: Sitting) -> None:
    code, said = home.run("doctor")
    assert code == Exit.DONE
    assert "Everything is well." in said
    with open_app(home.folder) as app:
        assert app.persons()[0][:8] not in said
    assert json.loads(home.run("doctor", "--json")[1])


def test_a_second_person_is_kept_apart(home: Sitting) -> None:
    home.run("--person", "new", "start")
    code, said = home.run("today")
    assert code == Exit.USAGE
    ids = re.findall(r"--person ([0-9a-f]{8})", said)
    assert len(ids) == 2
    for ident in ids:
        assert home.run("--person", ident, "settings")[0] == Exit.DONE


def test_an_unforeseen_error_shows_its_place_and_never_its_text(
    home: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("pain was 7")

    monkeypatch.setattr("hamstrong.app.person.PersonService.today", fail)
    code, said = home.run("today")
    assert code == Exit.OUR_FAULT
    assert "RuntimeError at test_commands.py" in said
    assert "pain was 7" not in said


def test_a_clock_behind_the_diary_is_named(home: Sitting) -> None:
    home.day -= timedelta(days=30)
    code, said = home.run("today")
    assert code == Exit.WRONG_INPUT
    assert "set the clock right" in said


def test_a_read_only_folder_is_named(home: Sitting) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    home.folder.chmod(0o500)
    try:
        code, said = home.run("today")
    finally:
        home.folder.chmod(0o700)
    assert code == Exit.DIARY
    assert "no permission" in said


def test_colours_are_for_terminals_only(home: Sitting) -> None:
    assert "\x1b[" not in home.run("today")[1]


@pytest.mark.parametrize("command", ["today", "plan", "why", "settings"])
def test_every_sentence_comes_from_the_words_of_the_pack(
    home: Sitting, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Under a made-up language a line of plain English is one that was written into the code."""
    plain = App.texts
    monkeypatch.setattr(App, "texts", lambda app, language="en": pseudo(plain(app, language)))
    _, said = home.run(command)
    lines = [line for line in said.splitlines() if len(re.findall(r"[A-Za-z]{3,}", line)) > 2]
    assert [line for line in lines if line.isascii()] == []


def test_the_password_of_a_server_is_never_shown() -> None:
    terminal = Terminal(data_dir=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HAMSTRONG_DATABASE_URL", "postgresql://me:hunter2@db.example/diary")
        assert terminal.place == "postgresql://db.example/diary"
