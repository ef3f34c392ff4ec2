"""Diary files: one that a person brings is the fast way to a plan, one that leaves says what is
kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from hamstrong.app import compose
from hamstrong.app.diary_view.days import day_of
from hamstrong.diary import MemoryDiary
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.protocol.loader import load_pack
from tests.app.forged_archives import exported
from tests.app.person import CHOICES, Someone
from tests.phone.phone_visitor import PhoneVisitor

ZONE = "Europe/Berlin"
RUNNER = replace(CHOICES, goal="running")
SECOND = 2


def diary_file(folder: Path) -> Path:
    """The diary of a runner who began yesterday."""
    path = folder / "diary.jsonl"
    with compose(load_pack(), MemoryDiary()) as app:
        someone = Someone(app, day=today() - 1, zone=ZONE)
        someone.begin(choices=RUNNER)
        path.write_bytes(exported(app, someone.id))
    return path


def diary_before_a_gate(folder: Path) -> Path:
    """The diary of somebody whose check-in of today opens the second stage."""
    path = folder / "diary.jsonl"
    days = _days_to_stage_2()
    with compose(load_pack(), MemoryDiary()) as app:
        someone = Someone(app, day=today() - days, zone=ZONE).begin()
        someone.live(days)
        path.write_bytes(exported(app, someone.id))
    return path


def _days_to_stage_2() -> int:
    with compose(load_pack(), MemoryDiary()) as app:
        someone = Someone(app, day=today(), zone=ZONE).begin()
        begun = someone.day
        while stage_of(someone) < SECOND:
            someone.live(1)
            someone.answer_all()
        return someone.day - begun


def stage_of(someone: Someone) -> int:
    decision = someone.today().decision
    return dict(decision.stages)["left"] if isinstance(decision, Prescription) else 0


def today() -> int:
    """The training day that it is now where the device is: past midnight it is still the evening
    before."""
    return day_of(datetime.now(UTC), ZONE)


def bring_back(visitor: PhoneVisitor, path: Path) -> None:
    """Bring a diary back to the empty device by one press, as its first page offers."""
    with visitor.page.expect_file_chooser() as choosing:
        visitor.page.get_by_role("link", name="I have a diary file").click()
    choosing.value.set_files(path)
    expect(visitor.page.get_by_text("Your diary is back")).to_be_visible()
    visitor.waits_for_the_page()


def kept_facts(visitor: PhoneVisitor) -> list[dict[str, Any]]:
    """Every fact of the diary, as the file that a person takes along has it."""
    visitor.goes_to("/data")
    with visitor.page.expect_download() as taking:
        visitor.page.get_by_role("link", name="Take my diary as a file").click()
    lines = taking.value.path().read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[1:-1]]
