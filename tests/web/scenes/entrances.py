"""The pages at the door, where a phone of the house or somebody from outside comes in."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.web.shell.application import shell_of_app
from tests.web.room.visitor import Visitor


def phones(visitor: Visitor) -> Iterator[str]:
    """The computer invites; a phone with the link is asked for the PIN.

    What follows needs the house's encrypted address: without it the phone keeps no cookie.
    """
    visitor.goes_to("/phones")
    yield "invite"
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.page.get_by_role("main").locator("svg").first.wait_for()
    yield "invitation"
    code, _ = shell_of_app(visitor.room.web).invitations.pairing()
    visitor.page.context.clear_cookies()
    visitor.goes_to(f"/pair?code={code}")
    yield "pin"


def password(visitor: Visitor) -> Iterator[str]:
    visitor.page.context.clear_cookies()
    visitor.goes_to("/login")
    yield "login"
    visitor.page.locator("input[name=password]").fill("not this one")
    visitor.page.locator("main form button[type=submit]").click()
    visitor.page.locator("input[aria-invalid=true]").wait_for()
    yield "login-wrong"
