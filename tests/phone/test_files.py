"""Files leave the device and come to it: the diary, the calendar, a watch's run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.exchange.run_makers import gpx_text, legs, points
from tests.phone.diary_files import bring_back, diary_file
from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost

pytestmark = pytest.mark.browser


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return diary_file(tmp_path)


@pytest.fixture
def visitor(visitor: PhoneVisitor, kept: Path) -> PhoneVisitor:
    """Somebody with a plan."""
    visitor.opens_the_link()
    bring_back(visitor, kept)
    return visitor


def test_diary_is_taken_as_a_file_with_all_that_was_brought(
    visitor: PhoneVisitor, page: Page, kept: Path
) -> None:
    expect(page.get_by_text("Your diary is back")).to_be_visible()
    visitor.goes_to("/data")
    with page.expect_download() as taking:
        page.get_by_role("link", name="Take my diary as a file").click()
    assert taking.value.suggested_filename.endswith(".jsonl")
    taken = taking.value.path().read_bytes().splitlines()
    brought = kept.read_bytes().splitlines()
    assert taken[1 : len(brought) - 1] == brought[1:-1]


def test_calendar_and_run_files_are_read_without_a_network_once_their_parts_came(
    visitor: PhoneVisitor, host: StaticHost, page: Page, tmp_path: Path
) -> None:
    page.wait_for_function(
        "async () => (await (await caches.open('hamstrong-files')).keys())"
        ".filter(({ url }) => url.includes('/part-')).length === 2"
    )
    host.is_online = False
    visitor.goes_to("/plan")
    page.get_by_text("With a reminder", exact=True).click()
    with page.expect_download() as taking:
        page.get_by_role("link", name="Calendar with a reminder at").first.click()
    calendar = Calendar.from_ical(taking.value.path().read_bytes())
    assert len(calendar.walk("VALARM")) == len(calendar.walk("VEVENT")) > 0
    track = tmp_path / "run.gpx"
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    track.write_text(gpx_text(points(legs((600, 2.5))), start=start), encoding="utf-8")
    visitor.goes_to("/runs")
    page.locator("input[type=file]").set_input_files(track)
    form = page.locator("main form", has=page.locator("input[type=file]"))
    form.locator("button[type=submit]").evaluate("button => button.form.requestSubmit(button)")
    expect(page.get_by_text("1.5 km")).to_be_visible()
