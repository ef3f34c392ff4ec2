"""Migration of a database to the newest form; one newer than this program is refused.

Which revision is ours is a constant here, so that the daily start needs no Alembic (a test
compares). A new database runs the same statements without it: the first start is the one that a
person waits for. Backing up before a step is `sqlite`'s concern, for PostgreSQL has backups of its
own.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, inspect, text

from hamstrong.diary.errors import Fault, NewerDiary, NotADiary

HEAD = "0001"
REVISIONS = ("0001",)
MODULES = ("0001_the_log",)
_STEPS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"
_MAKE_VERSION_TABLE = f"""
CREATE TABLE {_VERSION_TABLE} (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT {_VERSION_TABLE}_pkc PRIMARY KEY (version_num)
)
"""

Age = Literal["empty", "older", "current"]


def age_of(connection: Connection, place: str) -> Age:
    """Say what has to be done before the database can be used.

    Raises:
        NewerDiary: a newer version of Hamstrong has changed it.
        NotADiary: it holds tables of another program.
    """
    tables = set(inspect(connection).get_table_names())
    if _VERSION_TABLE not in tables:
        if not tables:
            return "empty"
        rule = "only a new database or one made by Hamstrong is used"
        step = "choose another folder or database"
        raise NotADiary(Fault(f"{len(tables)} tables of another program", place, rule, step))
    revision = connection.scalar(text(f"SELECT version_num FROM {_VERSION_TABLE}"))  # noqa: S608
    if revision is None:
        return "empty"
    if revision not in REVISIONS:
        raise NewerDiary(
            Fault(
                f"revision {revision!r:.40}",
                place,
                f"this version of Hamstrong knows revisions up to {HEAD}",
                "install the newest Hamstrong; or restore a backup from before its upgrade",
            )
        )
    return "current" if revision == HEAD else "older"


def migrate(connection: Connection) -> None:
    """Run the missing steps in the connection's transaction; the caller commits."""
    if inspect(connection).get_table_names():
        _upgrade(connection)
    else:
        _make(connection)


def _make(connection: Connection) -> None:
    """Run every step in an empty database, and note what Alembic would note."""
    for name in MODULES:
        step = import_module(f"hamstrong.diary.sql.migrations.versions.{name}")
        for statement in step.statements(connection.dialect.name):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(_MAKE_VERSION_TABLE)
    note = text(f"INSERT INTO {_VERSION_TABLE} VALUES (:revision)")  # noqa: S608
    connection.execute(note, {"revision": HEAD})


def _upgrade(connection: Connection) -> None:
    # Alembic is slow to import and is needed when an older diary meets a newer program.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # ConfigParser would take a % in the path for a variable.
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
