"""People of one house: added, named, switched; nobody writes into another's diary by mistake."""

from __future__ import annotations

import stat
import time
from pathlib import Path
from uuid import uuid4

import pytest

from hamstrong.app import App
from hamstrong.web.shell.names import FILE, LONGEST, Names
from hamstrong.web.shell.sessions import Kind, SessionBook
from hamstrong.web.shell.state_db import StateDb
from tests.app.person import Someone
from tests.web.house import Browser, House

NAME = "Änna <b>Longstocking</b>"


@pytest.fixture
def other(house: House, someone: Someone) -> Someone:
    """A second person with a plan."""
    assert someone.me.exists()
    return Someone(house.app, id=str(uuid4()), zone=someone.zone, day=someone.day).begin()


def add(browser: Browser, name: str) -> None:
    answer = browser.post("/settings/household/new", {"new_name": name})
    assert answer.headers["location"] == "/"


def test_somebody_new_begins_with_consent_and_without_anybodys_diary(
    house: House, someone: Someone
) -> None:
    browser = house.browser()
    assert someone.me.exists()
    add(browser, NAME)
    assert browser.goes_to("/") == "/welcome"
    assert browser.client.get("/api/v1/archive").status_code == 404
    assert "Änna &lt;b&gt;Longstocking" in browser.get("/welcome")
    browser.post("/settings/household", {"person": someone.id})
    assert browser.client.get("/api/v1/archive").status_code == 200
    browser.post("/settings/household", {"person": "somebody else"}, 422)


def test_a_name_is_shown_on_every_page_and_stands_in_no_address(
    house: House, someone: Someone
) -> None:
    browser = house.browser()
    assert someone.me.exists()
    before = browser.get("/")
    browser.post("/settings/household/name", {"name": "Bo"})
    for path in ("/", "/settings", "/plan"):
        page = browser.get(path)
        assert "<bdi>Bo</bdi>" in page
        assert 'Bo"' not in page
    assert "<bdi>" not in before
    browser.post("/settings/household/name", {"name": ""}, 422)
    browser.post("/settings/household/name", {"name": "x" * (LONGEST + 1)}, 422)


def test_a_form_opened_for_one_person_is_refused_after_a_switch(
    house: House, someone: Someone, other: Someone
) -> None:
    browser = house.browser()
    stale = browser.csrf()
    browser.post("/settings/household", {"person": other.id})
    before = someone.me.tip(), other.me.tip()
    answer = browser.client.post(
        "/how-is-it",
        data={"csrf": stale, "form_id": str(uuid4()), "limb": "left", "pain": "7"},
        headers={"origin": "http://127.0.0.1:8765"},
    )
    assert answer.status_code == 403
    assert (someone.me.tip(), other.me.tip()) == before


def test_drafts_and_forms_are_kept_by_browser_and_person() -> None:
    book = SessionBook(StateDb(None), clock=time.time)
    secret = book.begin(Kind.LOCAL, "a")
    mine = book.find(secret)
    book.look_at(secret, "b")
    theirs = book.find(secret)
    assert mine is not None
    assert theirs is not None
    assert mine.key != theirs.key
    assert mine.csrf != theirs.csrf


def test_names_lie_in_a_file_for_the_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "web"
    Names(folder).call("a", "  Bo ")
    assert Names(folder).of("a") == "Bo"
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600


def test_another_process_that_renames_is_seen(tmp_path: Path) -> None:
    mine, theirs = Names(tmp_path), Names(tmp_path)
    mine.call("a", "Bo")
    assert theirs.of("a") == "Bo"
    theirs.call("b", "Al")
    theirs.forget("a")
    assert mine.of("a") is None
    assert mine.of("b") == "Al"


def test_a_spoilt_file_names_nobody_and_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[1, ")
    names = Names(tmp_path)
    assert names.of("a") is None
    names.call("a", "Bo")
    assert Names(tmp_path).of("a") == "Bo"


def test_whoever_is_erased_is_called_nothing(house: House, app: App, someone: Someone) -> None:
    browser = house.browser()
    browser.post("/settings/household/name", {"name": "Bo"})
    browser.post("/data/erase", {"word": "erase"})
    assert app.persons() == ()
    assert someone.id not in app.persons()
    assert "<bdi>" not in browser.get("/more")
