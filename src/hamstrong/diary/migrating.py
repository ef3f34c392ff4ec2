"""Bringing a database to the newest form, and refusing one that is newer than this program.

Which revision is ours stands here as a constant, so that the daily start needs no Alembic (a test
compares). Backing up before a step is `sqlite`'s concern, for PostgreSQL has backups of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, inspect, text

from hamstrong.diary.errors import Fault, NewerDiary, NotADiary

HEAD = "0001"
REVISIONS = ("0001",)
_STEPS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"

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
    # Alembic is slow to import and is needed once in a diary's life.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # ConfigParser would take a % in the path for a variable.
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
