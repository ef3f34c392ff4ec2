"""A file of the diary is offered in time, handed to the share sheet, and brought back by a tap."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.phone.diary_files import bring_back, diary_before_a_gate, diary_file
from tests.phone.phone_visitor import PhoneVisitor

pytestmark = pytest.mark.browser
OFFER = "Keep a file of my diary"
A_WEEK_AGO = """() => {
  const kept = JSON.parse(localStorage["hamstrong.file"]);
  localStorage["hamstrong.file"] = JSON.stringify({ ...kept, since: kept.since - 7 * 86400 });
}"""
SHARE_SHEET = """
window.shared = [];
navigator.canShare = ({ files }) => files.every(({ type }) => type === "text/plain");
navigator.share = async ({ files }) => { shared.push(...files.map(({ name }) => name)); };
"""


@pytest.fixture
def visitor(visitor: PhoneVisitor, page: Page) -> PhoneVisitor:
    """Somebody on a phone with a share sheet."""
    page.add_init_script(SHARE_SHEET)
    visitor.opens_the_link()
    return visitor


def test_file_is_offered_once_a_gate_has_opened(
    visitor: PhoneVisitor, page: Page, tmp_path: Path
) -> None:
    bring_back(visitor, diary_before_a_gate(tmp_path))
    visitor.goes_to("/")
    offer = page.get_by_role("link", name=OFFER)
    expect(offer).to_have_count(0)
    visitor.checks_in()
    visitor.goes_to("/")
    expect(page.get_by_text("Your stage has changed since the last file")).to_be_visible()
    offer.click()
    expect(page.get_by_text("A file of your diary left this device.")).to_be_visible()
    visitor.goes_to("/more")
    visitor.goes_to("/")
    expect(offer).to_have_count(0)


def test_file_is_offered_after_a_week_shared_and_then_offered_no_more(
    visitor: PhoneVisitor, page: Page, tmp_path: Path
) -> None:
    bring_back(visitor, diary_file(tmp_path))
    offer = page.get_by_role("link", name=OFFER)
    expect(offer).to_have_count(0)
    page.evaluate(A_WEEK_AGO)
    visitor.goes_to("/more")
    visitor.goes_to("/")
    expect(page.get_by_text("Your diary is on this device alone.")).to_be_visible()
    offer.click()
    expect(page.get_by_text("A file of your diary left this device.")).to_be_visible()
    (name,) = page.evaluate("shared")
    assert name.endswith(".jsonl.txt")
    visitor.goes_to("/more")
    visitor.goes_to("/")
    expect(offer).to_have_count(0)
