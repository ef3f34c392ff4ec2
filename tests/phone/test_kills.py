"""The browser is killed at random moments: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.phone.kills import Course
from tests.phone.static_host import StaticHost

LIVES = 8


@pytest.mark.browser
@pytest.mark.slow
def test_a_browser_that_is_killed_keeps_every_acknowledged_answer_once(
    host: StaticHost, browser: Browser, tmp_path: Path
) -> None:
    course = Course(host, browser.browser_type, tmp_path / "profile", random.Random(20261130))
    course.begin()
    for _ in range(LIVES):
        course.live()
    course.look()
    assert course.lost == set()
    assert course.doubled == set()
    assert len(course.acknowledged) > 2 * LIVES
