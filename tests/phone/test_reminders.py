"""The icon's badge says whether something of today is open; a notification is only asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.phone.diary_files import bring_back, diary_file
from tests.phone.phone_visitor import PhoneVisitor

pytestmark = pytest.mark.browser
BADGES = """
window.badges = [];
navigator.setAppBadge = async count => { badges.push(count); };
navigator.clearAppBadge = async () => { badges.push(0); };
"""
# A browser without a window refuses from the start.
ASKED_FOR_NOTHING_YET = """
window.asked = 0;
Object.defineProperty(Notification, "permission", { get: () => "default" });
Notification.requestPermission = async () => (asked += 1, "granted");
"""


@pytest.fixture
def visitor(visitor: PhoneVisitor, page: Page, tmp_path: Path) -> PhoneVisitor:
    """Somebody with a plan, on a phone whose icon can have a badge."""
    page.add_init_script(BADGES + ASKED_FOR_NOTHING_YET)
    visitor.opens_the_link()
    bring_back(visitor, diary_file(tmp_path))
    visitor.goes_to("/")
    return visitor


def test_the_icon_is_marked_while_something_is_open_and_freed_by_an_erasure(
    visitor: PhoneVisitor, page: Page
) -> None:
    assert page.evaluate("badges.at(-1)") == 1
    visitor.goes_to("/data")
    visitor.opens("Erase everything about you")
    visitor.fills('Type "erase" to go on', "erase")
    visitor.presses("Erase my diary")
    visitor.waits_for_the_page()
    assert page.evaluate("badges.at(-1)") == 0


def test_a_notification_is_allowed_by_a_press_beside_the_calendar_file(
    visitor: PhoneVisitor, page: Page
) -> None:
    visitor.goes_to("/plan")
    expect(page.get_by_text("Closed it can tell you nothing")).to_be_visible()
    assert page.evaluate("asked") == 0
    offer = page.get_by_role("button", name="Let it tell me")
    offer.click()
    expect(page.get_by_text("it tells you that a new day has begun")).to_be_visible()
    expect(offer).to_have_count(0)
    assert page.evaluate("asked") == 1
