"""Today is short: what is seen before a fold is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.web.browsers import PHONE, opened
from tests.web.room.visitor import Visitor
from tests.web.scenes import SCENES, staged

pytestmark = pytest.mark.browser
TRAINING_DAY = 80
STOPPED_OR_FROZEN = 130
_WORDS = """() => document.querySelector('main').innerText
  .split(/\\s+/).filter(word => /[\\p{L}\\p{N}]/u.test(word)).length"""
_DAYS = {
    "session": TRAINING_DAY,
    "run": TRAINING_DAY,
    "weeks": TRAINING_DAY,
    "sitting": TRAINING_DAY,
    "both-legs": TRAINING_DAY,
    "maintaining": TRAINING_DAY,
    "help-now": STOPPED_OR_FROZEN,
    "easy-day-0": STOPPED_OR_FROZEN,
    "easy-day-1": STOPPED_OR_FROZEN,
    "failed-morning": STOPPED_OR_FROZEN,
    "watched": STOPPED_OR_FROZEN,
    "second-injury": STOPPED_OR_FROZEN,
}


@pytest.mark.parametrize(("name", "most"), _DAYS.items(), ids=_DAYS)
def test_today_says_little_before_a_fold(
    browser: Browser, tmp_path: Path, name: str, most: int
) -> None:
    scene = next(scene for scene in SCENES if scene.name == name)
    with staged(scene, tmp_path) as room, opened(browser, PHONE) as page:
        visitor = Visitor(room, page)
        room.let_in(page)
        visitor.goes_to("/")
        words = page.evaluate(_WORDS)
        assert 10 < words <= most, f"{words} words on Today of {name}"
