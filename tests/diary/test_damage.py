"""Damaged, truncated and foreign files: a typed error, and the file is left as it is."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.diary.refusals import FactMaker, fill, refuses, speaks_plainly

from hamstrong.diary import (
    DiaryDamaged,
    DiaryError,
    NotADiary,
    open_diary,
)


@pytest.mark.parametrize("garbage", [b"\0" * 100, b"SQLite format 4\0", b"\xff" * 5000])
def test_a_damaged_header(folder: Path, fact: FactMaker, person: str, garbage: bytes) -> None:
    fill(folder, fact, person)
    with (folder / "diary.db").open("r+b") as file:
        file.write(garbage)
    with refuses(DiaryDamaged):
        open_diary(folder)


def test_a_text_file_is_no_diary_and_is_left_as_it_is(folder: Path) -> None:
    folder.mkdir()
    letter = b"Dear physiotherapist, " * 40
    (folder / "diary.db").write_bytes(letter)
    with refuses(DiaryDamaged):
        open_diary(folder)
    assert (folder / "diary.db").read_bytes() == letter


def test_a_truncated_file(folder: Path, fact: FactMaker, person: str) -> None:
    fill(folder, fact, person)
    os.truncate(folder / "diary.db", (folder / "diary.db").stat().st_size // 2)
    with refuses(DiaryDamaged):
        open_diary(folder)


def test_bytes_that_changed_by_themselves_are_noticed_or_did_no_harm(
    folder: Path, fact: FactMaker, person: str
) -> None:
    """A changed byte may give an error; it never gives another fact. 150 single bytes."""
    fill(folder, fact, person)
    with open_diary(folder) as diary:
        truth = diary.read(person)
    whole = (folder / "diary.db").read_bytes()
    draw = random.Random(20260301)
    errors: list[DiaryError] = []
    for _ in range(150):
        place = draw.randrange(len(whole))
        changed = (
            whole[:place] + bytes([whole[place] ^ (1 << draw.randrange(8))]) + whole[place + 1 :]
        )
        (folder / "diary.db").write_bytes(changed)
        try:
            with open_diary(folder) as diary:
                found = diary.read(person)
                if found != truth:
                    # Only the end can go unnoticed by a reader: its key changed. Never by a check.
                    assert found == truth[: len(found)]
                    diary.check()
                    pytest.fail("a lost fact passed the check")
        except DiaryError as error:
            errors.append(error)
    assert all(speaks_plainly(error) for error in errors)
    assert len(errors) > 10


def test_a_changed_payload_is_noticed_although_every_page_is_whole(
    folder: Path, fact: FactMaker, person: str
) -> None:
    fill(folder, fact, person)
    file = folder / "diary.db"
    file.write_bytes(file.read_bytes().replace(b'"nprs":2', b'"nprs":0', 1))
    with open_diary(folder) as diary:
        with refuses(DiaryDamaged):
            diary.read(person)
        with refuses(DiaryDamaged):
            diary.check()


def test_a_database_of_another_program_is_left_as_it_is(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "diary.db")) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    before = (folder / "diary.db").read_bytes()
    with refuses(NotADiary):
        open_diary(folder)
    assert (folder / "diary.db").read_bytes() == before
