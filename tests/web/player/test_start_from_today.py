"""One Start: who presses it on Today is at the first exercise, and the page for it is light."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import expect

from tests.app.person import Someone
from tests.web.house import House
from tests.web.room.playing import Playing
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

MOST_BYTES = 40_000


@pytest.mark.browser
def test_start_on_today_leads_into_the_first_exercise(room: Room, visitor: Visitor) -> None:
    lives.ready(room.someone)
    room.restart()
    visitor.comes_in("/")
    visitor.follows("Start")
    player = Playing(visitor)
    player.element.wait_for()
    assert (player.kind, player.mode) == ("set_up", "waiting")
    assert visitor.path == "/session", "a reload goes on and starts nothing anew"
    expect(player.element.get_by_text("There is no sound")).to_be_hidden()


def test_without_scripts_the_page_asks_once_more(house: House, ready: Someone) -> None:
    assert ready.today().plan_id is not None
    page = house.browser().get("/session?start=now")
    assert 'action="/session/start"' in page


def test_the_page_is_pressed_for_whoever_takes_that(house: House, ready: Someone) -> None:
    assert ready.today().plan_id is not None
    browser = house.browser()
    answer = browser.client.get("/session", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "accept-encoding"
    assert len(gzip.compress(answer.content, 4)) < MOST_BYTES
    plain = browser.client.get("/session", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text.count("<svg") == answer.text.count("<svg")


def test_a_page_that_repeats_the_request_is_never_pressed(house: House, ready: Someone) -> None:
    assert ready.today().plan_id is not None
    answer = house.browser().client.get("/library?q=bridge", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in answer.headers
