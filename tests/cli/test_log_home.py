"""Every command of the terminal on a diary in one log file, without a database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.sitting import Sitting

from hamstrong.app import open_app
from hamstrong.cli import main
from hamstrong.cli.exits import Exit
from hamstrong.cli.web_server import ServeOptions


@pytest.fixture
def home(tmp_path: Path) -> Sitting:
    """Two days of somebody whose diary is a log file."""
    sitting = Sitting(tmp_path / "home" / "diary.log")
    sitting.live(2)
    return sitting


def test_this_device_has_an_id_of_its_own_beside_the_log(home: Sitting) -> None:
    """Facts are told apart by device and count, so two terminals may not share one."""
    with open_app(home.folder) as app:
        devices = {fact.device_id for fact in app.diary.read(app.persons()[0])}
    assert devices == {(home.folder.parent / "device").read_text(encoding="ascii")}


@pytest.mark.parametrize("name", ["diary.log", "diary.db"])
def test_what_belongs_beside_a_diary_lies_in_its_folder(tmp_path: Path, name: str) -> None:
    """A diary may be named by its file, also before it is there."""
    place = tmp_path / "home" / name
    answer = CliRunner().invoke(
        main, ["--data-dir", str(place), "password", "--password", "a long sentence of my own"]
    )
    assert answer.exit_code == Exit.DONE, answer.output
    options = ServeOptions(
        where=place, database="", pack=place, port=None, lan=False, public_origin=None,
        no_browser=True, day=None,
    )  # fmt: skip
    assert options.state == tmp_path / "home" / "web"
    assert (options.state / "password").is_file()
    assert not place.is_dir()


def test_doctor_checks_a_log(home: Sitting) -> None:
    code, said = home.run("doctor")
    assert code == Exit.DONE, said
    assert "Everything is well" in said


def test_doctor_names_a_changed_byte(home: Sitting) -> None:
    data = bytearray(home.folder.read_bytes())
    data[40] ^= 1
    home.folder.write_bytes(data)
    code, said = home.run("doctor")
    assert code != Exit.DONE
    assert "hamstrong restore" in " ".join(said.split())


def test_copy_is_put_back_by_commands(home: Sitting) -> None:
    before = home.run("today")[1]
    assert home.run("backup")[0] == Exit.DONE
    (copy,) = (home.folder.parent / "backups").iterdir()
    home.folder.write_bytes(b"")
    assert f"hamstrong restore {copy}" in " ".join(home.run("today")[1].split())
    code, said = home.run("restore", str(copy))
    assert code == Exit.DONE, said
    assert home.run("today")[1] == before


def test_diary_moves_from_sqlite_to_a_log(tmp_path: Path) -> None:
    old = Sitting(tmp_path / "old")
    old.live(2)
    file = tmp_path / "diary.jsonl"
    assert old.run("export", str(file))[0] == Exit.DONE
    new = Sitting(tmp_path / "new" / "diary.log", day=old.day)
    assert new.run("import", str(file))[0] == Exit.DONE
    assert new.run("today")[1] == old.run("today")[1]


def test_erase_leaves_nothing_of_the_person(home: Sitting) -> None:
    home.run("backup")
    home.answers = {"type the word": "erase"}
    code, said = home.run("erase")
    assert code == Exit.DONE, said
    kept = [p for p in home.folder.parent.rglob("*.log") if b"MorningAnswered" in p.read_bytes()]
    assert kept == []


def test_today_of_a_log_imports_no_database(home: Sitting) -> None:
    script = (
        "import sys; from hamstrong.cli import main\n"
        "try: main(sys.argv[1:], prog_name='hamstrong')\n"
        "except SystemExit: pass\n"
        "sys.exit(any(m in sys.modules for m in ('sqlalchemy', 'alembic', 'sqlite3')))\n"
    )
    given = ["--data-dir", str(home.folder), "--today", home.day.isoformat(), "--zone", "UTC"]
    run = subprocess.run(
        [sys.executable, "-c", script, *given, "today"], capture_output=True, check=False
    )
    assert b"Your left leg" in run.stdout, run.stderr
    assert run.returncode == 0
