"""The same journey, by the same driver, on a server and on a phone: every page says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from hamstrong.app import App, open_app
from hamstrong.web.shell.system_zone import system_zone
from tests.app.person import FIRST_MONDAY, STRAIN, TENDON
from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost
from tests.web.browsers import opened
from tests.web.room.playing import Playing
from tests.web.room.room import Room
from tests.web.room.visitor import Answers, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOON = datetime(FIRST_MONDAY.year, FIRST_MONDAY.month, FIRST_MONDAY.day, 12, tzinfo=UTC)
Tomorrow = Callable[[], None]
Seen = list[tuple[str, str]]


def journey(visitor: Visitor, tomorrow: Tomorrow, answers: Answers, morning: int) -> Seen:
    """The first day with its session in the player, the next morning, and what follows."""
    seen: Seen = []

    def look(path: str | None = None) -> None:
        if path is not None:
            visitor.goes_to(path)
        seen.append((visitor.path, visitor.words))

    visitor.consents()
    look()
    visitor.answers(answers)
    look()
    visitor.follows("Make my plan")
    visitor.makes_a_plan()
    look()
    visitor.checks_in()
    look("/")
    visitor.goes_to("/session")
    playing = Playing(visitor)
    playing.starts()
    playing.to_the_end()
    playing.is_saved()
    look("/")
    tomorrow()
    look("/")
    visitor.checks_in(pain=morning)
    for path in ("/", "/check-in/answers", "/progress", "/rules", "/library"):
        look(path)
    return seen


def on_a_server(app: App, browser: Browser, answers: Answers, morning: int) -> Seen:
    room = Room(app)
    try:
        with opened(browser, timezone_id=system_zone()) as page:
            page.clock.install(time=NOON)
            return journey(Visitor(room, page), room.tomorrow, answers, morning)
    finally:
        room.stop()


def on_a_phone(
    host: StaticHost, app: App, browser: Browser, answers: Answers, morning: int
) -> Seen:
    with opened(browser, timezone_id=system_zone()) as page:
        visitor = PhoneVisitor(host, app, page)

        def tomorrow() -> None:
            page.clock.set_fixed_time(NOON + timedelta(days=1))
            page.reload()
            visitor.waits_for_the_start()

        page.clock.install(time=NOON)
        return journey(visitor, tomorrow, answers, morning)


@pytest.mark.parametrize(
    ("answers", "morning"), [(STRAIN, 3), (TENDON, 1)], ids=["strain", "tendon"]
)
def test_every_page_of_a_journey_is_the_same_on_both(
    host: StaticHost, browser: Browser, tmp_path: Path, answers: Answers, morning: int
) -> None:
    expect.set_options(timeout=20_000)
    with open_app(tmp_path / "server") as app, open_app(tmp_path / "unused") as unused:
        served = on_a_server(app, browser, answers, morning)
        carried = on_a_phone(host, unused, browser, answers, morning)
    assert [path for path, _ in carried] == [path for path, _ in served]
    for (path, there), (_, here) in zip(served, carried, strict=True):
        assert here == there, path
