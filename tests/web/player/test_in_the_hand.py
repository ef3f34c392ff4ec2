"""The player with scripts, in the hand of somebody to whom things happen: each set counts once."""

from __future__ import annotations

import time
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from hamstrong.engine.decide.decisions import Prescription, Refusal
from hamstrong.engine.facts import SessionFinished, SessionStarted, SetLogged, Stopped
from tests.web.browsers import DESK, opened
from tests.web.room.playing import SETS, Playing, opened_session
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser
A_MINUTE_MS = 60_000
F = TypeVar("F")


@pytest.fixture
def player(visitor: Visitor) -> Playing:
    """A session to do, and the page with its start open."""
    return opened_session(visitor, lives.ready)


def told(room: Room, kind: type[F]) -> list[F]:
    """The facts of a kind that today's diary holds."""
    facts = room.someone.me.current(room.someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, kind)]


def after_a_set(player: Playing) -> None:
    player.starts()
    player.until("ask_pain")


def test_a_whole_session_is_logged_set_by_set(player: Playing, room: Room) -> None:
    player.starts()
    player.to_the_end(pain=1)
    player.is_saved()
    session = room.someone.me.session(room.someone.at)
    assert session is not None
    assert session.ended
    assert [line.left for line in session.lines] == [0] * len(session.lines)
    assert len(told(room, SessionFinished)) == 1


def test_a_doubled_tap_logs_one_set(player: Playing, room: Room) -> None:
    after_a_set(player)
    player.button("0, none").dblclick()
    player.is_saved()
    assert len(told(room, SetLogged)) == 1


def test_an_answer_that_got_lost_is_sent_again_and_counts_once(
    player: Playing, room: Room, page: Page
) -> None:
    """The server took the batch in, but the phone never heard of it."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if not lost:
            lost.append("first")
            route.fetch()
            route.abort()
            return
        route.continue_()

    after_a_set(player)
    player.is_saved()
    page.route("**/api/v1/facts", lose)
    player.feels(1)
    expect(player.element.get_by_text("Waiting to be sent: 1")).to_be_visible()
    player.waits(2_000)
    player.is_saved()
    assert lost == ["first"]
    assert len(told(room, SetLogged)) == 1


def test_offline_for_a_minute_everything_is_sent_in_order_once(
    player: Playing, room: Room, page: Page
) -> None:
    player.starts()
    player.is_saved()
    page.context.set_offline(True)
    player.to_the_end(pain=1)
    player.waits(A_MINUTE_MS)
    expect(player.element.get_by_text("Waiting to be sent")).to_be_visible()
    assert told(room, SetLogged) == []
    page.context.set_offline(False)
    player.is_saved_within(minutes=4)
    facts = room.someone.me.current(room.someone.at).fold.live.facts
    mine = [f for f in facts if isinstance(f, SessionStarted | SetLogged | SessionFinished)]
    assert isinstance(mine[0], SessionStarted)
    assert isinstance(mine[-1], SessionFinished)
    plan = room.someone.today().decision
    session = room.someone.me.session(room.someone.at)
    assert isinstance(plan, Prescription)
    assert session is not None
    assert [line.left for line in session.lines] == [0] * len(session.lines)
    assert len(mine) - 2 == sum(len(line.logged) for line in session.lines)


def test_a_server_that_restarts_in_the_middle_of_a_set_loses_nothing(
    player: Playing, room: Room
) -> None:
    player.starts()
    player.until(*SETS)
    player.waits(8_000)
    room.stop()
    player.goes_on()
    player.feels(1)
    expect(player.element.get_by_text("Waiting to be sent")).to_be_visible()
    room.restart()
    room.start()
    player.waits(A_MINUTE_MS)
    player.is_saved()
    assert len(told(room, SessionStarted)) == 1
    assert len(told(room, SetLogged)) == 1


def test_a_reload_in_a_set_goes_on_in_the_same_hold(player: Playing, page: Page) -> None:
    """On the wall's clock, for a wound one does not outlive a page; ten holds of five seconds."""
    player.opens(wound=False)
    player.starts()
    player.presses("Start")
    expect(player.element.get_by_role("timer")).to_contain_text("2 of 10", timeout=A_MINUTE_MS / 2)
    begun = time.monotonic()
    page.reload()
    player.element.wait_for()
    passed = time.monotonic() - begun
    assert (player.kind, player.mode) == ("hold", "running")
    assert 2 <= player.count <= 3 + passed // 5


def test_a_paused_session_stays_where_it_was_over_a_reload(player: Playing, page: Page) -> None:
    player.starts()
    player.until(*SETS)
    player.waits(7_000)
    player.presses("Pause")
    before = player.seconds
    player.waits(3_000)
    page.reload()
    player.element.wait_for()
    assert player.mode == "paused"
    assert player.seconds == before


def test_a_second_tab_says_where_the_session_is(player: Playing, page: Page) -> None:
    player.starts()
    other = page.context.new_page()
    other.goto(f"{player.room.origin}/session")
    expect(other.get_by_text("open in another tab")).to_be_visible()
    expect(other.get_by_role("button", name="Start", exact=True)).to_be_hidden()


