"""The player fits the screen without scrolling, its figure is large, its button at the thumb."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.web.browsers import opened
from tests.web.room.playing import SETS, Playing
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser
SCREENS = [(360, 640), (390, 844), (844, 390), (1280, 800)]
LARGE_FIGURE = 0.45
THUMB_PX = 160
EDGE_PX = 8
_OVER = "() => document.scrollingElement.scrollHeight - innerHeight"
_SHARE = "stage => stage.getBoundingClientRect().height / innerHeight"
_TOP = "row => row.getBoundingClientRect().top"
_BOTTOM = "button => innerHeight - button.getBoundingClientRect().top"


@contextmanager
def playing(room: Room, browser: Browser, size: tuple[int, int]) -> Iterator[Playing]:
    """The session of today, just started on a screen of this size."""
    room.restart()
    viewport = ViewportSize(width=size[0], height=size[1])
    with opened(browser, viewport, reduced_motion="reduce") as page:
        visitor = Visitor(room, page)
        visitor.comes_in("/")
        player = Playing(visitor)
        player.opens()
        player.starts()
        yield player


def is_on_one_screen(player: Playing, name: str) -> None:
    assert player.page.evaluate(_OVER) <= 0, f"{name} has to be scrolled"
    assert player.element.locator(".player-top").evaluate(_TOP) >= EDGE_PX, f"{name} at the edge"
    if player.kind in ("set_up", "switch", "rest", *SETS) and player.mode != "cramp":
        share = player.element.locator(".player-stage").evaluate(_SHARE)
        assert share >= LARGE_FIGURE, f"the figure of {name} takes {share:.0%} of the height"
        expect(player.element.locator("[data-figure]:not([hidden]) svg")).to_be_visible()
    if player.mode != "over":
        assert player.button("STOP").evaluate(_BOTTOM) <= THUMB_PX
    primary = player.element.locator(".player-primary:visible")
    if primary.count():
        assert primary.evaluate(_BOTTOM) <= THUMB_PX, name


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_screen_of_a_session_has_to_be_scrolled(
    room: Room, browser: Browser, size: tuple[int, int]
) -> None:
    lives.ready(room.someone)
    with playing(room, browser, size) as player:
        _each_screen(player)


def _each_screen(player: Playing) -> None:
    seen: set[str] = set()
    for _ in player.steps():
        name = f"{player.kind}, {player.mode}"
        if name not in seen:
            seen.add(name)
            is_on_one_screen(player, name)
            if player.kind in SETS and player.mode == "running":
                _on_the_way(player)
        if player.mode == "over":
            break
        player.goes_on(pain=2)
    assert {"set_up, waiting", "ask_pain, waiting", "rest, running"} <= seen


def _on_the_way(player: Playing) -> None:
    """The large view, a pause, STOP and a cramp, all from within a set."""
    player.presses("Large view")
    is_on_one_screen(player, "the large view")
    player.presses("Large view")
    player.presses("Pause")
    is_on_one_screen(player, "a pause")
    player.presses("STOP")
    sheet = player.page.get_by_role("dialog")
    assert sheet.evaluate("d => d.scrollHeight - d.clientHeight") <= 0, "STOP has to be scrolled"
    sheet.get_by_role("button", name="Pressed by mistake, go on").click()
    player.presses("Go on")
    player.presses("STOP")
    sheet.get_by_role("button", name="Cramp").click()
    assert player.mode == "cramp"
    is_on_one_screen(player, "a cramp")


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_questions_of_a_run_fit_one_by_one(
    room: Room, browser: Browser, size: tuple[int, int]
) -> None:
    lives.running(room.someone)
    with playing(room, browser, size) as player:
        for _ in player.steps():
            if player.kind == "ask_pain" and player.element.locator("[data-talking]").count():
                break
            is_on_one_screen(player, f"{player.kind} of a run")
            player.waits(60_000) if player.kind in ("walk", "run") else player.goes_on()
        for question in ("talking", "level"):
            is_on_one_screen(player, question)
            player.element.locator(f"[data-{question}]:visible").first.click()
        is_on_one_screen(player, "pain of a run")


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_reply_to_the_check_in_stands_beside_the_first_exercise(
    room: Room, browser: Browser, size: tuple[int, int]
) -> None:
    """One screen between Start on Today and the first exercise; its reply is read there."""
    lives.before_session(room.someone)
    room.restart()
    viewport = ViewportSize(width=size[0], height=size[1])
    with opened(browser, viewport, reduced_motion="reduce") as page:
        visitor = Visitor(room, page)
        visitor.comes_in("/")
        visitor.follows("Start")
        visitor.answers_what_is_asked()
        player = Playing(visitor)
        player.element.wait_for()
        reply = player.element.locator(".reply[role=status]")
        expect(reply).to_contain_text("fine this morning")
        is_on_one_screen(player, "the reply to the check-in")
        player.button("Start").click()
        expect(reply).to_have_count(0)
