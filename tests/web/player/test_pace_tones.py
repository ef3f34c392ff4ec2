"""Tones lead a runner from mark to mark; the player only plays what the session script says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.room.playing import Playing
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser

# Every note that the page starts, with the moment by the page's own clock.
_NOTES = """
window.notes = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) {
  window.notes.push([performance.now(), Math.round(this.frequency.value)]);
  return start.call(this, when);
};
"""
START_HZ, MARK_HZ, END_HZ = 784, 1175, 330
SLACK_MS, LEAD_MS, RUN_MS = 700, 7_000, 60_000


def until_told(room: Room, visitor: Visitor, page: Page, words: str) -> Playing:
    """Play until the screen before the run says whether tones lead it."""
    page.add_init_script(_NOTES)
    room.restart()
    visitor.comes_in("/")
    player = Playing(visitor)
    player.opens()
    player.starts()
    for _ in player.steps():
        if player.element.locator(".player-under", has_text=words).is_visible():
            return player
        assert player.mode != "over", "the session is over"
        player.goes_on()
    return player


def heard(page: Page, hertz: int) -> list[float]:
    return [at for at, pitch in page.evaluate("() => window.notes") if pitch == hertz]


def test_tones_sound_at_the_marks_of_a_run(room: Room, visitor: Visitor, page: Page) -> None:
    planned = lives.paced(room.someone)
    player = until_told(room, visitor, page, "tones tell you where each mark should be")
    player.until("walk")
    page.clock.run_for(LEAD_MS)
    player.presses("I am there")
    page.evaluate("() => { window.notes.length = 0; }")
    page.clock.run_for(RUN_MS)
    (start,), (first, second) = heard(page, START_HZ), heard(page, MARK_HZ)
    assert second - first == pytest.approx(100 * planned, abs=SLACK_MS)
    assert first - start > second - first
    assert any(at > second for at in heard(page, END_HZ))


def test_without_a_time_of_ones_own_the_page_says_why_no_tone_comes(
    room: Room, visitor: Visitor, page: Page
) -> None:
    lives.untimed(room.someone)
    until_told(room, visitor, page, "no tones: your own time is not known yet")


def test_stopwatch_of_a_helper_is_one_press_from_a_timed_run(
    room: Room, visitor: Visitor, page: Page
) -> None:
    lives.paced(room.someone)
    player = until_told(room, visitor, page, "tones tell you where each mark should be")
    player.is_saved()
    link = player.element.get_by_role("link", name="A helper takes the time")
    link.click()
    expect(page.locator(".stopwatch-button").first).to_be_visible()
    page.goto(f"{room.origin}/session")
    expect(link).to_be_visible()
    player.until("walk")
    expect(link).to_be_hidden()
