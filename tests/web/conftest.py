"""What every test of the web app may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hamstrong.app import App, open_app
from tests.app.person import Someone
from tests.web.browsers import opened
from tests.web.house import House
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor

# A busy machine may take its time; what a test waits for comes or never comes.
expect.set_options(timeout=20_000)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """Use cases on a fresh diary."""
    with open_app(tmp_path / "diary") as opened:
        yield opened


@pytest.fixture
def house(app: App) -> House:
    """The web app on that diary."""
    return House(app)


@pytest.fixture
def someone(house: House) -> Someone:
    """A person with a tight hamstring, enrolled today."""
    return house.someone().begin()


@pytest.fixture
def ready(someone: Someone, house: House) -> Someone:
    """The same person a few days on, with everything answered and a session to do."""
    for _ in range(10):
        someone.answer_all()
        if someone.today().plan_id is not None:
            break
        someone.day += 1
    house.restart(someone.at.now.date())
    return someone


@pytest.fixture
def room(app: App) -> Iterator[Room]:
    """That diary behind a real server, on a day that a story can move."""
    served = Room(app)
    try:
        yield served
    finally:
        served.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's browser window with scripts. Without service workers: what a page asks for behind
    one may pass a test that stands in the way of its requests."""
    with opened(browser, service_workers="block") as found:
        yield found


@pytest.fixture
def visitor(room: Room, page: Page) -> Visitor:
    """Somebody with a phone in front of the room's server, whom nobody let in yet."""
    return Visitor(room, page)
