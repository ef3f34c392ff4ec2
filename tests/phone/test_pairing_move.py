"""A phone that is paired with the computer takes the diary along without a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from hamstrong.app import App, open_app
from hamstrong.phone.build.static_app import PATH, with_phone_edition
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from tests.app.person import Someone
from tests.phone.diary_files import RUNNER, ZONE, today
from tests.web.browsers import Served, serving

pytestmark = pytest.mark.browser


class Beside(Starlette):
    """The pages of a computer, and the phone edition beside them."""

    def __init__(self, app: App, origin: str, edition: Path) -> None:
        super().__init__()
        settings = Settings(origins=frozenset({origin}), phone_edition=PATH)
        web = create_app(app, settings, FEATURES)
        self.state.shell = web.state.shell
        self._both = with_phone_edition(web, settings.origins, edition)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._both(scope, receive, send)


def test_a_paired_phone_takes_the_diary_along_by_one_press(
    edition: Path, page: Page, tmp_path: Path
) -> None:
    with open_app(tmp_path / "computer") as app:
        someone = Someone(app, day=today(), zone=ZONE)
        someone.begin(choices=RUNNER)
        with serving(lambda origin: Beside(app, origin, edition)) as served:
            served.let_in(page)
            move(served, page)
            page.get_by_role("link", name="Bring it to this phone now").click()
            expect(page.get_by_text("Your diary is back")).to_be_visible(timeout=60_000)
            assert page.url.startswith(f"{served.origin}{PATH}/#/")
            page.goto(f"{served.origin}/")
            expect(page.get_by_text("It went to a phone on")).to_be_visible()
        assert app.diary.read(someone.id)[-1].name == "DiaryMoved"


def move(served: Served, page: Page) -> None:
    """Move the diary to a phone by the pages of the computer."""
    page.goto(f"{served.origin}/data")
    page.get_by_text("Move to another place").click()
    page.get_by_label("A phone").check(force=True)
    page.get_by_role("button", name="Move my diary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your diary has moved")
