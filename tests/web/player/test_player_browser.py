# mypy: disable-error-code="union-attr"
# A None where a session or script should be fails the test by itself.
"""The session in a real browser: with scripts, over a reload, and over a restart of the server."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.app.person import Someone
from tests.web.house import House
from tests.web.stand import DESK, PHONE, Stand, chromium

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_session_begun_with_scripts_goes_on_after_reload_and_restart(
    house: House, ready: Someone, size: tuple[int, int]
) -> None:
    stand = Stand(house.app, ready.at.now.date())
    with chromium() as browser:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        page = context.new_page()
        stand.enter(page)
        page.goto(f"{stand.origin}/session")
        page.locator("[data-island=player][data-alive=yes]").wait_for()
        page.click("[data-start=session]")
        playing = page.locator("[data-player=playing]")
        playing.wait_for()
        page.wait_for_function("() => document.body.innerText.includes('Saved at')")
        assert ready.me.session(ready.at) is not None
        page.reload()
        playing.wait_for()
        stand.stop()
        stand.start()
        page.reload()
        playing.wait_for()
        expect(page.get_by_role("button", name="STOP")).to_be_visible()
        starts = [f for f in ready.me.why(ready.at).facts if f.name == "SessionStarted"]
        assert len(starts) == 1
        context.close()
    stand.stop()
