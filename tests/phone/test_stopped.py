"""Whatever ends or breaks off is named with a way on; no page waits for what will never come."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hamstrong.app import App
from tests.phone.diary_files import bring_back, diary_file
from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost
from tests.web.browsers import opened

pytestmark = pytest.mark.browser

HOLD_WORKER = """
const Made = Worker;
window.Worker = class extends Made {
  constructor(...given) { super(...given); window.theWorker = this; }
};
"""
# A header that no browser would send, and that no request can carry.
DEADLY = """theWorker.postMessage({
  kind: "call", id: -1, method: "GET", path: "/", headers: [["x", "\\u20ac"]],
  body: new Uint8Array(), at: Date.now(), zone: "UTC",
})"""
FORGET_CONTENTS = """async () => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys())
      if (asked.url.endsWith("contents.json")) await cache.delete(asked);
  }
}"""


def is_told_and_reloads(visitor: PhoneVisitor, page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Hamstrong has stopped")
    page.get_by_role("button", name="Reload").click()
    visitor.waits_for_the_start()
    assert "There is no diary" not in visitor.words


@pytest.mark.parametrize("how", ["theWorker.terminate()", DEADLY], ids=["by the system", "inside"])
def test_worker_that_ends_while_the_app_is_used_is_told_and_started_anew(
    visitor: PhoneVisitor, page: Page, how: str
) -> None:
    page.add_init_script(HOLD_WORKER)
    visitor.opens_the_link()
    visitor.consents()
    page.evaluate(how)
    is_told_and_reloads(visitor, page)


_CANNOT_RUN = "This browser cannot run Hamstrong"


@pytest.mark.parametrize("script", ["a word that it ?? cannot read", "navigator.ofTomorrow.is()"])
def test_browser_that_is_too_old_for_the_shell_says_so(
    browser: Browser, host: StaticHost, edition: Path, tmp_path: Path, script: str
) -> None:
    host.folder = shutil.copytree(edition, tmp_path / "edition")
    for shell in (host.folder / "static" / "dist" / "assets").glob("shell-*.js"):
        shell.write_text(script, encoding="utf-8")
    said: list[str] = []
    with opened(browser, complaints=said) as page:
        page.goto(host.address)
        expect(page.get_by_role("alert")).to_contain_text(_CANNOT_RUN)
    assert len(said) == 1


def test_start_is_told_of_by_one_sentence_alone(visitor: PhoneVisitor, page: Page) -> None:
    page.goto(visitor.room.origin)
    page.locator("html[data-shell]").wait_for(state="attached")
    expect(page.get_by_text(_CANNOT_RUN)).to_be_hidden()
    visitor.waits_for_the_start()
    assert _CANNOT_RUN not in visitor.words


@pytest.mark.parametrize("missing", ["sw.js", "contents.json"])
def test_link_that_is_opened_while_the_network_breaks_off_can_be_tried_again(
    browser: Browser, host: StaticHost, app: App, missing: str
) -> None:
    host.fails.add(missing)
    said: list[str] = []  # the browser's own words of what it could not fetch
    with opened(browser, complaints=said) as page:
        page.goto(host.address)
        expect(page.get_by_role("status")).to_contain_text("The network broke off")
        host.fails.clear()
        page.get_by_role("button", name="Try again").click()
        PhoneVisitor(host, app, page).waits_for_the_start()
    assert not [words for words in said if "fetch" not in words]


def test_later_visit_without_its_list_of_files_says_that_the_network_is_missing(
    visitor: PhoneVisitor, host: StaticHost, page: Page, tmp_path: Path
) -> None:
    visitor.opens_the_link()
    bring_back(visitor, diary_file(tmp_path))
    visitor.goes_to("/")
    page.evaluate(FORGET_CONTENTS)
    host.is_online = False
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("The network broke off")
    host.is_online = True
    page.get_by_role("button", name="Try again").click()
    visitor.waits_for_the_start()
