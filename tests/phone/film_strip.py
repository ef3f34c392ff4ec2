"""Film strip of the phone edition: pictures from the link to the first exercise.

.venv/bin/python -m tests.phone.film_strip FOLDER
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from hamstrong.app import open_app
from hamstrong.phone.build.folder import write_folder
from tests.app.person import TIGHT
from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost, static_host
from tests.phone.test_download import interpreter_parts
from tests.web.browsers import chromium, opened
from tests.web.room.playing import Playing


class FilmStrip:
    """Pictures in a folder, numbered in the order in which they are taken."""

    def __init__(self, page: Page, folder: Path) -> None:
        self._page = page
        self._folder = folder
        self._count = 0

    def take(self, name: str) -> None:
        """Take what a person sees, without scrolling."""
        self._count += 1
        self._page.screenshot(path=self._folder / f"{self._count:02d}-{name}.png")


def film(visitor: PhoneVisitor, host: StaticHost, edition: Path, strip: FilmStrip) -> None:
    """Go from the link to the first exercise; the network breaks off once."""
    page = visitor.page
    host.fails |= {
        name for part in interpreter_parts(edition)[-1:] for name in (part, f"{part}.gz")
    }
    page.goto(host.address)
    page.get_by_role("button", name="Try again").wait_for()
    strip.take("the-network-broke-off")
    host.fails.clear()
    page.get_by_role("button", name="Try again").click()
    visitor.waits_for_the_start()
    strip.take("welcome")
    visitor.consents()
    strip.take("first-question")
    visitor.answers(TIGHT)
    strip.take("outcome")
    visitor.follows("Make my plan")
    strip.take("goal")
    visitor.makes_a_plan()
    strip.take("check-in")
    visitor.checks_in()
    visitor.goes_to("/")
    strip.take("today")
    visitor.goes_to("/session")
    page.locator("[data-island=player][data-alive=yes]").wait_for()
    strip.take("session")
    Playing(visitor).starts()
    strip.take("first-exercise")


def main() -> None:
    """Take all pictures."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        edition = Path(place) / "edition"
        write_folder(edition)
        with (
            static_host(edition) as host,
            open_app(Path(place) / "unused") as app,
            chromium() as browser,
            opened(browser) as page,
        ):
            film(PhoneVisitor(host, app, page), host, edition, FilmStrip(page, folder))


if __name__ == "__main__":
    main()
