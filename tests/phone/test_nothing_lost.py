"""In a real browser nothing that was acknowledged is lost or doubled, and each trouble is named."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost
from tests.phone.worker_page import WorkerPage, walk_id

pytestmark = pytest.mark.browser
# As with a request that takes long: the browser ends such a worker after a while only.
BE_BUSY = "setTimeout(() => { const end = Date.now() + 10_000; while (Date.now() < end); })"


@pytest.fixture
def worker(visitor: PhoneVisitor, host: StaticHost, page: Page) -> WorkerPage:
    """The worker of a device that was visited before, with a diary of one consent."""
    visitor.opens_the_link()
    found = WorkerPage(host, page)
    found.start()
    assert found.consents().status == 303
    return found


def test_worker_that_the_system_ends_has_lost_nothing_and_doubles_nothing(
    worker: WorkerPage,
) -> None:
    token = worker.token()
    assert worker.walks(token, 1, 2).status == 200
    worker.stop()
    worker.start()
    # The page that was open has the token from before, and sends what had no answer once more.
    assert worker.walks(token, 2, 3).status == 200
    ids = worker.kept_ids()
    assert [ids.count(walk_id(number)) for number in (1, 2, 3)] == [1, 1, 1]


def test_reload_in_the_middle_opens_the_diary_again(worker: WorkerPage) -> None:
    token = worker.token()
    for number in range(3):
        assert worker.walks(token, number).status == 200
        worker.start()
    ids = worker.kept_ids()
    assert [ids.count(walk_id(number)) for number in range(3)] == [1, 1, 1]


def test_reload_waits_for_a_worker_that_is_still_busy(visitor: PhoneVisitor, page: Page) -> None:
    visitor.opens_the_link()
    visitor.consents()
    (worker,) = page.workers
    worker.evaluate(BE_BUSY)
    page.reload()
    visitor.waits_for_the_start()
    assert "There is no diary" not in visitor.words


def test_full_storage_stores_nothing_says_so_and_goes_on_when_there_is_room(
    worker: WorkerPage, host: StaticHost, page: Page
) -> None:
    token = worker.token()
    assert worker.walks(token, 1).status == 200
    quota = page.context.new_cdp_session(page)
    quota.send("Storage.overrideQuotaForOrigin", {"origin": host.origin, "quotaSize": 1})
    worker.start()  # files that are open already have some room in advance
    refused = worker.walks(token, 2, 3)
    assert refused.status == 503
    assert "diary.full" in refused.text
    assert walk_id(2) not in worker.kept_ids()
    quota.send("Storage.overrideQuotaForOrigin", {"origin": host.origin})
    assert worker.walks(token, 2, 3).status == 200
    worker.start()
    ids = Counter(worker.kept_ids())
    assert [ids[walk_id(number)] for number in (1, 2, 3)] == [1, 1, 1]


def test_second_tab_says_where_the_first_is_and_can_take_over(
    visitor: PhoneVisitor, host: StaticHost, page: Page
) -> None:
    visitor.opens_the_link()
    visitor.consents()
    with page.context.expect_page() as opening:
        page.evaluate("address => { window.open(address) }", host.address)
    second = opening.value
    expect(second.get_by_text("Hamstrong is open in another tab or window.")).to_be_visible()
    second.get_by_role("button", name="Use it here").click()
    expect(second.locator("html[data-app=ready]")).to_be_attached(timeout=60_000)
    expect(second.get_by_role("heading", level=1)).not_to_have_text("Welcome")
    expect(page.get_by_text("Hamstrong goes on in another tab or window.")).to_be_visible()
    page.get_by_role("button", name="Use it here").click()
    visitor.waits_for_the_start()
    expect(second.get_by_text("Hamstrong goes on in another tab or window.")).to_be_visible()
    assert "There is no diary" not in visitor.words


def test_browser_is_asked_to_keep_the_diary_with_the_consent_and_not_before(
    visitor: PhoneVisitor, page: Page
) -> None:
    page.add_init_script(
        "window.asked = 0; navigator.storage.persist = async () => (asked += 1, true)"
    )
    visitor.opens_the_link()
    assert page.evaluate("asked") == 0
    visitor.consents()
    assert page.evaluate("asked") == 1


def test_storage_that_was_deleted_is_an_empty_device_and_no_silent_start(
    visitor: PhoneVisitor, host: StaticHost, page: Page
) -> None:
    visitor.opens_the_link()
    visitor.consents()
    session = page.context.new_cdp_session(page)
    page.goto("about:blank")
    session.send("Storage.clearDataForOrigin", {"origin": host.origin, "storageTypes": "all"})
    visitor.opens_the_link()
    expect(page.get_by_text("There is no diary on this device.")).to_be_visible()
    expect(page.get_by_role("link", name="I have a diary file")).to_be_visible()
