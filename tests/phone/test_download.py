"""The first download: it says how far it is, goes on where it broke off, and fits its host."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost

pytestmark = pytest.mark.browser


def interpreter_parts(edition: Path) -> list[str]:
    """The parts of the largest file, in their order."""
    told = json.loads((edition / "contents.json").read_text(encoding="utf-8"))
    wasm = next(file for file in told["files"] if file["path"].endswith(".wasm"))
    return [part["path"] for part in wasm["parts"]]


def test_a_download_that_breaks_off_says_so_and_goes_on_where_it_was(
    visitor: PhoneVisitor, host: StaticHost, edition: Path, page: Page
) -> None:
    *there, missing = interpreter_parts(edition)
    host.fails |= {missing, f"{missing}.gz"}
    page.goto(host.address)
    again = page.get_by_role("button", name="Try again")
    again.wait_for()
    expect(page.get_by_role("status")).to_contain_text("What was fetched is kept")
    assert {f"{path}.gz" for path in there} <= set(host.asked)
    host.asked.clear()
    host.fails.clear()
    again.click()
    visitor.waits_for_the_start()
    assert f"{missing}.gz" in host.asked
    assert not {f"{path}.gz" for path in there} & set(host.asked)


def test_the_download_is_told_in_megabytes(host: StaticHost, edition: Path, page: Page) -> None:
    host.fails |= {name for part in interpreter_parts(edition) for name in (part, f"{part}.gz")}
    said: list[str] = []

    def note(words: str) -> None:
        said.append(words)

    page.expose_function("noteWords", note)
    page.add_init_script(
        """new MutationObserver(() => {
            const text = document.querySelector('[data-start=text]');
            if (text !== null) noteWords(text.textContent);
        }).observe(document, { subtree: true, childList: true, characterData: true });"""
    )
    page.goto(host.address)
    page.get_by_role("button", name="Try again").wait_for()
    assert any(words.startswith("Fetching Hamstrong: ") and " MB." in words for words in said), said


def test_a_host_that_compresses_is_asked_for_no_compressed_file(
    visitor: PhoneVisitor, host: StaticHost
) -> None:
    host.compresses = True
    visitor.opens_the_link()
    assert any(name.startswith("parts/") for name in host.asked)
    assert not [name for name in host.asked if name.endswith(".gz") and name.startswith("parts/")]
