"""Diary files that a person brings: the fast way to somebody with a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import expect

from hamstrong.app import compose
from hamstrong.diary import MemoryDiary
from hamstrong.protocol.loader import load_pack
from tests.app.forged_archives import exported
from tests.app.person import CHOICES, Someone
from tests.phone.phone_visitor import PhoneVisitor

ZONE = "Europe/Berlin"
RUNNER = replace(CHOICES, goal="running")


def diary_file(folder: Path) -> Path:
    """The diary of a runner who began yesterday."""
    path = folder / "diary.jsonl"
    with compose(load_pack(), MemoryDiary()) as app:
        someone = Someone(app, day=datetime.now(UTC).toordinal() - 1, zone=ZONE)
        someone.begin(choices=RUNNER)
        path.write_bytes(exported(app, someone.id))
    return path


def bring_back(visitor: PhoneVisitor, path: Path) -> None:
    """Bring a diary back to the empty device by one press, as its first page offers."""
    with visitor.page.expect_file_chooser() as choosing:
        visitor.page.get_by_role("link", name="I have a diary file").click()
    choosing.value.set_files(path)
    expect(visitor.page.get_by_text("Your diary is back")).to_be_visible()
    visitor.waits_for_the_page()
