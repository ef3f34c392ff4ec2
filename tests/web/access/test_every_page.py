"""Every page and state in a real browser keeps nobody out (WCAG 2.2 AA), in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.routing import BaseRoute, Route

from hamstrong.web.features import FEATURES
from hamstrong.web.shell import entrance, menu
from hamstrong.web.shell.settings import Entrance
from tests.web.access.looking import faults
from tests.web.access.marked_words import load_marked, unmarked
from tests.web.browsers import PHONE, bring_axe, opened
from tests.web.room.visitor import Visitor
from tests.web.scenes import SCENES, Scene, staged

pytestmark = pytest.mark.browser
# Not pages: files, and the link that lets a browser in and shows nothing of its own.
NO_PAGES = {
    "/favicon.ico", "/start", "/data/export", "/plan/calendar.ics", "/about/notices",
    "/library/{exercise}/figure.svg", "/what-if/all", "/appointments/{appointment}/calendar.ics",
    "/session-worker.js",
}  # fmt: skip


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_no_state_of_a_page_keeps_anybody_out(
    browser: Browser, tmp_path: Path, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_marked(monkeypatch)
    found = []
    with staged(scene, tmp_path) as room, opened(browser, PHONE, reduced_motion="reduce") as page:
        bring_axe(page)
        if scene.entrance is not Entrance.PASSWORD:
            room.let_in(page)
        for stop in scene.tour(Visitor(room, page)):
            found += [f"{stop}: not in the texts: {said}" for said in unmarked(page)]
            found += [f"{stop}: {fault}" for fault in faults(page)]
        unseen = [path for path in scene.pages if not _seen(path, room.visited)]
    assert found == [], "\n".join(found)
    assert unseen == [], "the scene says that it shows these"


def test_every_page_is_in_a_scene() -> None:
    """A new page fails here until a tour stops at it, and so is looked at and pictured."""
    shown = {path for scene in SCENES for path in scene.pages}
    routes: Sequence[BaseRoute] = [
        route for feature in FEATURES for route in (*feature.routes, *feature.server_routes)
    ]
    pages = {
        route.path
        for route in (*routes, *entrance.ROUTES, *menu.ROUTES)
        if isinstance(route, Route) and "GET" in (route.methods or ())
    }
    assert pages - shown - NO_PAGES == set()


def _seen(template: str, visited: set[str]) -> bool:
    pattern = re.compile(re.sub(r"\{[^}]+\}", "[^/]+", template))
    return any(pattern.fullmatch(path) for path in visited)
