"""What comes out of the printer: today's sheet and the page for the clinic, as chromium prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from hamstrong.app import open_app
from hamstrong.engine.decide.decisions import Prescription
from tests.web.browsers import barriers
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paper")]
PAPERS = ("A4", "Letter")
# Chromium writes page objects uncompressed; the tree above them is of the type "Pages".
_PAGE = re.compile(rb"/Type\s*/Page\b")


def pages_of(page: Page, paper: str) -> int:
    """How many sheets of this paper the page takes."""
    printed = page.pdf(format=paper, prefer_css_page_size=False)
    assert printed.startswith(b"%PDF-")
    return len(_PAGE.findall(printed))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Five weeks, lived once: whoever prints changes nothing."""
    with open_app(tmp_path_factory.mktemp("paper") / "diary") as app:
        room = Room(app)
        try:
            lives.weeks(room.someone)
            room.restart()
            yield room
        finally:
            room.stop()


@pytest.fixture
def after_weeks(lived: Room, page: Page) -> Visitor:
    visitor = Visitor(lived, page)
    visitor.comes_in("/")
    return visitor


@pytest.mark.parametrize(("path", "most"), [("/print/report", 1), ("/outcome/clinic", 2)])
def test_the_page_for_the_clinic_is_short_enough_to_be_read(
    after_weeks: Visitor, page: Page, path: str, most: int
) -> None:
    """One page of report after five weeks, on both papers; for an emergency one leaf."""
    after_weeks.goes_to(path)
    for paper in PAPERS:
        assert 1 <= pages_of(page, paper) <= most, paper


def test_todays_sheet_fits_one_leaf_with_every_set_to_tick(
    after_weeks: Visitor, page: Page
) -> None:
    decision = after_weeks.room.someone.today().decision
    assert isinstance(decision, Prescription)
    after_weeks.goes_to("/print/today")
    for paper in PAPERS:
        assert 1 <= pages_of(page, paper) <= 2, paper
    page.emulate_media(media="print")
    items = [*decision.items, *decision.adjuncts]
    boxes = page.locator(".paper-items .paper-box")
    assert boxes.count() == sum(item.sets for item in items)
    assert all(boxes.nth(n).is_visible() for n in range(boxes.count()))


def test_the_stop_rules_are_on_the_sheet(after_weeks: Visitor, page: Page) -> None:
    after_weeks.goes_to("/print/today")
    page.emulate_media(media="print")
    said = page.get_by_role("main").inner_text()
    app = after_weeks.room.app
    rules = [a.id for a in app.pack.advice.values() if a.kind == "stop_rule"]
    titles = [app.texts("en")["advice"][rule]["title"] for rule in rules]
    assert titles
    assert [title for title in titles if title not in said] == []


@pytest.mark.parametrize("path", ["/print/today", "/print/report", "/outcome/clinic"])
def test_paper_has_no_menu_no_colour_and_no_barrier(
    after_weeks: Visitor, page: Page, path: str
) -> None:
    after_weeks.goes_to(path)
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").is_visible()
    assert page.get_by_role("link", name="Warning signs").is_visible() is False
    assert page.locator("body").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    assert barriers(page) == []


def test_no_exercise_is_torn_in_two(after_weeks: Visitor, page: Page) -> None:
    """Figure, dose and boxes of an exercise stay on one sheet."""
    after_weeks.goes_to("/print/today")
    page.emulate_media(media="print")
    torn = page.locator(".paper-items > li").evaluate_all(
        "all => all.filter(one => getComputedStyle(one).breakInside !== 'avoid').length"
    )
    assert torn == 0