def test_back_and_forward_lead_into_the_same_session(
    player: Playing, room: Room, page: Page
) -> None:
    after_a_set(player)
    player.feels(1)
    page.go_back()
    page.go_forward()
    player.element.wait_for()
    player.to_the_end()
    player.is_saved()
    assert len(told(room, SessionStarted)) == 1


def test_pain_of_four_stops_that_exercise_and_the_next_one_comes(player: Playing) -> None:
    after_a_set(player)
    hurt = player.title
    player.feels(4)
    seen = set()
    for _ in player.steps():
        if player.mode == "over":
            break
        if player.kind in SETS:
            seen.add(player.title)
        player.goes_on()
    assert seen
    assert hurt not in seen


def test_strong_pain_ends_the_day_and_leads_to_the_questions(
    player: Playing, room: Room, page: Page
) -> None:
    after_a_set(player)
    player.feels(7)
    assert player.mode == "over"
    player.is_saved()
    player.element.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", name="A few questions first")).to_be_visible()
    assert isinstance(room.someone.today().decision, Refusal)


@pytest.mark.parametrize(
    ("reason", "heading"),
    [
        ("pop_or_pull", "See someone first"),
        ("chest_breath_or_faint", "Get help now"),
        ("numbness_or_swelling", "A few questions first"),
        ("sharp_pain", "A few questions first"),
        ("tired", "Done for today"),
        (None, "Done for today"),
    ],
)
def test_stop_ends_the_session_and_leads_on_by_its_reason(
    player: Playing, room: Room, reason: str | None, heading: str
) -> None:
    player.starts()
    player.until(*SETS)
    player.stops(reason)
    assert player.mode == "over"
    player.is_saved()
    assert [stop.reason for stop in told(room, Stopped)] == [reason]
    player.visitor.goes_to("/")
    player.visitor.sees(heading)


def test_a_stop_by_mistake_goes_on_where_it_was(player: Playing, room: Room) -> None:
    player.starts()
    player.until(*SETS)
    player.presses("STOP")
    player.page.get_by_role("button", name="Pressed by mistake, go on").click()
    assert player.mode in ("running", "paused")
    assert told(room, Stopped) == []


def test_a_phone_that_slept_says_so_and_logs_nothing_unasked(player: Playing, room: Room) -> None:
    player.starts()
    player.until(*SETS)
    player.waits(6_000)
    player.sleeps(30 * A_MINUTE_MS)
    expect(player.element.get_by_text("Your phone slept")).to_be_visible()
    player.presses("Go back to where it was")
    assert told(room, SetLogged) == []
    assert player.kind in SETS


def test_practice_writes_nothing_down(player: Playing, room: Room, page: Page) -> None:
    before = room.someone.today().seq
    player.practises()
    expect(player.element.get_by_text("nothing is written down")).to_be_visible()
    player.to_the_end(pain=9)
    assert room.someone.today().seq == before
    page.reload()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_the_large_view_stays_over_a_reload(player: Playing, page: Page) -> None:
    player.starts()
    player.presses("Large view")
    page.reload()
    expect(player.button("Large view")).to_have_attribute("aria-pressed", "true")


def test_a_session_of_yesterday_is_closed_and_today_begins_anew(
    player: Playing, room: Room, page: Page
) -> None:
    after_a_set(player)
    player.is_saved()
    room.tomorrow()
    lives.until_a_session(room.someone)
    room.restart()
    player.opens(wound=False)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


@pytest.mark.usefixtures("player")
def test_a_page_whose_plan_has_expired_leads_on(room: Room, page: Page) -> None:
    """The page stood open over night; without the player its form is sent to a new day."""
    room.tomorrow()
    form = page.locator("form[action='/session/start']")
    with page.expect_navigation():
        form.evaluate("form => form.submit()")
    assert told(room, SessionStarted) == []
    assert page.get_by_role("heading", level=1).first.inner_text()


def test_a_session_by_keys_alone(room: Room, browser: Browser) -> None:
    lives.ready(room.someone)
    room.restart()
    with opened(browser, DESK) as page:
        visitor = Visitor(room, page)
        visitor.comes_in("/")
        player = Playing(visitor)
        player.opens()
        page.get_by_role("button", name="Start", exact=True).focus()
        page.keyboard.press("Enter")
        player.element.wait_for()
        assert in_the_middle(page), "the menu that is hidden leaves no column behind"
        for _ in player.steps():
            if player.mode == "over":
                break
            _one_key(player, page)
        player.settles()
        player.is_saved()
        assert len(told(room, SessionFinished)) == 1
        assert all(fact.nprs in (2, None) for fact in told(room, SetLogged))


def in_the_middle(page: Page) -> bool:
    """Whether the player stands in the middle of a wide screen."""
    box = page.get_by_role("main").bounding_box()
    assert box is not None
    return abs(box["x"] + box["width"] / 2 - DESK["width"] / 2) < 10


def _one_key(player: Playing, page: Page) -> None:
    if player.kind == "ask_pain":
        page.keyboard.press("2")
    elif player.mode == "waiting":
        page.keyboard.press("Space")
    else:
        player.waits(4_000)
