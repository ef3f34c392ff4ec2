"""The shell's database holds its file as long as somebody holds the database."""

from __future__ import annotations

import gc
import sqlite3
from pathlib import Path

import pytest

from hamstrong.web.shell.state_db import StateDb


def test_a_dropped_database_closes_its_file(tmp_path: Path) -> None:
    state = StateDb(tmp_path)
    file = state._db
    del state
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        file.execute("select 1")
