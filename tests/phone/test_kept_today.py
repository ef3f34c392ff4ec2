"""A later visit shows today's page before Python is awake, and only while it is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.phone.diary_files import bring_back, diary_file
from tests.phone.phone_visitor import PhoneVisitor

pytestmark = pytest.mark.browser
KEPT = "html[data-app=kept]"
NOTE_BEGIN = """
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message, ...more) {
  const { app } = document.documentElement.dataset;
  if (message.kind === "begin") window.begunWith = app ?? "nothing";
  return postMessage.call(this, message, ...more);
};
"""


@pytest.fixture
def visitor(visitor: PhoneVisitor, tmp_path: Path) -> PhoneVisitor:
    """Somebody with a plan, who looks at today's page."""
    visitor.opens_the_link()
    bring_back(visitor, diary_file(tmp_path))
    return visitor


def test_page_from_before_is_there_at_once_and_goes_on_as_the_living_one(
    visitor: PhoneVisitor, page: Page
) -> None:
    visitor.goes_to("/")
    before = visitor.words
    page.reload(wait_until="commit")
    page.locator(KEPT).wait_for()
    assert visitor.words.split("Your diary is back")[-1] in before
    # What is pressed while Python starts is answered when it has.
    page.get_by_role("link", name="More", exact=True).click()
    visitor.waits_for_the_start()
    expect(page.get_by_role("heading", level=1)).to_have_text("More")


def test_page_from_before_is_shown_before_python_takes_the_processor(
    visitor: PhoneVisitor, page: Page
) -> None:
    visitor.goes_to("/")
    page.add_init_script(NOTE_BEGIN)
    page.reload(wait_until="commit")
    # What is pressed before Python was even asked to start is answered all the same.
    page.locator(KEPT).wait_for()
    page.evaluate("document.querySelector('a[href=\"#/more\"]').click()")
    visitor.waits_for_the_start()
    expect(page.get_by_role("heading", level=1)).to_have_text("More")
    assert page.evaluate("begunWith") == "kept"


def test_after_something_was_sent_no_page_from_before_is_shown(
    visitor: PhoneVisitor, page: Page
) -> None:
    visitor.goes_to("/")
    assert page.evaluate("localStorage.getItem('hamstrong.today')")
    visitor.goes_to("/check-in")
    visitor.presses("Next")
    visitor.waits_for_the_page()
    assert page.evaluate("localStorage.getItem('hamstrong.today')") is None


def test_page_from_another_time_zone_is_not_shown(visitor: PhoneVisitor, page: Page) -> None:
    visitor.goes_to("/")
    page.evaluate(
        "localStorage['hamstrong.today'] ="
        " localStorage['hamstrong.today'].replace('Europe/Berlin', 'Asia/Tokyo')"
    )
    page.add_init_script(
        "window.states = []; new MutationObserver(() =>"
        " states.push(document.documentElement.dataset.app))"
        ".observe(document, {subtree: true, attributeFilter: ['data-app']})"
    )
    page.reload(wait_until="commit")
    visitor.waits_for_the_start()
    assert page.evaluate("states") == ["ready"]
    page.reload(wait_until="commit")
    visitor.waits_for_the_start()
    assert page.evaluate("states") == ["kept", "ready"]
