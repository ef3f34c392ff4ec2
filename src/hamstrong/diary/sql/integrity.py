"""Integrity of the database: pages first (SQLite only), then each fact's checksum and place."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection

from hamstrong.diary.errors import DiaryDamaged, Fault
from hamstrong.diary.sql.statements import all_persons, read

# `quick_check` reads every page; `integrity_check` compares the indexes with the rows, too.
PageCheck = Literal["quick_check", "integrity_check"]


def check_pages(connection: Connection, place: str, how: PageCheck = "quick_check") -> None:
    """Let SQLite look at every page.

    Raises:
        DiaryDamaged: a page is broken.
    """
    findings = connection.exec_driver_sql(f"PRAGMA {how}(1)").scalars().all()
    # What SQLite found may quote a row, so only that it found something is passed on.
    if findings != ["ok"]:
        rule = "every page of the file must be whole"
        step = "keep the file and restore the latest backup: hamstrong restore"
        raise DiaryDamaged(Fault("broken pages", place, rule, step))


def check_facts(connection: Connection, place: str) -> None:
    """Read every fact of everybody.

    Raises:
        DiaryDamaged: a fact changed by itself or is missing.
    """
    if connection.dialect.name == "sqlite":
        check_pages(connection, place, "integrity_check")
    for person in all_persons(connection):
        read(connection, person)
