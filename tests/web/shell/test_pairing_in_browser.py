"""Pairing in a real browser: its page gives no referrer, so that the address with the code leaks
to nobody, and a browser then names no origin either."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette

from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.settings import Entrance
from tests.web.browsers import opened, serving

pytestmark = pytest.mark.browser


def _shell(origin: str) -> Starlette:
    return create_app(
        None,
        Settings(origins=frozenset({origin}), entrance=Entrance.PAIRING, pairing_origin=origin),
    )


def test_a_phone_sends_its_pin_from_a_page_without_referrer(browser: Browser) -> None:
    with serving(_shell) as served, opened(browser) as page:
        code, pin = shell_of_app(served.web).invitations.pairing()
        origins: list[str | None] = []
        page.on(
            "request",
            lambda sent: (
                origins.append(sent.all_headers().get("origin")) if sent.method == "POST" else None
            ),
        )
        page.goto(f"{served.origin}/pair?code={code}")
        page.locator("input[name=pin]").fill(pin)
        page.locator("main form button[type=submit]").click()
        expect(page).to_have_url(f"{served.origin}/more")
        assert origins == ["null"]
