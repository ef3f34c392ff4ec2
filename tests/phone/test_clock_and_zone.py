"""A clock that was set back is named and moves nothing; a journey changes no day by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.phone.diary_files import ZONE, bring_back, diary_file, kept_facts
from tests.phone.phone_visitor import PhoneVisitor
from tests.web.browsers import opened

pytestmark = pytest.mark.browser
FAR_WEST = "Pacific/Honolulu"
OFF = "The clock of this device is off"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone that travels: its zone can be set again."""
    with opened(browser) as found:
        yield found


@pytest.fixture
def be_in(page: Page) -> Callable[[str], None]:
    """Let the phone be in another time zone."""
    session = page.context.new_cdp_session(page)

    def set_zone(zone: str) -> None:
        session.send("Emulation.setTimezoneOverride", {"timezoneId": zone})

    return set_zone


@pytest.fixture
def visitor(visitor: PhoneVisitor, be_in: Callable[[str], None], tmp_path: Path) -> PhoneVisitor:
    """Somebody in Berlin with a plan and a check-in of today."""
    be_in(ZONE)
    visitor.opens_the_link()
    bring_back(visitor, diary_file(tmp_path))
    visitor.checks_in()
    visitor.goes_to("/")
    return visitor


def comes_back(visitor: PhoneVisitor) -> None:
    """Close the app and open it again."""
    visitor.page.reload()
    visitor.waits_for_the_start()


def test_clock_set_back_is_named_and_once_it_is_right_all_is_as_before(
    visitor: PhoneVisitor, page: Page
) -> None:
    today, before = visitor.words, kept_facts(visitor)
    visitor.goes_to("/")
    page.clock.set_fixed_time(datetime.now(UTC) - timedelta(days=3))
    comes_back(visitor)
    expect(page.get_by_role("heading", level=1)).to_have_text(OFF)
    visitor.goes_to("/check-in")
    expect(page.get_by_role("heading", level=1)).to_have_text(OFF)
    page.clock.set_fixed_time(datetime.now(UTC))
    visitor.goes_to("/")
    assert visitor.words == today
    assert kept_facts(visitor) == before


def test_in_another_zone_the_day_stays_until_the_person_changes_it(
    visitor: PhoneVisitor, page: Page, be_in: Callable[[str], None]
) -> None:
    before = kept_facts(visitor)
    visitor.goes_to("/")
    be_in(FAR_WEST)
    comes_back(visitor)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(OFF)
    assert kept_facts(visitor) == before
    visitor.goes_to("/settings/zone")
    assert page.locator("select[name=zone]").input_value() == ZONE
    page.locator("select[name=zone]").select_option(FAR_WEST)
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("Your days follow this zone now.")).to_be_visible()
    after = kept_facts(visitor)
    assert after[: len(before)] == before
    assert [fact["name"] for fact in after[len(before) :]] == ["ZoneChanged"]
    assert after[-1]["payload"] == {"zone": FAR_WEST}
    # To the west the same day goes on: what is asked once a day is asked no more.
    assert after[-1]["recorded_day"] == before[-1]["recorded_day"]
    visitor.goes_to("/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(OFF)
