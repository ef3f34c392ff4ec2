"""An address names a page and never an answer: addresses stay in a browser's history."""

from urllib.parse import parse_qsl, urlsplit

from tests.app.person import STRAIN
from tests.web.house import House
from tests.web.walking import answer_form, check_in, last_page, make_plan

# What an address may hold beside its path: the number of the screen that is asked.
NUMBERS = {"screen"}


def test_no_answer_is_in_an_address(house: House) -> None:
    browser = house.browser()
    asked: list[str] = []
    browser.client.event_hooks["request"] = [lambda request: asked.append(str(request.url))]
    browser.post("/welcome", {"consent": "yes"})
    answer_form(browser, house.app, "long", STRAIN)
    last_page(browser, "/welcome/goal")
    make_plan(browser)
    check_in(browser, house.app, pain="3")
    held = [pair for url in asked for pair in parse_qsl(urlsplit(url).query)]
    assert any(urlsplit(url).path.startswith("/triage/") for url in asked)
    assert [pair for pair in held if pair[0] not in NUMBERS] == []
    assert [value for _, value in held if not value.isdecimal()] == []
