"""What happens on the way: a pop, weeks away, a wrong entry, nothing but keys, no scripts."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from hamstrong.engine.decide.decisions import Prescription, Refusal
from hamstrong.engine.facts import SetLogged
from tests.app.person import STRAIN, TIGHT
from tests.web.browsers import DESK, PHONE, opened, overflows
from tests.web.room.room import Room
from tests.web.room.visitor import Visitor
from tests.web.scenes import lives

pytestmark = pytest.mark.browser


@pytest.fixture
def begun(room: Room, visitor: Visitor) -> Visitor:
    """A day with a session to do, in the browser."""
    lives.ready(room.someone)
    room.restart()
    visitor.comes_in("/")
    return visitor


def test_a_pop_in_the_session_ends_the_plan_until_a_go_ahead(begun: Visitor, room: Room) -> None:
    begun.begins_the_session()
    begun.follows("Stop")
    begun.chooses("A pop or a pull")
    begun.presses("Stop here")
    begun.goes_to("/")
    begun.sees("What to do now")
    assert isinstance(room.someone.today().decision, Refusal)
    room.tomorrow(3)
    begun.goes_to("/session")
    assert begun.page.get_by_role("button", name="Start", exact=True).count() == 0
    begun.goes_to("/warning-signs/clearance")
    assert begun.heading == "What did they say?"


def test_two_weeks_away_asks_again_and_comes_back_lower(begun: Visitor, room: Room) -> None:
    begun.begins_the_session()
    begun.does_the_session(pain=0)
    room.tomorrow(15)
    begun.goes_to("/")
    assert begun.heading == "A few questions first"
    begun.follows("Answer the questions")
    begun.answers(TIGHT)
    begun.checks_in()
    begun.goes_to("/")
    assert begun.heading in ("Your session", "Rest is today's exercise")
    assert isinstance(room.someone.today().decision, Prescription)


def test_a_wrong_entry_is_put_right_and_the_first_one_stays_in_the_diary(
    begun: Visitor, room: Room
) -> None:
    begun.begins_the_session()
    begun.does_the_session(pain=0)
    room.tomorrow()
    begun.checks_in(pain=2)
    begun.goes_to("/check-in/answers")
    begun.page.get_by_role("link", name="Change Morning pain").first.click()
    begun.page.wait_for_url("**/check-in/change/*")
    begun.gives("pain", 1)
    begun.gives("limp", "no")
    begun.presses("Next")
    begun.sees("The first answer stays in the diary")
    begun.sees("changed")
    why = room.someone.me.why(room.someone.at)
    assert why is not None
    said = [fact.payload for fact in why.facts if fact.name == "MorningAnswered"]
    assert json.loads(said[0])["nprs"] == 2, "what was said first stays"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390x844", "1280x800"])
def test_a_whole_day_without_scripts(browser: Browser, room: Room, size: ViewportSize) -> None:
    """Consent, triage, plan, check-in, the session (on a phone each set on its page), and the next
    morning."""
    with opened(browser, size, java_script_enabled=False) as page:
        visitor = Visitor(room, page)
        visitor.consents()
        visitor.answers(STRAIN)
        visitor.follows("Make my plan")
        visitor.makes_a_plan()
        visitor.checks_in(pain=1)
        visitor.goes_to("/")
        assert visitor.heading == "Your session"
        visitor.does_the_session(pain=0, by_hand=size is PHONE)
        session = room.someone.me.session(room.someone.at)
        assert session is not None
        assert session.ended
        assert all(line.left == 0 for line in session.lines)
        room.tomorrow()
        visitor.checks_in(pain=0)
        visitor.goes_to("/")
        assert visitor.heading == "Your session"


def test_a_day_by_keys_alone(browser: Browser, room: Room) -> None:
    """From the plain session page to the saved set: nothing needs a pointer."""
    lives.before_session(room.someone)
    room.restart()
    with opened(browser, DESK) as page:
        visitor = Visitor(room, page)
        visitor.comes_in("/")
        _tab_to(page, "Start")
        page.keyboard.press("Enter")
        page.wait_for_url("**/check-in*")
        for _ in range(8):
            if not visitor.path.startswith(("/check-in", "/triage")):
                break
            _answer_by_keys(page, visitor)
        assert visitor.path.startswith("/session")
        assert isinstance(room.someone.today().decision, Prescription)
        assert not room.someone.today().must_answer
        assert not overflows(page)


def _answer_by_keys(page: Page, visitor: Visitor) -> None:
    """Answer each group of the screen with the space bar, then send it."""
    here = page.url
    answered: set[str] = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, value, kind = page.evaluate(
            "(e => [e.name || '', e.value || '', e.type || ''])(document.activeElement)"
        )
        if kind == "radio" and name not in answered:
            answered.add(name)
            page.keyboard.press("Space")
            if name == "limp" and value != "no":
                page.keyboard.press("ArrowRight")
        if kind == "checkbox" and value == "none":
            page.keyboard.press("Space")
        if kind == "submit" and page.evaluate("document.activeElement.closest('main') !== null"):
            with page.expect_navigation(wait_until="domcontentloaded"):
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no button by keys on {here} ({visitor.heading})")


def _tab_to(page: Page, *names: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") in names:
            return
    raise AssertionError(f"none of {names} by keys")


def test_a_set_sent_from_a_stale_page_is_kept_once(begun: Visitor, room: Room) -> None:
    """Back button: the page of a set that is logged is sent again."""
    begun.begins_the_session()
    begun.logs_a_set(pain=0)
    begun.page.go_back()
    begun.page.wait_for_load_state()
    begun.goes_to("/session")
    begun.does_the_session(pain=0)
    facts = room.someone.me.current(room.someone.at).fold.live.facts
    session = room.someone.me.session(room.someone.at)
    assert session is not None
    logged = [fact for fact in facts if isinstance(fact, SetLogged)]
    assert len(logged) == sum(len(line.logged) for line in session.lines)
