"""A diary moves to another home by pages: the old one says where it went and how it comes back."""

from __future__ import annotations

import re
from html import unescape

import pytest

from hamstrong.app import open_app
from tests.app.person import Someone
from tests.web.house import Browser, House, fact

NO_PLAN = ("/", "/session", "/check-in", "/plan", "/print/today")
STILL_READ = ("/data", "/more", "/library", "/learn", "/progress", "/warning-signs", "/about")


@pytest.fixture
def browser(house: House, someone: Someone) -> Browser:
    """A browser of somebody whose diary moved to a phone."""
    assert someone.me.exists()
    found = house.browser()
    assert found.post("/data/move", {"to": "phone"}).headers["location"] == "/data/moved"
    return found


def test_the_old_home_says_where_the_diary_went_and_what_to_do(browser: Browser) -> None:
    said = unescape(browser.get("/data/moved"))
    assert re.search("It went to a phone on .*3 March", said)
    assert "Here it can only be read" in said
    for way in ('href="/data/export"', 'href="/data"', 'action="/data/stay"'):
        assert way in said
    assert 'href="/data/moved"' in browser.get("/data")
    assert 'action="/data/move"' not in browser.get("/data")


@pytest.mark.parametrize("path", NO_PLAN)
def test_no_page_shows_a_plan_of_a_diary_that_is_elsewhere(browser: Browser, path: str) -> None:
    assert browser.goes_to(path) == "/data/moved"


@pytest.mark.parametrize("path", STILL_READ)
def test_what_needs_no_plan_is_still_read(browser: Browser, path: str) -> None:
    browser.get(path)


def test_whatever_is_sent_is_not_stored_and_says_why(
    browser: Browser, house: House, someone: Someone
) -> None:
    before = house.app.diary.read(someone.id)
    # A player's outbox keeps what is answered with 409, and sends it again.
    told = browser.send("/facts", [fact("WalkLogged", {"minutes": 20})], 409)
    assert told["type"] == "urn:hamstrong:refused.diary_away"
    assert house.app.diary.read(someone.id) == before


def test_the_file_of_the_move_makes_a_new_home_and_brings_it_back(
    browser: Browser, house: House, someone: Someone, tmp_path: object
) -> None:
    out = browser.client.get("/data/export").content
    with open_app(f"{tmp_path}/other") as other:
        there = House(other).browser()
        there.post("/data/bring-back", {}, files={"archive": ("d.jsonl", out)})
        assert there.goes_to("/data/moved") == "/data"
        assert 'action="/data/move"' in there.get("/data")
        copy = there.client.get("/data/export").content
        there.post("/data/move", {"to": "computer"})
        back = there.client.get("/data/export").content
    refused = browser.post("/data/import/look", {}, 422, files={"archive": ("d.jsonl", copy)})
    assert "This is a copy of your diary" in refused.text
    looked = browser.post("/data/import/look", {}, 200, files={"archive": ("d.jsonl", back)})
    found = re.search(r'name="digest" value="([0-9a-f]+)"', looked.text)
    assert found
    browser.post("/data/import", {"digest": found[1]}, files={"archive": ("d.jsonl", back)})
    assert browser.goes_to("/data/moved") == "/data"
    names = [stored.name for stored in house.app.diary.read(someone.id)]
    assert names[-4:] == ["DiaryMoved", "DiaryArrived", "DiaryMoved", "DiaryArrived"]


def test_a_move_that_did_not_happen_is_taken_back(
    browser: Browser, house: House, someone: Someone
) -> None:
    assert browser.post("/data/stay", {}).headers["location"] == "/"
    assert "at home here again" in browser.get("/")
    assert house.app.diary.read(someone.id)[-1].name == "DiaryArrived"
    # Pressed once more, as by a page that was left open: nothing is stored.
    browser.post("/data/stay", {})
    assert house.app.diary.read(someone.id)[-2].name == "DiaryMoved"


def test_a_place_must_be_chosen(house: House, someone: Someone) -> None:
    before = house.app.diary.read(someone.id)
    house.browser().post("/data/move", {"to": "attic"}, 422)
    assert house.app.diary.read(someone.id) == before
