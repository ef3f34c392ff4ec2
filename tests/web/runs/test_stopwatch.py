"""A helper takes the time over the steady metres on the same phone, one tap at each mark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from hamstrong.engine.facts import RunTimed
from tests.web.browsers import opened
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

FIELD = "[name=run_through]"
BUTTON = ".stopwatch-button"
SMALLEST_PX, SHARE = 150, 0.3
MOST_S = 9
_BOX = """button => {
    button.scrollIntoView({block: "center"});
    const box = button.getBoundingClientRect();
    return [box.width, box.height, box.top, innerHeight - box.bottom, box.height / innerHeight];
}"""


def taps(page: Page, seconds: float) -> None:
    """One time, with a clock that the test moves."""
    page.locator(BUTTON).click()
    page.clock.run_for(round(1000 * seconds))
    page.locator(BUTTON).click()


@pytest.mark.browser
@pytest.mark.parametrize("size", [(390, 844), (844, 390)], ids=["upright", "across"])
def test_a_helper_taps_the_times_into_the_form(
    room: Room, browser: Browser, size: tuple[int, int]
) -> None:
    lives.ran_untimed(room.someone)
    room.restart()
    with opened(browser, ViewportSize(width=size[0], height=size[1])) as page:
        page.clock.install()
        visitor = Visitor(room, page)
        visitor.comes_in("/runs/times")
        width, height, above, below, share = page.locator(BUTTON).evaluate(_BOX)
        assert min(width, height) >= SMALLEST_PX
        assert min(above, below) >= 0
        assert share >= SHARE
        taps(page, 7.24)
        first = page.locator(FIELD).input_value()
        assert 7.2 <= float(first) < MOST_S, "the test's own time passes besides"
        expect(page.get_by_text(f"{first} seconds. Tap again for the next run.")).to_be_visible()
        taps(page, 61)
        expect(page.get_by_role("alert").filter(has_text="61.")).to_contain_text("is no time")
        expect(page.locator(FIELD)).to_have_value(first)
        taps(page, 9)
        page.get_by_role("button", name="Take the last time away").click()
        page.locator(BUTTON).focus()
        page.keyboard.press("Enter")
        page.clock.run_for(7_000)
        page.keyboard.press("Enter")
        _, second = map(float, page.locator(FIELD).input_value().split())
        assert 7.0 <= second < MOST_S
        page.locator(BUTTON).click()
        page.get_by_role("button", name="Stop and start again").click()
        page.get_by_role("button", name="Save the times").click()
        page.wait_for_url("**/")
        expect(page.get_by_text("your easy time is kept")).to_be_visible()
    someone = room.someone
    facts = someone.me.current(someone.at).fold.live.facts
    (kept,) = (f.tenths for f in facts if isinstance(f, RunTimed))
    assert kept == (round(10 * float(first)), round(10 * second))
