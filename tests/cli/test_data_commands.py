"""Commands about the diary as a whole: moving, copying, replaying, erasing, checking it."""

import gzip
import json
import os
import re
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, event
from tests.app.forged_archives import Line, first, forged, line_of
from tests.cli.sitting import Sitting

from hamstrong.app import open_app
from hamstrong.cli import main
from hamstrong.cli.exits import Exit


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


def test_a_diary_moves_to_another_home_and_back(home: Sitting, tmp_path: Path) -> None:
    file, back = tmp_path / "moved.jsonl", tmp_path / "back.jsonl"
    today = home.run("today")[1]
    code, said = home.run("move", str(file), "--to", "computer")
    assert code == Exit.DONE, said
    assert "hamstrong stay" in said
    for refused in (("today",), ("log", "walk", "20"), ("move", str(back), "--to", "phone")):
        code, said = home.run(*refused)
        assert code == Exit.REFUSED
        assert "moved to the computer on" in said
    assert not back.exists()
    there = Sitting(tmp_path / "there", day=home.day)
    assert there.run("import", str(file))[0] == Exit.DONE
    assert there.run("today")[1] == today
    assert there.run("log", "walk", "20")[0] == Exit.DONE
    assert there.run("move", str(back), "--to", "computer")[0] == Exit.DONE
    assert home.run("import", str(back))[0] == Exit.DONE
    assert home.run("log", "walk", "20")[0] == Exit.DONE


def test_a_move_that_did_not_happen_is_taken_back(home: Sitting, tmp_path: Path) -> None:
    today = home.run("today")[1]
    code, said = home.run("stay")
    assert code == Exit.DONE
    assert "nothing to take back" in said
    home.run("move", str(tmp_path / "moved.jsonl"), "--to", "phone")
    code, said = home.run("import", str(tmp_path / "moved.jsonl"))
    assert code == Exit.WRONG_INPUT
    assert "first go on here" in said
    assert "Nothing was lost" in home.run("stay")[1]
    assert home.run("today")[1] == today


def test_a_move_overwrites_no_file_and_then_does_not_happen(home: Sitting, tmp_path: Path) -> None:
    file, today = tmp_path / "diary.jsonl", home.run("today")
    file.write_text("mine")
    assert home.run("move", str(file), "--to", "phone")[0] == Exit.WRONG_INPUT
    assert home.run("today") == today
    assert file.read_text() == "mine"


def test_today_tells_a_new_edition_of_the_programme_once(tmp_path: Path) -> None:
    golden = Path(__file__).parents[1] / "golden" / "old_diaries"
    file = tmp_path / "old.jsonl"
    file.write_bytes(gzip.decompress((golden / "tightness_daily_life.jsonl.gz").read_bytes()))
    there = Sitting(tmp_path / "there", day=date.fromordinal(739_408))
    assert there.run("import", str(file))[0] == Exit.DONE
    title = "Your programme has a new edition"
    assert title in there.run("today")[1]
    assert there.run("log", "walk", "20")[0] == Exit.DONE
    assert title in there.run("today")[1]
    there.day += timedelta(days=1)
    assert title not in there.run("today")[1]


def too_long_a_walk(facts: list[Line]) -> None:
    first(facts, "WalkLogged")["payload"]["minutes"] = 100_000


def test_an_archive_that_cannot_be_true_is_refused_by_line_or_taken_without_it(
    home: Sitting, tmp_path: Path
) -> None:
    file, there = tmp_path / "diary.jsonl", Sitting(tmp_path / "there", day=home.day)
    assert home.run("log", "walk", "20")[0] == Exit.DONE
    assert home.run("export", str(file))[0] == Exit.DONE
    line = line_of(file.read_bytes(), "WalkLogged")
    file.write_bytes(forged(file.read_bytes(), too_long_a_walk))
    said = f"line {line}, WalkLogged.minutes: must be a whole number from 1 to 1440"
    for options in (["--dry-run"], []):
        code, text = there.run("import", str(file), *options)
        assert code == Exit.WRONG_INPUT
        assert said in text
        assert "100000" in text
        assert "--leave-out" in text or not options
        assert there.run("today")[0] == Exit.REFUSED
    code, text = there.run("import", str(file), "--leave-out")
    assert code == Exit.DONE
    assert said in text
    (kept,) = (tmp_path / "there" / "left-out").iterdir()
    assert str(kept) in text.replace("\n", "")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 or os.name == "nt"
    assert kept.read_bytes() == file.read_bytes().splitlines(keepends=True)[line - 1]
    assert there.run("today")[0] == Exit.DONE


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


