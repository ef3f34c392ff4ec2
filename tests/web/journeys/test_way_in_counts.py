"""The way in is short: screens, taps and words from the first page to the first exercise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.app.person import FINE, STRAIN, TENDON
from tests.web.browsers import PHONE, opened
from tests.web.room.playing import Playing
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor

pytestmark = pytest.mark.browser
_WORDS = """() => document.querySelector('main').innerText
  .split(/\\s+/).filter(word => /[\\p{L}\\p{N}]/u.test(word)).length"""


class Count(NamedTuple):
    """What somebody had to go through so far."""

    screens: int = 0
    taps: int = 0
    words: int = 0


class Counter(Visitor):
    """A visitor whose every screen, tap and word is counted."""

    def __init__(self, room: Room, page: Page) -> None:
        super().__init__(room, page)
        self.count = Count()

    def reads(self) -> None:
        """Count the screen that is open."""
        words = self.page.evaluate(_WORDS)
        self.count = self.count._replace(
            screens=self.count.screens + 1, words=self.count.words + words
        )

    def taps(self, number: int = 1) -> None:
        self.count = self.count._replace(taps=self.count.taps + number)

    def gives(self, name: str, value: str | int | Sequence[str]) -> None:
        self.taps(1 if isinstance(value, str | int) else len(value))
        super().gives(name, value)

    def presses(self, name: str) -> None:
        self.reads()
        self.taps()
        super().presses(name)

    def follows(self, name: str) -> None:
        self.reads()
        self.taps()
        super().follows(name)

    def answers_what_is_asked(self, **answers: str | int) -> None:
        self.reads()
        self.taps()
        super().answers_what_is_asked(**answers)


@pytest.mark.parametrize(
    ("told", "goal", "most"),
    [
        # Taps and words are what they are now. Wanted: 35 taps and 900 words on every track.
        pytest.param(STRAIN, "running", Count(15, 42, 1740), id="strain"),
        pytest.param(TENDON, "running", Count(15, 38, 1720), id="tendinopathy"),
        pytest.param(FINE, "field_sport", Count(11, 24, 1100), id="prevention"),
    ],
)
def test_from_the_first_page_to_the_first_exercise(
    room: Room, browser: Browser, told: dict[str, str | int], goal: str, most: Count
) -> None:
    with opened(browser, PHONE) as page:
        visitor = Counter(room, page)
        visitor.consents()
        visitor.taps()
        visitor.answers(told)
        visitor.follows("Make my plan")
        visitor.chooses_step("goal", {"goal": goal, "days": ("0", "3")})
        visitor.chooses_step("kit", {"minutes": "45", "preset": "flat"})
        visitor.follows(
            "Start" if visitor.page.get_by_text("Start", exact=True).count() else "Check in"
        )
        while visitor.path.startswith("/check-in"):
            visitor.answers_what_is_asked()
        if visitor.path == "/":
            visitor.follows("Start")
        while visitor.path.startswith("/check-in"):
            visitor.answers_what_is_asked()
        player = Playing(visitor)
        player.element.wait_for()
        visitor.reads()
        for name in Count._fields:
            assert getattr(visitor.count, name) <= getattr(most, name), visitor.count
