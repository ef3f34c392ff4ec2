"""Answers that the computer could not take: kept in the browser, handed over from any page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from hamstrong.engine.facts import SessionStarted, SetLogged
from tests.web.player.test_in_the_hand import told
from tests.web.room.playing import opened_session
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000
NOTHING_WAITS = """() => Object.entries(localStorage)
    .filter(([key]) => key.endsWith(".outbox"))
    .every(([, kept]) => JSON.parse(kept).queue.length === 0)"""
REFUSE_SETS = """
    const real = window.fetch;
    window.fetch = (address, init) => {
      if (!String(address).endsWith("/facts")) return real(address, init);
      const results = JSON.parse(init.body).map(({ client_id }) => ({
        client_id, state: "refused", seq: null, marks: [], reply: null,
        faults: [{ value: "1", place: "day", rule: "the day is over", next_step: "enter it late" }],
      }));
      return Promise.resolve(new Response(JSON.stringify({ day: 1, last_seq: 1, results })));
    };
"""


@pytest.fixture
def page_with_a_set(room: Room, visitor: Visitor, page: Page) -> Page:
    """A set was logged while the computer was away, and the page of the session is closed."""
    playing = opened_session(visitor, lives.ready)
    playing.starts()
    playing.is_saved()
    playing.until("ask_pain")
    room.stop()
    playing.feels(1)
    expect(playing.element.get_by_text("Waiting to be sent")).to_be_visible()
    page.goto("about:blank")
    room.restart()
    room.start()
    return page


def notice(page: Page) -> Locator:
    return page.locator("[data-island=hand-over]")


def says(page: Page, words: str) -> None:
    """Expect the notice to show these words; a part that is not shown has its words, too."""
    expect(notice(page).get_by_text(words)).to_be_visible(timeout=PATIENCE_MS)


def test_set_that_was_kept_is_handed_over_from_today_once(
    page_with_a_set: Page, visitor: Visitor, room: Room
) -> None:
    assert told(room, SetLogged) == []
    visitor.goes_to("/")
    says(page_with_a_set, "are in the diary now")
    assert len(told(room, SetLogged)) == 1
    assert len(told(room, SessionStarted)) == 1
    notice(page_with_a_set).get_by_role("button", name="Show it anew").click()
    page_with_a_set.wait_for_load_state("load")
    expect(page_with_a_set.get_by_role("heading", level=1)).to_be_visible()
    expect(notice(page_with_a_set)).to_be_hidden()


def test_two_tabs_hand_over_once(page_with_a_set: Page, room: Room) -> None:
    other = page_with_a_set.context.new_page()
    for tab in (page_with_a_set, other):
        tab.goto(f"{room.origin}/more", wait_until="commit")
    for tab in (page_with_a_set, other):
        tab.wait_for_function(NOTHING_WAITS)
    assert len(told(room, SetLogged)) == 1


def test_answer_that_is_kept_says_so_until_the_computer_takes_it(
    page_with_a_set: Page, visitor: Visitor, room: Room
) -> None:
    page_with_a_set.route("**/api/v1/facts", lambda route: route.abort())
    visitor.goes_to("/more")
    says(page_with_a_set, "not in the diary yet")
    page_with_a_set.unroute("**/api/v1/facts")
    says(page_with_a_set, "are in the diary now")
    assert len(told(room, SetLogged)) == 1


def test_answer_that_is_refused_is_shown_with_its_reason_and_kept(
    page_with_a_set: Page, visitor: Visitor
) -> None:
    page_with_a_set.add_init_script(REFUSE_SETS)
    visitor.goes_to("/more")
    says(page_with_a_set, "did not take")
    says(page_with_a_set, "the day is over")
    visitor.goes_to("/")
    says(page_with_a_set, "the day is over")
    notice(page_with_a_set).get_by_role("button", name="I have seen this").click()
    expect(notice(page_with_a_set)).to_be_hidden()
    visitor.goes_to("/more")
    expect(notice(page_with_a_set)).to_be_hidden()
    kept = page_with_a_set.evaluate("Object.entries(localStorage).flat().join()")
    assert "SetLogged" in kept
