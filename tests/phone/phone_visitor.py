"""A person with the phone edition in a browser: the driver of the server's pages, at this home."""

from __future__ import annotations

from typing import cast

from playwright.sync_api import Page, expect

from hamstrong.app import App
from tests.phone.static_host import StaticHost
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor

_PAUSE_MS = 50
READY = "html[data-app=ready]"
_PATIENCE_MS = 60_000  # a busy machine may take its time to start Python


class PhoneVisitor(Visitor):
    """The same person, whose pages come from the browser itself.

    Args:
        app: gives the questions of the pack; its diary is not used.
    """

    def __init__(self, host: StaticHost, app: App, page: Page) -> None:
        super().__init__(cast(Room, _Home(host.address, app)), page)

    @property
    def path(self) -> str:
        return self.page.url.partition("#")[2] or "/"

    def opens_the_link(self) -> None:
        """Open the address that somebody was given, and wait until Hamstrong answers."""
        self.page.goto(self.room.origin)
        self.waits_for_the_start()

    def waits_for_the_start(self) -> None:
        expect(self.page.locator(READY)).to_be_visible(timeout=_PATIENCE_MS)

    def goes_to(self, path: str) -> None:
        if self.path == path:
            return
        with self.page.expect_navigation():
            self.page.evaluate("path => { location.hash = path }", path)
        self.waits_for_the_page()

    def waits_for_the_page(self) -> None:
        expect(self.page.locator("html:not([aria-busy])")).to_be_attached()

    def waits_until(self, claim: str) -> None:
        """Wait until an asynchronous function of the page is true."""
        for _ in range(_PATIENCE_MS // _PAUSE_MS):
            if self.page.evaluate(claim):
                return
            self.page.wait_for_timeout(_PAUSE_MS)
        raise AssertionError(f"this never came true: {claim}")

    def comes_in(self, path: str = "/") -> None:
        if self.page.url == "about:blank":
            self.opens_the_link()
        self.goes_to(path)


class _Home:
    """What the driver asks of a home: where it is and what its pack asks."""

    def __init__(self, origin: str, app: App) -> None:
        self.origin, self.app = origin, app
