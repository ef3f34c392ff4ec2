"""A call ends the sound of a session: it comes back by itself, and until then the page says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.room.playing import Playing, opened_session
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser

# The system takes the sound away, as a call does, and lets no page have it until it ends. What the
# page would do to a phone is noted.
_PHONE = """
window.vibrations = [];
Navigator.prototype.vibrate = (pattern) => window.vibrations.push(pattern);
const Plain = window.AudioContext;
window.AudioContext = class extends Plain {
  constructor() { super(); window.context = this; }
  resume() {
    if (window.calling) return Promise.reject(new DOMException("a call", "InvalidStateError"));
    return super.resume();
  }
};
"""
_CALL_BEGINS = "() => { window.calling = true; return window.context.suspend(); }"
_CALL_ENDS = "() => { window.calling = false; window.dispatchEvent(new Event('focus')); }"
_SILENT = "There is no sound at the moment"


def is_running(page: Page) -> None:
    page.wait_for_function("() => window.context?.state === 'running'")


@pytest.fixture
def runner(visitor: Visitor, page: Page) -> Playing:
    """In the first interval of a run, with sound."""
    page.add_init_script(_PHONE)
    player = opened_session(visitor, lives.running)
    player.starts()
    player.until("walk", "run", "sprint")
    is_running(page)
    return player


def test_sound_comes_back_after_a_call_without_a_press(runner: Playing, page: Page) -> None:
    page.evaluate(_CALL_BEGINS)
    runner.waits(8_000)
    expect(runner.element.get_by_text(_SILENT)).to_be_visible()
    page.evaluate(_CALL_ENDS)
    is_running(page)
    runner.waits(1_000)
    expect(runner.element.get_by_text(_SILENT)).to_be_hidden()


def test_while_a_call_lasts_the_next_pace_is_felt(runner: Playing, page: Page) -> None:
    page.evaluate(_CALL_BEGINS)
    page.evaluate("() => window.vibrations.length = 0")
    before = runner.kind
    for _ in runner.steps():
        if runner.kind != before:
            break
        runner.waits(20_000)
    felt = page.evaluate("() => window.vibrations")
    assert [60] in felt  # the last seconds are counted down
    assert felt[-1] != [60]
    expect(runner.element.get_by_role("button", name="Bring the sound back")).to_be_visible()


def test_a_voice_that_fails_is_read_instead(visitor: Visitor, page: Page) -> None:
    page.add_init_script("""
        window.speechSynthesis.speak = (utterance) =>
          utterance.dispatchEvent(new Event("error"));
    """)
    player = opened_session(visitor, lives.ready)
    player.starts()
    player.until("set_up")
    player.presses("Start")
    player.waits(1_000)
    expect(player.element.get_by_text("What it would say: Get ready")).to_be_visible()