@pytest.mark.parametrize("left", [b"", b"x", b"this is no database at all" * 1000])
def test_damaged_diary_comes_back_by_the_commands_that_its_refusal_names(
    home: Sitting, left: bytes
) -> None:
    before = home.run("today")
    home.run("backup")
    for ending in ("-wal", "-shm"):
        (home.folder / f"diary.db{ending}").unlink(missing_ok=True)
    (home.folder / "diary.db").write_bytes(left)
    code, said = home.run("today")
    assert code == Exit.DIARY
    assert "Next step" in said
    code, listed = home.run("backup", "--list")
    assert code == Exit.DONE
    copy = listed.split()[-1]
    assert (home.folder / "backups").joinpath(Path(copy).name).is_file()
    assert home.run("restore", copy)[0] == Exit.DONE
    assert home.run("today") == before


@pytest.mark.parametrize("command", [("backup", "--list"), ("restore", "copy.db")])
def test_copies_of_a_diary_on_a_server_are_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Neither command takes the address for the name of a folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HAMSTRONG_DATABASE_URL", "postgresql://127.0.0.1:1/none")
    (tmp_path / "copy.db").write_bytes(b"")
    result = CliRunner().invoke(main, command)
    assert result.exit_code == Exit.DIARY
    assert "pg_dump" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]


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


def test_a_folder_that_may_not_be_written_is_named(
    home: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's answer is made up, for it never says no to the superuser.

    Real permissions bind an ordinary user in `tests/diary/test_bad_places.py`.
    """

    def no_writing(_path: object, mode: int, **_: object) -> bool:
        return mode != os.W_OK

    monkeypatch.setattr(os, "access", no_writing)
    code, said = home.run("today")
    assert code == Exit.DIARY
    assert "no permission" in said
    assert str(home.folder) in "".join(said.split())


def test_a_full_disk_is_named_and_what_was_stored_stays(home: Sitting) -> None:
    def no_more_pages(connection: Any, _entry: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite makes it what there is

    event.listen(Engine, "connect", no_more_pages)
    try:
        runs = (home.run("log", "walk", "30") for _ in range(200))
        stored, (code, said) = next((n, run) for n, run in enumerate(runs) if run[0] != Exit.DONE)
    finally:
        event.remove(Engine, "connect", no_more_pages)
    assert code == Exit.DIARY
    assert "free some room" in said
    with open_app(home.folder) as app:
        walks = [f for f in app.diary.read(app.persons()[0]) if f.name == "WalkLogged"]
    assert len(walks) == stored


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("", encoding="utf-8")
    code, said = Sitting(tmp_path / "home").run("today")
    assert code == Exit.DIARY
    assert "must be a folder" in said


@pytest.mark.parametrize("size", [None, 0, 1])
def test_a_diary_that_lost_its_file_is_asked_about_by_terminal_and_server(
    home: Sitting, size: int | None
) -> None:
    file = home.folder / "diary.db"
    assert home.run("backup")[0] == Exit.DONE
    for beside in home.folder.glob("diary.db*"):
        beside.unlink()
    if size is not None:
        file.write_bytes(b"S" * size)
    (copy,) = (home.folder / "backups").iterdir()
    found = "no file" if size is None else f"a file of {size} bytes"
    for command in (["today"], ["start"], ["serve", "--no-browser"], ["doctor"]):
        code, said = home.run(*command)
        assert code == Exit.DIARY
        assert found in said
        assert f"hamstrong restore {copy}" in said
        assert "hamstrong --new-diary start" in said
    assert home.run("restore", str(copy))[0] == Exit.DONE
    assert home.run("today")[0] == Exit.DONE


def test_a_new_start_is_confirmed_by_its_own_option(home: Sitting) -> None:
    assert home.run("backup")[0] == Exit.DONE
    for beside in home.folder.glob("diary.db*"):
        beside.unlink()
    code, said = home.run("--new-diary", "today")
    assert code == Exit.REFUSED
    assert "There is no diary yet" in said
    assert home.run("--new-diary", "doctor")[0] == Exit.DONE
