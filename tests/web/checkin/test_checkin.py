"""Every question, a wrong entry put right, a late one, and pages that are out of date."""

from __future__ import annotations

import pytest

from hamstrong.engine.decide.ask import AskKind
from hamstrong.engine.facts import FactCorrected, MorningAnswered
from tests.app.person import Someone
from tests.web.house import Browser, House
from tests.web.walking import check_in, hidden, last_page, words


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


def names(house: House, name: str) -> int:
    facts = house.app.diary.read(house.app.persons()[0])
    return sum(fact.name == name for fact in facts)


def test_nobody_is_led_to_the_welcome(house: House) -> None:
    assert house.browser().goes_to("/check-in") == "/welcome"
    assert house.browser().goes_to("/check-in/answers") == "/welcome"


def test_nothing_is_preselected_and_nothing_is_guessed(morning: Browser) -> None:
    path, page = last_page(morning, "/check-in")
    assert path == "/check-in"
    assert "checked" not in page
    ask = hidden(page, "ask")
    assert ask == "morning:left form:short"
    signs = {"q_short_check": "none"}
    half = morning.post("/check-in", {"ask": ask, "pain": "0", **signs}, 422).text
    assert "Please choose one" in half
    morning.post("/check-in", {"ask": ask, "limp": "no", **signs}, 422)
    morning.post("/check-in", {"ask": ask, "pain": "0", "limp": "no"}, 422)


def test_a_morning_is_answered_once_however_often_it_is_sent(
    morning: Browser, house: House
) -> None:
    before = names(house, MorningAnswered.__name__)
    fields = {"ask": "morning:left", "pain": "0", "limp": "no"}
    form_id = "0f0f0f0f-0000-4000-8000-000000000001"
    for _ in range(2):
        morning.post("/check-in", fields, form_id=form_id)
    morning.post("/check-in", {**fields, "pain": "4"})  # another tab
    assert names(house, MorningAnswered.__name__) == before + 1


@pytest.mark.parametrize("ask", ["nonsense:left", "question:nonsense:left", "flag:nonsense:left"])
def test_what_was_not_asked_is_not_taken(morning: Browser, house: House, ask: str) -> None:
    before = names(house, MorningAnswered.__name__)
    morning.post("/check-in", {"ask": ask, "pain": "0", "limp": "no", "value_nonsense": "yes"})
    assert names(house, MorningAnswered.__name__) == before


def test_a_failed_morning_holds_hard_work_back(morning: Browser) -> None:
    morning.post("/check-in", {"ask": "morning:left", "pain": "4", "limp": "no"})
    assert "The next morning" in words(morning.get("/"))


def test_reply_to_a_bad_morning_says_that_questions_follow(morning: Browser) -> None:
    """S19: what the answer changes is shown at once, and nothing calls the check-in complete while
    warning signs and pain now are still asked."""
    morning.post("/check-in", {"ask": "morning:left", "pain": "4", "limp": "no"})
    path, page = last_page(morning, "/check-in")
    assert path == "/check-in" or path.startswith("/triage/short")
    assert "Talk to a professional" in page
    assert "so the work gets lighter" in page
    assert "That was all." not in page


def test_a_strong_morning_leads_to_the_lists_of_warning_signs(morning: Browser) -> None:
    """S4."""
    morning.post("/check-in", {"ask": "morning:left", "pain": "5", "limp": "no"})
    assert last_page(morning, "/check-in")[0].startswith("/triage/signs")


def test_a_wrong_entry_is_corrected_and_the_first_stays(morning: Browser, house: House) -> None:
    morning.post("/check-in", {"ask": "morning:left", "pain": "4", "limp": "no"})
    page = morning.get("/check-in/answers")
    path = page.split('href="/check-in/change/')[1].split('"')[0]
    form = morning.get(f"/check-in/change/{path}")
    assert "answered again" in form
    assert "checked" not in form
    fields = {"ask": "morning:left", "limp": "no"}
    morning.post(f"/check-in/change/{path}", fields, 422)
    morning.post(f"/check-in/change/{path}", {**fields, "pain": "1"})
    assert "changed" in words(morning.get("/check-in/answers"))
    assert names(house, FactCorrected.__name__) == 1
    assert morning.goes_to("/check-in/change/99999") == "/check-in/answers"
    morning.post("/check-in/change/99999", {**fields, "pain": "1"})


def test_yesterday_can_be_added_late(morning: Browser, house: House) -> None:
    before = names(house, MorningAnswered.__name__)
    path, page = last_page(morning, "/check-in/yesterday")
    if path == "/check-in/yesterday":
        fields = {"ask": hidden(page, "ask"), "pain": "1", "limp": "no"}
        morning.post("/check-in/yesterday", {"ask": fields["ask"]}, 422)
        morning.post("/check-in/yesterday", fields)
        assert names(house, MorningAnswered.__name__) == before + 1
    assert morning.goes_to("/check-in/yesterday") == "/check-in/answers"


def test_everything_before_a_session_leads_to_start(morning: Browser, house: House) -> None:
    assert check_in(morning, house.app) == "/"
    text = words(morning.get("/"))
    assert "Check in" not in text.split("Why this")[0]
