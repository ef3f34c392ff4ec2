"""Every page serves somebody in the middle of any pack's programme, and a newcomer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.routing import Route
from tests.each_pack.lives import SORE_HEEL, Life
from tests.web.house import Browser, House
from tests.web.people import ways

from hamstrong.app import App, open_app
from hamstrong.web.features import FEATURES

EXAMPLE = "Example, reviewed by no clinician"
# A page that needs what nobody here has: a password, a pairing, a muscle that is measured.
ABSENT = {"/login", "/pair", "/phones", "/learn/anatomy", "/learn/map", "/what-if/all"}
# What a program is told does not exist, where there is no diary or no session yet.
NOT_YET = {"/api/v1/archive": 404, "/api/v1/report": 409, "/api/v1/script": 404}
Looked = tuple[tuple[str, int, str], ...]
_HAMSTRING_WORDS = re.compile(r"hamstring|thigh|nordic|sitting bone", re.IGNORECASE)


def _paths(house: House) -> list[str]:
    """Every address that is looked at, with each thing of the pack in the place of a parameter."""
    pack = house.app.pack
    things = {
        "/library/sample": pack.exercises,
        "/library/sample/figure.svg": pack.exercises,
        "/learn/sample": pack.cards,
        "/tests/sample": pack.tests,
        "/triage/sample": ("long", "short"),
        "/welcome/sample": ("goal", "kit"),
    }
    found = []
    for way in ways(house.web):
        if way.method == "GET" and not way.path.startswith("/static"):
            known = things.get(way.path)
            found += [way.path] if known is None else [way.path.replace("sample", t) for t in known]
    return found


def _look(browser: Browser, house: House) -> Iterator[tuple[str, int, str]]:
    for path in _paths(house):
        answer = browser.client.get(path)
        kind = answer.headers.get("content-type", "")
        yield path, answer.status_code, answer.text if kind.startswith("text/html") else ""


@pytest.fixture
def newcomer(lived: tuple[Life, Path, date], tmp_path: Path) -> Iterator[House]:
    with open_app(tmp_path / "empty", lived[0].folder) as app:
        yield House(app, lived[2])


@pytest.fixture
def house(lived: tuple[Life, Path, date], home: Path) -> Iterator[House]:
    with open_app(home, lived[0].folder) as app:
        yield House(app, lived[2])


@pytest.fixture(scope="module")
def looked(lived: tuple[Life, Path, date], tmp_path_factory: pytest.TempPathFactory) -> Looked:
    """Every page with questions open: its address, status and text."""
    copy = shutil.copytree(lived[1], tmp_path_factory.mktemp("looked") / "home")
    with open_app(copy, lived[0].folder) as app:
        house = House(app, lived[2])
        return tuple(_look(house.browser(), house))


def _answered(house: House, life: Life) -> None:
    from hamstrong.web.shell.system_zone import system_zone  # noqa: PLC0415

    life.someone(house.app, system_zone(), house.day).answer_all()


def _wrong(house: House, seen: Iterable[tuple[str, int, str]]) -> dict[str, int]:
    away = {(f"/library/{e.id}", 404) for e in house.app.pack.exercises.values() if e.goals}
    return {
        path: code
        for path, code, _ in seen
        if code >= 400 and path not in ABSENT and (path, code) not in away
    }


def test_every_page_opens_for_a_newcomer(newcomer: House) -> None:
    assert _wrong(newcomer, _look(newcomer.browser(), newcomer)) == NOT_YET


def test_every_page_opens_with_questions_open(house: House, looked: Looked) -> None:
    assert _wrong(house, looked) == {}


def test_every_page_opens_with_a_session_to_do(
    house: House, lived: tuple[Life, Path, date]
) -> None:
    _answered(house, lived[0])
    assert _wrong(house, _look(house.browser(), house)) == {}


def test_an_example_says_so_on_every_page(looked: Looked, lived: tuple[Life, Path, date]) -> None:
    example = lived[0] is SORE_HEEL
    silent = [
        path
        for path, status, text in looked
        if status == 200 and text and (EXAMPLE in text) != example
    ]
    assert silent == []


def test_no_page_of_another_pack_speaks_of_the_hamstring(
    house: House, looked: Looked, lived: tuple[Life, Path, date]
) -> None:
    if lived[0] is not SORE_HEEL:
        assert house.app.pack.muscle == "hamstrings"
        return
    said = {}
    for path, _, text in looked:
        main = re.sub(
            r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL)
        )
        found = _HAMSTRING_WORDS.findall(main)
        if found:
            said[path] = found
    assert set(said) <= {"/safety", "/rules"}, said  # promises and ids of rules hold for all


def test_what_a_pack_lacks_is_not_offered(house: House) -> None:
    pack, menu = house.app.pack, house.browser().get("/more")
    assert ('href="/tests"' in menu) == bool(pack.tests)
    assert ('href="/sport"' in menu) == bool(pack.way_back.readiness)
    runs = any(kind.run for kind in pack.load_classes.values())
    assert ("easy running" in house.browser().get("/").lower()) <= runs


def test_every_feature_was_looked_at(house: House) -> None:
    looked = {re.sub(r"/[^/]*$", "", p) or p for p in _paths(house)} | set(_paths(house))
    routes = [r for f in FEATURES for r in (*f.routes, *f.server_routes) if isinstance(r, Route)]
    pages = {r.path for r in routes if "GET" in (r.methods or ()) and "{" not in r.path}
    assert pages <= looked


def test_the_app_keeps_the_folder_of_its_pack(house: House, lived: tuple[Life, Path, date]) -> None:
    app: App = house.app
    assert app.pack_path == lived[0].folder
