"""S13: the page after a form says what the answer changed, once, as a status message."""

from __future__ import annotations

import re

import pytest

from hamstrong.engine.decide.ask import AskKind
from tests.app.person import STRAIN, Someone
from tests.web.house import Browser, House
from tests.web.walking import answer_form, last_page, words

_REPLY = re.compile(
    r'<div class="notice [^"]*reply" role="(status|alert)">.*?</div>\s*</div>', re.DOTALL
)


@pytest.fixture
def morning(someone: Someone, house: House) -> Browser:
    """The first morning that is asked after a session."""
    for _ in range(12):
        if any(ask.kind is AskKind.MORNING for ask in someone.today().decision.asks):
            break
        someone.answer_all()
        someone.work()
        someone.day += 1
    return house.restart(someone.at.now.date())


def reply_on(page: str) -> str:
    """The one reply of a page, without tags; empty without one."""
    found = [match[0] for match in _REPLY.finditer(page)]
    assert len(found) < 2
    return words(f"<main>{found[0]}</main>") if found else ""


def test_a_bad_morning_is_answered_by_what_it_changes(morning: Browser) -> None:
    """R-H4: because of that 4, and with the exercises that come back easier."""
    morning.post("/check-in", {"ask": "morning:left", "pain": "4", "limp": "no"})
    said = reply_on(last_page(morning, "/check-in")[1])
    assert said.startswith("You answered 4 of 10 this morning. Your left leg hurt more")
    assert "easier" in said or "half" in said


def test_a_good_morning_is_answered_by_the_steps_it_earned(morning: Browser) -> None:
    morning.post("/check-in", {"ask": "morning:left", "pain": "0", "limp": "no"})
    said = reply_on(last_page(morning, "/check-in")[1])
    assert "You answered 0 of 10 this morning. Your left leg was fine this morning." in said


def test_a_reply_is_shown_once_and_is_in_no_address(morning: Browser) -> None:
    answer = morning.post("/check-in", {"ask": "morning:left", "pain": "4", "limp": "no"})
    assert "?" not in answer.headers["location"]
    path, page = last_page(morning, "/check-in")
    assert reply_on(page)
    assert reply_on(morning.get(path)) == ""


def test_what_changes_nothing_says_so(morning: Browser) -> None:
    morning.post("/outside/walk", {"minutes": "5", "brisk": "no", "stairs": "no", "pain": "0"})
    assert reply_on(morning.get("/")) == "Saved. Nothing else changes."


def test_an_urgent_page_is_the_reply_itself(house: House) -> None:
    """What to do now comes first on it."""
    browser = house.browser()
    browser.post("/welcome", {"consent": "yes"})
    assert answer_form(browser, house.app, "long", STRAIN, "chest_breath") == "/outcome"
    assert reply_on(browser.get("/outcome")) == ""


def test_a_gate_that_opens_shows_what_is_new_with_pictures(house: House, someone: Someone) -> None:
    """R-E0: what was done for it, and the first new exercises as they look."""
    for _ in range(30):
        browser = house.restart(someone.at.now.date())
        page = ""
        for _ in range(8):
            if not answered_next(browser, someone):
                break
            page = last_page(browser, "/check-in")[1]
            if "A new stage is open" in page:
                assert "What opened it:" in page
                assert re.search(r'<img src="/library/\w+/figure.svg\?scheme=\w+" alt=""', page)
                return
        someone.answer_all()
        someone.work()
        someone.day += 1
    raise AssertionError("thirty good days open no stage")


def answered_next(browser: Browser, someone: Someone) -> bool:
    """Answer the next morning, walking or plain question well on its page."""
    fields = {
        AskKind.MORNING: {"pain": "0", "limp": "no"},
        AskKind.WALKING: {"normal": "yes"},
        AskKind.QUESTION: {},
    }
    for ask in someone.today().open_asks:
        if ask.kind in fields:
            said = {f"value_{ask.name}": "yes", **fields[ask.kind]}
            browser.post("/check-in", {"ask": ask.to_text(), **said})
            return True
    return False
