"""The warm-up block for the field: read by anybody, played part by part, and kept nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.app.person import CHOICES, TIGHT, Someone
from tests.web.house import House
from tests.web.room.playing import Playing
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives
from tests.web.walking import words


def test_people_with_another_goal_never_see_it(house: House, someone: Someone) -> None:
    assert someone.me.is_enrolled(someone.at)
    browser = house.browser()
    assert browser.goes_to("/warm-up") == "/"
    assert "/warm-up" not in browser.get("/") + browser.get("/staying-well")


def test_before_running_opens_there_is_nothing_to_play(house: House) -> None:
    """S2, S12."""
    house.someone().begin(TIGHT, replace(CHOICES, goal="field_sport"))
    browser = house.browser()
    page = browser.get("/warm-up")
    assert "It opens with your first run" in words(page)
    assert 'data-island="player"' not in page
    assert "/warm-up" not in browser.get("/")


def test_each_part_names_minutes_source_and_confirmation(house: House) -> None:
    someone = house.someone()
    lives.field_player(someone)
    browser = house.restart(someone.at.now.date())
    page = browser.get("/warm-up")
    said = words(page)
    assert "Easy running 4 min" in said
    assert said.count("Our careful choice; no source gives it.") == len(
        someone.me.warm_up(someone.at)
    )
    assert "E9" in said
    assert "Nordic is in your own plan" in said
    assert "checked" not in page
    assert 'href="/warm-up"' in browser.get("/")


@pytest.mark.browser
def test_the_player_runs_the_block_and_writes_nothing_down(visitor: Visitor) -> None:
    someone = visitor.room.someone
    lives.field_player(someone)
    visitor.room.restart()
    before = len(visitor.room.app.diary.read(someone.id))
    visitor.comes_in()
    player = Playing(visitor)
    player.opens("/warm-up")
    said = visitor.page.locator(".session-name").all_inner_texts()
    names = [" ".join(one.split()[:-2]) for one in said]
    assert names[0] == "Easy running"
    player.practises()
    for name in names:
        expect(player.element.get_by_role("heading", level=1)).to_have_text(name)
        assert player.kind == "warm_up"
        player.presses("Next part")
    expect(player.element.get_by_role("heading", level=1)).to_have_text("You are warm")
    assert len(visitor.room.app.diary.read(someone.id)) == before
