"""One tap answers the pain question; Undo leaves nothing behind until the answer is a fact."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from hamstrong.engine.facts import SetLogged, Stopped
from tests.web.browsers import PHONE, opened
from tests.web.room.playing import Playing, opened_session
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser
NOT_YET_MS = 8_000
TEN_SECONDS_MS = 10_500
A_MINUTE_MS = 60_500


@pytest.fixture
def player(visitor: Visitor) -> Playing:
    """At the question after the first set."""
    playing = opened_session(visitor, lives.ready)
    playing.starts()
    playing.until("ask_pain")
    playing.is_saved()
    return playing


def logged(room: Room) -> list[SetLogged]:
    return [fact for fact in facts(room) if isinstance(fact, SetLogged)]


def facts(room: Room) -> tuple[object, ...]:
    return room.someone.me.current(room.someone.at).fold.live.facts


def test_a_tap_goes_on_and_is_a_fact_after_ten_seconds(player: Playing, room: Room) -> None:
    player.taps(1)
    assert player.kind != "ask_pain"
    expect(player.element.get_by_text("1 is fine.")).to_be_visible()
    player.waits(NOT_YET_MS)
    assert logged(room) == []
    player.waits(TEN_SECONDS_MS - NOT_YET_MS)
    expect(player.button("Undo")).to_be_hidden()
    player.is_saved()
    assert [fact.nprs for fact in logged(room)] == [1]


def test_undo_leaves_nothing_behind(player: Playing, room: Room) -> None:
    player.taps(7)
    assert player.mode == "over"
    player.presses("Undo")
    assert (player.kind, player.mode) == ("ask_pain", "waiting")
    player.feels(2)
    player.is_saved()
    assert [fact.nprs for fact in logged(room)] == [2]


def test_a_four_is_answered_with_what_it_changes(player: Playing) -> None:
    name = player.title
    player.taps(4)
    reply = player.element.locator(".player-reply-words")
    expect(reply).to_contain_text(f"Because you said 4, {name} ends for today and comes back")


def test_a_hidden_page_makes_the_tap_a_fact(player: Playing, room: Room) -> None:
    player.taps(2)
    with player.page.expect_request("**/api/v1/facts"):
        player.page.evaluate(
            "() => { Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
            " document.dispatchEvent(new Event('visibilitychange')); }"
        )
    player.is_saved()
    assert [fact.nprs for fact in logged(room)] == [2]


def test_with_take_your_time_no_clock_runs(room: Room, visitor: Visitor) -> None:
    player = opened_session(visitor, lives.ready)
    player.starts()
    player.presses("More")
    player.presses("Take your time")
    player.presses("Back to the exercise")
    player.until("ask_pain")
    player.taps(2)
    player.waits(3 * A_MINUTE_MS)
    assert logged(room) == []
    expect(player.button("Undo")).to_be_visible()


def test_a_rest_can_be_ended(player: Playing) -> None:
    player.feels(1)
    player.until("rest", pain=1)
    assert player.kind == "rest"
    player.presses("Start now")
    assert player.kind in ("work", "hold")
    assert player.mode == "running"


def test_stop_has_two_groups_and_the_grave_ones_are_first_and_large(player: Playing) -> None:
    player.presses("STOP")
    sheet = player.page.get_by_role("dialog", name="What is it?")
    first = sheet.locator(".player-stops-first [data-reason]")
    assert [one.get_attribute("data-reason") for one in first.all()] == [
        "pop_or_pull", "chest_breath_or_faint", "numbness_or_swelling", "sharp_pain",
    ]  # fmt: skip
    other = sheet.locator(".player-stops-other [data-reason]:visible").all()
    assert {"cramp", "pain_elsewhere", "tired", "time", "other"} == {
        one.get_attribute("data-reason") for one in other
    }
    least = min(box["height"] for one in first.all() if (box := one.bounding_box()))
    most = max(box["height"] for one in other if (box := one.bounding_box()))
    assert least > most >= 44


def test_a_stop_without_a_reason_is_a_fact_after_a_minute(player: Playing, room: Room) -> None:
    player.presses("STOP")
    player.sleeps(A_MINUTE_MS)
    assert player.mode == "over"
    player.is_saved()
    assert [fact.reason for fact in facts(room) if isinstance(fact, Stopped)] == [None]


def test_a_stop_whose_screen_is_left_is_a_fact(player: Playing, room: Room) -> None:
    player.presses("STOP")
    player.visitor.goes_to("/session")
    stops: list[str | None] = []
    for _ in player.steps():
        if stops := [fact.reason for fact in facts(room) if isinstance(fact, Stopped)]:
            break
        player.page.reload()
    assert stops == [None]


def test_the_end_is_told_by_exercise(player: Playing) -> None:
    first = player.title
    player.to_the_end(pain=2)
    lines = player.element.locator(".player-recap li").all_inner_texts()
    assert any(first in line and "worst pain 2" in line for line in lines)


@pytest.mark.parametrize(("motion", "breathes"), [("no-preference", True), ("reduce", False)])
def test_a_hold_breathes_unless_motion_is_reduced(
    room: Room, browser: Browser, motion: str, breathes: bool
) -> None:
    lives.ready(room.someone)
    room.restart()
    with opened(browser, PHONE, reduced_motion=motion) as page:
        visitor = Visitor(room, page)
        visitor.comes_in("/")
        player = Playing(visitor)
        player.opens()
        player.starts()
        player.until("hold")
        player.waits(7_000)
        name = page.locator(".player-figure").evaluate("f => getComputedStyle(f).animationName")
        assert (name == "player-breath") is breathes
