"""Writes a picture of every page and state into a folder, for people to look at.

    python -m tests.web.screenshots screenshots [only-these-scenes ...]

What there is to see is in `tests.web.scenes`; the parts of the pages are on `/styleguide`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from hamstrong.web.shell import create_app
from tests.web.browsers import SCHEMES, VIEWPORTS, chromium, opened, serving
from tests.web.room.visitor import Visitor
from tests.web.scenes import SCENES, Scene, staged
from tests.web.shell.test_style_guide import trial, workshop

_PARTS = ("/styleguide", "/more", "/nowhere")


def keep(page: Page, out: Path, name: str) -> None:
    """The first screen and the whole page; with reduced motion no colour is caught on its way."""
    page.screenshot(path=out / f"{name}.png")
    page.screenshot(path=out / f"{name}-whole.png", full_page=True)


def picture(scene: Scene, browser: Browser, out: Path) -> None:
    for where, viewport in VIEWPORTS.items():
        for scheme in SCHEMES:
            with (
                tempfile.TemporaryDirectory() as folder,
                staged(scene, Path(folder)) as room,
                opened(browser, viewport, scheme, complaints=[], reduced_motion="reduce") as page,
            ):
                visitor = Visitor(room, page)
                room.let_in(page)
                for stop in scene.tour(visitor):
                    keep(page, out, f"{scene.name}-{stop}-{where}-{scheme}")


def picture_parts(browser: Browser, out: Path) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(lambda at: create_app(None, workshop(at), [trial(Path(folder))])) as served,
    ):
        for where, viewport in VIEWPORTS.items():
            for scheme in SCHEMES:
                with opened(browser, viewport, scheme) as page:
                    served.let_in(page)
                    for path in _PARTS:
                        page.goto(served.origin + path, wait_until="networkidle")
                        keep(page, out, f"parts-{path.strip('/')}-{where}-{scheme}")


def main(out: Path, wanted: list[str]) -> int:
    """Write the pictures of all scenes, or of those that are named."""
    if not wanted:
        shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for scene in SCENES:
            if not wanted or scene.name in wanted:
                picture(scene, browser, out)
        if not wanted or "parts" in wanted:
            picture_parts(browser, out)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), sys.argv[2:]))
