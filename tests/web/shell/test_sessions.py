"""The book of sessions holds its file as long as somebody holds the book."""

import gc
import sqlite3
import time
from pathlib import Path

import pytest

from hamstrong.web.shell.sessions import SessionBook


def test_a_dropped_book_closes_its_file(tmp_path: Path) -> None:
    book = SessionBook(tmp_path, clock=time.time)
    file = book._db
    del book
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        file.execute("select 1")
