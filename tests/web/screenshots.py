"""Writes a picture of every page and state into a folder, for people to look at.

    python -m tests.web.screenshots screenshots [only-these ...]

A scene is a function that leads a page to a state; add yours to `SCENES`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from hamstrong.web.shell import create_app
from tests.web.browsers import SCHEMES, VIEWPORTS, Served, chromium, opened, serving
from tests.web.shell.test_style_guide import trial, workshop

Scene = Callable[[Served, Page], None]


def _at(path: str) -> Scene:
    def go(served: Served, page: Page) -> None:
        page.goto(served.origin + path, wait_until="networkidle")

    return go


def _stranger(served: Served, page: Page) -> None:
    page.context.clear_cookies()
    page.goto(f"{served.origin}/more")


def _missing(served: Served, page: Page) -> None:
    page.goto(f"{served.origin}/styleguide")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").wait_for()


SCENES: dict[str, Scene] = {
    "shell-styleguide": _at("/styleguide"),
    "shell-more": _at("/more"),
    "shell-not-found": _at("/nowhere"),
    "shell-answers-missing": _missing,
    "shell-stranger": _stranger,
}


@contextmanager
def _served(folder: Path) -> Iterator[Served]:
    with serving(lambda origin: create_app(None, workshop(origin), [trial(folder)])) as found:
        yield found


def main(out: Path, wanted: list[str]) -> int:
    """Write the pictures; whole pages, and beside each what the first screen shows."""
    out.mkdir(parents=True, exist_ok=True)
    scenes = {name: scene for name, scene in SCENES.items() if not wanted or name in wanted}
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as served, chromium() as up:
        for where, viewport in VIEWPORTS.items():
            for scheme in SCHEMES:
                for name, scene in scenes.items():
                    with opened(up, viewport, scheme) as page:
                        served.let_in(page)
                        scene(served, page)
                        page.screenshot(path=out / f"{name}-{where}-{scheme}.png")
                        whole = out / f"{name}-{where}-{scheme}-whole.png"
                        page.screenshot(path=whole, full_page=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), sys.argv[2:]))
