"""A start is quick because of what it leaves alone; `bench/start.py` has the figures."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.sitting import Sitting

from hamstrong.cli.exits import Exit

REPORT = """
import json, sys
from hamstrong.cli import main
try:
    main(prog_name="hamstrong")
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
SERVE = """
import json, sys
from pathlib import Path
from hamstrong.app import open_app
from hamstrong.cli import web_server
folder = Path(sys.argv[1])
settings = web_server.Settings(origins=frozenset({"http://localhost:1"}), state_dir=folder / "web")
with open_app(folder) as app:
    web_server.create_app(app, settings, web_server.FEATURES)
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
SELDOM = {
    "alembic",  # only when the diary is made or upgraded
    "argon2",  # only where a password is set or checked
    "cryptography",  # only for phones in the house
    "fastapi",  # only when the interface for programs is asked
    "icalendar",  # only for the file of a calendar
    "numpy",  # never while serving a person
    "psycopg",  # only with a server
    "pydantic",  # only to describe the interface for programs
    "segno",  # only to draw the way in for a phone
    "sqlalchemy.dialects.postgresql",  # only with a server
    "textstat",  # never: it measures the words in a test
    "hamstrong.proof",
}
FOR_DATABASES = {"sqlalchemy", "sqlite3"}
FOR_EVENT_LOOPS = {"asyncio", "concurrent.futures", "ssl"}  # SQLAlchemy imports these, too
FOR_A_CHECK_UP = {"importlib.metadata", "hamstrong.app.checkup"}
FOR_PAGES = {"jinja2", "starlette", "uvicorn", "hamstrong.web", "hamstrong.body"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    sitting = Sitting(tmp_path / "home")
    sitting.live(1)
    return sitting.folder


def imported(code: str, *args: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, check=False)
    assert done.returncode == Exit.DONE, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_todays_plan_is_shown_without_the_web_or_what_is_seldom_needed(home: Path) -> None:
    found = imported(
        REPORT, "--data-dir", str(home), "--today", "2025-03-05", "--zone", "UTC", "today"
    )
    assert "hamstrong.engine.engine" in found
    assert found & (SELDOM | FOR_PAGES) == set()


def test_today_of_one_log_file_imports_no_database_and_no_event_loop(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "diary.log")
    sitting.live(1)
    found = imported(
        REPORT, "--data-dir", str(sitting.folder), "--today", "2025-03-05", "--zone", "UTC", "today"
    )
    others = FOR_DATABASES | FOR_EVENT_LOOPS | FOR_A_CHECK_UP
    assert "hamstrong.engine.engine" in found
    assert found & (SELDOM | FOR_PAGES | others) == set()


def test_help_and_version_open_no_diary() -> None:
    for option in ("--help", "--version"):
        found = imported(REPORT, option)
        assert "hamstrong.cli" in found
        assert found & (SELDOM | FOR_PAGES | {"hamstrong.app", "sqlalchemy", "yaml"}) == set()


def test_the_server_is_ready_without_what_is_seldom_needed(home: Path) -> None:
    found = imported(SERVE, str(home))
    assert "hamstrong.web.today" in found
    assert found & SELDOM == set()
