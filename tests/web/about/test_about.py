"""About names versions, hashes, licences, and that nobody has reviewed the plan."""

from __future__ import annotations

from hamstrong import __version__
from hamstrong.app import App
from tests.web.house import House


def test_about_says_what_this_is(house: House, app: App) -> None:
    browser = house.browser()
    text = browser.get("/about")
    assert __version__ in text
    assert app.pack.logic_hash in text
    assert app.pack.text_hash in text
    assert "No doctor or physio has checked this plan yet." in text
    browser.get("/about/notices")
