"""From the link to the first exercise, in a real browser on a host of static files alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.app.person import TIGHT
from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost
from tests.web.room.playing import Playing

pytestmark = pytest.mark.browser


def become_ready(visitor: PhoneVisitor) -> None:
    """Consent, answer the triage, choose a plan and check in."""
    visitor.opens_the_link()
    visitor.consents()
    visitor.answers(TIGHT)
    visitor.follows("Make my plan")
    visitor.makes_a_plan()
    visitor.checks_in()


def test_a_link_leads_to_the_first_exercise(visitor: PhoneVisitor, page: Page) -> None:
    become_ready(visitor)
    visitor.goes_to("/session")
    page.locator("[data-island=player][data-alive=yes]").wait_for()
    playing = Playing(visitor)
    playing.starts()
    expect(playing.element).to_have_attribute("data-kind", "set_up")


def test_no_request_leaves_the_folder_and_none_follows_the_first_visit(
    visitor: PhoneVisitor, host: StaticHost, page: Page
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.context.on("request", note)
    become_ready(visitor)
    assert [url for url in asked if not url.startswith(host.address)] == []
    # Answers stay on the device: no address says which page is open.
    assert not any("triage" in url.partition("#")[0] for url in asked)


def test_what_was_answered_is_there_after_a_reload_without_a_network(
    visitor: PhoneVisitor, host: StaticHost, page: Page
) -> None:
    become_ready(visitor)
    plan = visitor.words
    host.is_online = False
    page.reload()
    visitor.waits_for_the_start()
    visitor.goes_to("/")
    assert visitor.heading
    assert "Welcome" not in visitor.words, plan


def test_pictures_that_the_app_draws_are_shown_and_no_host_is_asked_for_them(
    visitor: PhoneVisitor, host: StaticHost, page: Page
) -> None:
    visitor.opens_the_link()
    host.asked.clear()
    for path in ("/library", "/learn"):
        visitor.goes_to(path)
        pictures = page.locator("main img")
        expect(pictures.first).to_be_visible()
        for picture in (pictures.first, pictures.last):
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)  # noqa: FBT003 - of JavaScript
            expect(picture).to_have_attribute("src", re.compile("^data:image/svg.*path"))
            assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)")
    assert not [name for name in host.asked if "figure" in name]
