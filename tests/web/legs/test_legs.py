"""Two legs on one page, row by row; and the episodes, of which none is ever taken away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from hamstrong.engine.facts import ClearanceRecorded, MorningAnswered, PainReported, Stopped
from tests.app.person import STRAIN, Someone
from tests.web.browsers import DESK, PHONE
from tests.web.house import House
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.walking import words

BOTH = {**STRAIN, "limbs": "both"}


@pytest.fixture
def two(house: House) -> Someone:
    someone = house.someone().begin(BOTH)
    someone.answer_all()
    return someone


def cells(page: str, label: str) -> list[str]:
    """What the row with that label says about each leg."""
    found = re.search(
        rf'<th[^>]*>{label}</th></tr>\s*<tr>(.*?)</tr>', page, re.DOTALL
    )  # fmt: skip
    assert found, label
    inside = re.findall(r"<td[^>]*>(.*?)</td>", found[1], re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in inside]


def test_each_row_says_the_same_thing_about_both_legs(house: House, two: Someone) -> None:
    two.tell(PainReported("single_leg_balance", "left", 2))
    two.tell(MorningAnswered("right", 1, new_limp=False))
    page = house.browser().get("/legs")
    assert [c.split()[0] for c in cells(page, "Stage")] == ["Activate", "Activate"]
    left, right = cells(page, "Last pain in a session")
    assert left.startswith("2 of 10")
    assert right == "Not asked yet"
    assert cells(page, "Last pain the morning after")[1].startswith("1 of 10")
    assert all("Strengthen" in cell for cell in cells(page, "What opens next"))
    assert all(state in page for state in ("legs-not_met", "legs-not_asked"))


def test_every_cell_names_its_leg_and_its_row(house: House, two: Someone) -> None:
    assert two.me.is_enrolled(two.at)
    page = house.browser().get("/legs")
    ids = set(re.findall(r'<th[^>]* id="([^"]+)"', page))
    named = re.findall(r'<td headers="([^"]+)"', page)
    assert named
    assert {name for one in named for name in one.split()} <= ids


def test_one_leg_needs_no_second_column(house: House, someone: Someone) -> None:
    assert someone.me.is_enrolled(someone.at)
    browser = house.browser()
    assert browser.goes_to("/legs") == "/progress"
    assert 'href="/legs"' not in browser.get("/") + browser.get("/progress")


def test_two_legs_are_linked_from_today_and_progress(house: House, two: Someone) -> None:
    assert two.me.is_enrolled(two.at)
    browser = house.browser()
    assert 'href="/legs"' in browser.get("/")
    assert 'href="/legs"' in browser.get("/progress")


def test_whoever_has_no_plan_is_led_to_the_start(house: House) -> None:
    browser = house.browser()
    assert browser.goes_to("/legs") == "/"
    assert browser.goes_to("/episodes") == "/"


def test_a_new_pop_opens_a_new_episode_and_the_old_one_stays_listed(
    house: House, someone: Someone
) -> None:
    """S17."""
    someone.live(3)
    someone.tell(Stopped("pop_or_pull"))
    someone.day += 1
    until = someone.day + 60
    leave = ClearanceRecorded(("pull",), "physio", someone.day, until, 6, told_safe=True)
    someone.tell(leave)
    someone.day += 1
    said = words(house.restart(someone.at.now.date()).get("/episodes"))
    assert said.index("Strain, left") < said.index("Tightness, left")
    assert "It runs now" in said
    assert "Monday 3 March to Thursday 6 March" in said
    assert "It ended with a pop or a pull" in said


@pytest.mark.browser
def test_both_columns_fit_a_phone_and_stand_beside_each_other(visitor: Visitor) -> None:
    room: Room = visitor.room
    room.someone.begin(BOTH)
    room.someone.answer_all()
    visitor.comes_in()
    for size in (PHONE, DESK):
        visitor.page.set_viewport_size(size)
        visitor.goes_to("/legs")
        columns = visitor.page.get_by_role("columnheader", name=re.compile("leg"))
        expect(columns).to_have_count(2)
        left, right = (columns.nth(n).bounding_box() for n in (0, 1))
        assert left is not None
        assert right is not None
        assert left["y"] == right["y"]
        assert left["x"] + left["width"] <= right["x"] + 1
        assert right["x"] + right["width"] <= size["width"]
    assert _rows(visitor.page) > 6


def _rows(page: Page) -> int:
    return page.get_by_role("row").count()
