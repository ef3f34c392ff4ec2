"""The session player with scripts. Its clock is the browser's, which a story winds forward."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as StillAway

from tests.app.person import Someone
from tests.web.room.visitor import Visitor

SETS = ("work", "hold")
# A silence of five seconds counts as sleep, so an awake phone is wound in shorter steps.
_AWAKE_MS = 4_000
_MOST_STEPS = 400
_MINUTE_MS = 60_000
_PATIENCE_MS = 3_000
_LEAD_MS = 5_200


class Playing:
    """Someone on the floor with the phone beside them."""

    def __init__(self, visitor: Visitor, page: Page | None = None) -> None:
        self.visitor, self.page = visitor, page or visitor.page
        self.room = visitor.room

    # --- looking

    @property
    def element(self) -> Locator:
        return self.page.locator("[data-player=playing] section.player")

    @property
    def kind(self) -> str:
        """What the player is at: set_up, work, hold, ask_pain, rest, switch, warm_up, done."""
        return self.element.get_attribute("data-kind") or ""

    @property
    def mode(self) -> str:
        return self.element.get_attribute("data-mode") or ""

    @property
    def title(self) -> str:
        return self.element.get_by_role("heading", level=1).inner_text()

    @property
    def seconds(self) -> int:
        """What the watch shows."""
        found = re.search(r"\d+", self.element.get_by_role("timer").inner_text())
        assert found
        return int(found[0])

    @property
    def count(self) -> int:
        """The repetition or hold that runs, from 1."""
        found = re.search(r"(\d+)\s+of", self.element.get_by_role("timer").inner_text())
        assert found
        return int(found[1])

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.element.get_by_role("button", name=name, exact=isinstance(name, str))

    # --- doing

    def opens(self, path: str = "/session", *, wound: bool = True) -> None:
        """Open the session's page. Wound: the story moves its clock, else it is the wall's."""
        if wound:
            self.page.clock.install()
        self.page.goto(self.room.origin + path)
        self.page.locator("[data-island=player][data-alive=yes]").wait_for()

    def starts(self) -> None:
        self.page.get_by_role("button", name="Start", exact=True).click()
        self.element.wait_for()

    def practises(self) -> None:
        self.page.locator("[data-start=practice]").click()
        self.element.wait_for()

    def presses(self, name: str | re.Pattern[str]) -> None:
        self.button(name).click()

    def waits(self, ms: int) -> None:
        """Let time pass as an awake phone sees it."""
        while ms > 0:
            self.page.clock.fast_forward(min(ms, _AWAKE_MS))
            ms -= _AWAKE_MS
        self.page.clock.run_for(40)

    def sleeps(self, ms: int) -> None:
        """Let time pass behind a dark screen."""
        self.page.clock.fast_forward(ms)
        self.page.clock.run_for(40)

    def feels(self, pain: int) -> None:
        """Answer the question after a set, and touch the screen, which makes the answer a fact."""
        self.taps(pain)
        self.settles()

    def taps(self, pain: int) -> None:
        """Answer the question after a set; the answer can still be taken back."""
        awake = self.button("I went on meanwhile")
        if awake.is_visible():
            awake.click()
        self.answers_run()
        self.presses(re.compile(rf"^{pain}, "))

    def settles(self) -> None:
        """Touch something that does nothing else, so that an answer is a fact."""
        self.page.mouse.click(1, 1)

    def answers_run(self) -> None:
        """Answer what is asked about a run before its pain; nothing is after a set."""
        for question in ("talking", "percent", "level"):
            choices = self.element.locator(f"[data-{question}]:visible")
            if choices.count():
                choices.first.click()

    def stops(self, reason: str | None = None) -> None:
        """Press STOP and say why, by the id of the reason."""
        self.presses("STOP")
        sheet = self.page.get_by_role("dialog")
        sheet.wait_for()
        if reason is None:
            sheet.get_by_role("button", name="I would rather not say").click()
        else:
            sheet.locator(f"[data-reason={reason}]").click()

    # --- whole ways

    def goes_on(self, pain: int = 0) -> None:
        """Do what this screen asks for, and no more."""
        if self.mode == "waiting" and self.kind == "ask_pain":
            self.feels(pain)
        elif self.mode == "waiting":
            self.presses("Start")
        elif self.mode == "paused":
            self.presses("Go on")
        elif self.mode == "cramp":
            self.waits(_MINUTE_MS)
            self.presses("Go on")
        elif self.kind in SETS:
            self.waits(_LEAD_MS)
            if self.kind in SETS and self.mode == "running":
                self.presses("Done early")
        elif self.kind == "warm_up":
            self.presses("I am warm already")
        else:
            self.waits(_AWAKE_MS)

    def until(self, *kinds: str, pain: int = 0) -> None:
        """Go on until one of these screens is there, or until everything is over."""
        for _ in self.steps():
            if self.kind in kinds or self.mode == "over":
                return
            self.goes_on(pain)

    def to_the_end(self, pain: int = 0) -> None:
        for _ in self.steps():
            if self.mode == "over":
                return
            self.goes_on(pain)

    def is_saved_within(self, minutes: int) -> None:
        """Let time pass until everything is with the server; whoever was offline asks seldom."""
        saved = self.element.get_by_text("Saved at ")
        for _ in range(minutes):
            self.waits(_MINUTE_MS)
            with suppress(StillAway):
                saved.wait_for(timeout=_PATIENCE_MS)
                return
        expect(saved).to_be_visible()

    def is_saved(self) -> None:
        """Wait until everything is with the server."""
        expect(self.element.get_by_text("Saved at ")).to_be_visible()

    @staticmethod
    def steps() -> Iterator[int]:
        """Enough turns for any session, and a failure for one that never ends."""
        yield from range(_MOST_STEPS)
        raise AssertionError("the session does not end")


def opened_session(visitor: Visitor, life: Callable[[Someone], object]) -> Playing:
    """The open page of the session of somebody who has lived this life."""
    life(visitor.room.someone)
    visitor.room.restart()
    visitor.comes_in("/")
    playing = Playing(visitor)
    playing.opens()
    return playing
