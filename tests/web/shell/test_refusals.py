"""What a use case refuses is never a fault of ours: a page says what is wrong, and what is next."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest

from hamstrong.app import open_app
from hamstrong.diary.errors import (
    DiaryDamaged,
    DiaryReadOnly,
    DiaryUnavailable,
    DiskFull,
    OutcomeUnknown,
    VersionConflict,
)
from hamstrong.diary.sql import sqlite_engine
from tests.app.person import Someone
from tests.web.house import House

_FORMS: Mapping[str, Mapping[str, str]] = {
    "/how-is-it": {"limb": "left", "pain": "1"},
    "/session/start": {"plan_id": "0" * 32},
    "/session/set": {"set": "bridge.both.1.work.1", "how": "whole", "pain": "1"},
    "/sitting": {"minutes": "30"},
    "/check-in": {"ask": "morning:left", "pain": "0"},
}


@pytest.mark.parametrize("path", sorted(_FORMS))
def test_a_form_of_whoever_has_no_diary_leads_to_its_beginning(house: House, path: str) -> None:
    """Sent from a page that stayed open while the diary was erased, or for another person."""
    answer = house.browser().post(path, _FORMS[path])
    assert answer.headers["location"] in ("/", "/welcome", "/check-in", "/session")


def test_a_computer_whose_clock_is_behind_its_diary_is_told_so(
    house: House, ready: Someone
) -> None:
    house.restart((ready.at.now - timedelta(days=3)).date())
    said = house.browser().get("/", status=409)
    assert "The clock of this computer is off" in said
    answer = house.browser().post("/how-is-it", _FORMS["/how-is-it"], status=409)
    assert "Nothing was saved" in answer.text


_WALK = {"minutes": "20", "brisk": "yes", "stairs": "no", "pain": "0"}


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (DiskFull(), 503, "The disk is full"),
        (DiaryReadOnly(), 503, "may not be written"),
        (DiaryDamaged(), 503, "hamstrong restore"),
        (DiaryUnavailable(), 503, "cannot be reached"),
        (OutcomeUnknown(), 503, "saved once, even if"),
        (VersionConflict(), 409, "at the same moment"),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "The disk is full"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_a_form_that_the_diary_cannot_take_says_why_and_can_be_sent_again(
    house: House,
    ready: Someone,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    words: str,
) -> None:
    browser, form_id = house.browser(), str(uuid4())
    with monkeypatch.context() as patched:

        def refuse(*_: object) -> None:
            raise error

        patched.setattr(house.app.diary, "append", refuse)
        for path, fields in {"/outside/walk": _WALK, "/outside/sport": {"loaded": "light"}}.items():
            answer = browser.post(path, fields, status, form_id)
            assert words in unescape(answer.text)
            assert "fault in Hamstrong" not in answer.text
    browser.post("/outside/walk", _WALK, form_id=form_id)
    assert ready.me.history(ready.at)[-1].walk_minutes == 20


def test_a_diary_that_another_program_holds_is_a_503_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_engine, "WAIT_S", 0.05)
    with open_app(tmp_path) as app, closing(sqlite3.connect(tmp_path / "diary.db")) as holder:
        house = House(app)
        someone = house.someone().begin()
        browser = house.browser()
        holder.execute("BEGIN IMMEDIATE")
        answer = browser.post("/outside/walk", _WALK, 503)
        assert "Another program is using the diary" in answer.text
        assert answer.headers["retry-after"] == "5"
        holder.rollback()
        browser.post("/outside/walk", _WALK)
        assert someone.me.history(someone.at)[-1].walk_minutes == 20
