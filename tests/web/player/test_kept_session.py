"""A session that goes on after a reload while the computer is away, and what may not be kept."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from hamstrong.engine.facts import SessionStarted, SetLogged
from tests.web.browsers import opened
from tests.web.house import House
from tests.web.player.test_in_the_hand import told
from tests.web.room.playing import Playing, opened_session
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser
PATIENCE_S = 30
PATIENCE_MS = PATIENCE_S * 1000
KEPT = (
    "async () => (await caches.match('/session', { cacheName: 'hamstrong-session' })) !== undefined"
)
AWAY = "The computer cannot be reached."
NONE = "No session can begin now"
DATED_TO_YESTERDAY = """async () => {
    const cache = await caches.open("hamstrong-session");
    const kept = await cache.match("/session");
    const headers = new Headers(kept.headers);
    const day = 86_400_000;
    for (const name of ["hamstrong-kept-from", "hamstrong-kept-until"])
      headers.set(name, String(Number(headers.get(name)) - day));
    await cache.put("/session", new Response(await kept.text(), { headers }));
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's browser window in which the session's service worker runs."""
    with opened(browser) as found:
        yield found


@pytest.fixture
def playing(visitor: Visitor) -> Playing:
    """A session whose first exercise is on, and whose page this browser has kept."""
    playing = opened_session(visitor, lives.ready)
    playing.starts()
    playing.is_saved()
    is_kept(playing.page)
    return playing


def is_kept(page: Page, *, expected: bool = True) -> None:
    until = time.monotonic() + PATIENCE_S
    while page.evaluate(KEPT) != expected:
        assert time.monotonic() < until
        time.sleep(0.05)


def is_gone(page: Page) -> None:
    is_kept(page, expected=False)


def sends(page: Page, form: str) -> None:
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(form).first.evaluate("form => form.requestSubmit()")


def reloads(page: Page) -> None:
    page.reload(wait_until="domcontentloaded")


def fails_to_open(page: Page, address: str) -> None:
    """Expect the browser's own page for a computer that is away."""
    with pytest.raises(Exception, match=r"ERR_(CONNECTION_REFUSED|FAILED)"):
        page.goto(address)


def test_session_goes_on_after_a_reload_and_its_set_arrives_once(
    playing: Playing, room: Room
) -> None:
    playing.until("ask_pain")
    room.stop()
    reloads(playing.page)
    expect(playing.element.get_by_text(AWAY)).to_be_visible(timeout=PATIENCE_MS)
    playing.feels(1)
    expect(playing.element.get_by_text("Waiting to be sent")).to_be_visible()
    reloads(playing.page)
    expect(playing.element.get_by_text("Waiting to be sent")).to_be_visible(timeout=PATIENCE_MS)
    room.restart()
    room.start()
    playing.page.evaluate("dispatchEvent(new Event('online'))")
    playing.is_saved()
    expect(playing.element.get_by_text(AWAY)).to_be_hidden()
    reloads(playing.page)
    playing.is_saved()
    expect(playing.element.get_by_text(AWAY)).to_be_hidden()
    assert len(told(room, SetLogged)) == 1
    assert len(told(room, SessionStarted)) == 1


def test_computer_that_is_silent_counts_as_away(playing: Playing, room: Room) -> None:
    """One that is switched off refuses nothing; a browser would wait for minutes."""
    room.stop()
    with socket.create_server(("127.0.0.1", room.port)):
        reloads(playing.page)
        expect(playing.element.get_by_text(AWAY)).to_be_visible(timeout=PATIENCE_MS)


def test_no_session_begins_on_a_page_that_was_kept(room: Room, visitor: Visitor) -> None:
    """A warning sign raised elsewhere since then forbids it, and this device cannot know."""
    lives.ready(room.someone)
    room.restart()
    visitor.comes_in("/session")
    is_kept(visitor.page)
    room.stop()
    for address in ("/session", "/session?start=1"):
        visitor.goes_to(address)
        expect(visitor.page.get_by_role("heading", name=NONE)).to_be_visible()
        expect(visitor.page.get_by_role("button", name="Start", exact=True)).to_be_hidden()
        expect(visitor.page.locator("section.player")).to_have_count(0)


def test_session_that_is_over_takes_its_page_along(playing: Playing, room: Room) -> None:
    room.stop()
    playing.stops()
    is_gone(playing.page)


@pytest.mark.usefixtures("playing")
def test_no_other_page_is_kept(visitor: Visitor, room: Room) -> None:
    for path in ("/", "/progress", "/session/practice"):
        visitor.goes_to(path)
    is_kept(visitor.page)
    kept = visitor.page.evaluate(
        "async () => (await (await caches.open('hamstrong-session')).keys()).map(({ url }) => url)"
    )
    pages = [url.removeprefix(room.origin) for url in kept if "/static/dist/" not in url]
    assert pages == ["/session"]
    room.stop()
    for path in ("/", "/session/practice"):
        fails_to_open(visitor.page, room.origin + path)


@pytest.mark.usefixtures("playing")
def test_log_out_takes_it_along(visitor: Visitor, room: Room) -> None:
    visitor.goes_to("/more")
    is_kept(visitor.page)
    visitor.presses("Sign out of this browser")
    is_gone(visitor.page)
    room.stop()
    fails_to_open(visitor.page, f"{room.origin}/session")


@pytest.mark.usefixtures("playing")
def test_other_person_of_this_browser_does_not_see_it(visitor: Visitor, room: Room) -> None:
    visitor.goes_to("/settings/household")
    is_kept(visitor.page)
    visitor.fills("Name of the new person", "Kim")
    visitor.presses("Begin their diary")
    is_gone(visitor.page)
    room.stop()
    fails_to_open(visitor.page, f"{room.origin}/session")


@pytest.mark.usefixtures("playing")
def test_page_of_somebody_else_takes_it_along_whatever_led_there(visitor: Visitor) -> None:
    visitor.page.route(
        "**/more",
        lambda route: route.fulfill(
            response=(got := route.fetch()),
            body=got.text().replace('data-person="', 'data-person="somebody-else-'),
        ),
    )
    visitor.goes_to("/more")
    is_gone(visitor.page)


@pytest.mark.usefixtures("playing")
def test_warning_sign_that_is_raised_takes_it_along(visitor: Visitor) -> None:
    visitor.goes_to("/warning-signs")
    sends(visitor.page, "main form")
    is_gone(visitor.page)


def test_page_of_yesterday_is_not_shown(playing: Playing, visitor: Visitor, room: Room) -> None:
    playing.page.evaluate(DATED_TO_YESTERDAY)
    room.stop()
    fails_to_open(visitor.page, f"{room.origin}/session")


def test_any_page_of_today_takes_that_of_yesterday_along(
    playing: Playing, visitor: Visitor
) -> None:
    playing.page.evaluate(DATED_TO_YESTERDAY)
    visitor.goes_to("/more")
    is_gone(visitor.page)


@pytest.mark.usefixtures("playing")
def test_erasing_takes_it_along(visitor: Visitor) -> None:
    visitor.goes_to("/data")
    is_kept(visitor.page)
    sends(visitor.page, "form[action='/data/erase']")
    is_gone(visitor.page)


def test_kept_page_says_so_without_its_scripts_too(house: House) -> None:
    """The service worker shows the notice by these very words of the page."""
    lives.ready(house.someone())
    assert "data-kept hidden" in house.browser().get("/session")
