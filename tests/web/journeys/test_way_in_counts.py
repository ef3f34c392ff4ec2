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
from tests.web.room.visitor import Answers, Visitor

pytestmark = pytest.mark.browser
# What is seen: words that only a screen reader says stand in boxes of one pixel.
_WORDS = """() => {
  const count = (text) => text.split(/\\s+/).filter(word => /[\\p{L}\\p{N}]/u.test(word)).length
  const main = document.querySelector('main')
  const unseen = [...main.querySelectorAll('*')]
    .filter(one => one.innerText && one.clientWidth === 1 && one.clientHeight === 1)
  return count(main.innerText) - unseen.reduce((sum, one) => sum + count(one.innerText), 0)
}"""


_DRAWN = ("back_of_thigh", "behind_knee")


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

    def answers_one(self, values: Answers, *ticks: str) -> None:
        """One page; a tap on the thigh of the drawing answers the leg and the place at once."""
        drawn = self.page.locator(".legs-picture").count() and values.get("where") in _DRAWN
        if not drawn:
            super().answers_one(values, *ticks)
            return
        self.taps()
        self.taps_leg(str(values["limbs"]), str(values["where"]))
        for field in self.asked():
            if field not in ("q_limbs", "q_where"):
                self.gives(field, str(values[field.removeprefix("q_")]))
        self.presses("Next")

    def taps_answer(self, field: str, value: str) -> None:
        self.reads()
        self.taps()
        super().taps_answer(field, value)

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
        # About 420 of the words are the lists of warning signs and standing facts, which nobody
        # shortens by leaving one out. Four are the player's line about what is saved, which may
        # or may not stand there yet.
        pytest.param(STRAIN, "running", Count(15, 35, 900), id="strain"),
        pytest.param(TENDON, "running", Count(14, 32, 900), id="tendinopathy"),
        pytest.param(FINE, "field_sport", Count(10, 19, 585), id="prevention"),
    ],
)
def test_from_the_first_page_to_the_first_exercise(
    room: Room, browser: Browser, told: dict[str, str | int], goal: str, most: Count
) -> None:
    with opened(browser, PHONE) as page:
        visitor = Counter(room, page)
        visitor.consents()
        visitor.answers(told)
        visitor.follows("Make my plan")
        # Monday and Thursday, and up to 45 minutes, are proposed; who keeps them taps nothing.
        visitor.chooses_step("goal", {"goal": goal})
        visitor.chooses_step("kit", {"preset": "flat"})
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
