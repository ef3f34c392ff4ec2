"""R-D1: the check-in is one screen a leg, and starting from it asks pain now on that screen too."""

from __future__ import annotations

import pytest

from hamstrong.engine.decide.ask import AskKind
from hamstrong.engine.facts import FormAnswered, MorningAnswered, PainNowAnswered
from tests.app.person import Someone
from tests.web.house import Browser, House
from tests.web.walking import hidden, last_page, words

WELL = {"pain": "0", "limp": "no", "q_short_check": "none"}


@pytest.fixture
def morning(someone: Someone, house: House) -> Browser:
    """The first morning after a session on which there is work."""
    for _ in range(12):
        today = someone.today()
        if today.plan_id and any(ask.kind is AskKind.MORNING for ask in today.decision.asks):
            break
        someone.answer_all()
        someone.work()
        someone.day += 1
    return house.restart(someone.at.now.date())


def facts(house: House, name: str) -> list[object]:
    stored = house.app.diary.read(house.app.persons()[0])
    return [fact for fact in stored if fact.name == name]


def test_morning_limp_and_signs_stand_on_one_page(morning: Browser, house: House) -> None:
    path, page = last_page(morning, "/check-in")
    assert path == "/check-in"
    assert page.count('name="limp"') == 2
    assert 'name="q_short_check"' in page
    assert 'name="pain_now"' not in page
    before = len(facts(house, FormAnswered.__name__))
    sent = morning.post("/check-in", {"ask": hidden(page, "ask"), **WELL})
    assert sent.headers["location"] == "/activities/first"  # a first day after work
    assert len(facts(house, FormAnswered.__name__)) == before + 1


def test_start_asks_pain_now_with_the_rest_and_goes_on_to_the_session(
    morning: Browser, house: House
) -> None:
    """One page between Start on Today and the first exercise."""
    assert "Start Only check in" in words(morning.get("/"))
    _, page = last_page(morning, "/check-in?start=now")
    assert hidden(page, "start") == "now"
    said = {**WELL, "pain_now": "0", "start": "now"}
    sent = morning.post("/check-in", {"ask": hidden(page, "ask"), **said})
    assert sent.headers["location"] == "/session?start=now"
    assert len(facts(house, PainNowAnswered.__name__)) > 0


def test_who_only_checks_in_is_asked_pain_now_by_start(morning: Browser) -> None:
    page = morning.get("/check-in")
    morning.post("/check-in", {"ask": hidden(page, "ask"), **WELL})
    _, later = last_page(morning, "/session")
    assert hidden(later, "ask") == "pain_now:left"
    sent = morning.post(
        "/check-in", {"ask": "pain_now:left", "start": "now", "pain_now": "0", "limp": "no"}
    )
    assert sent.headers["location"] == "/session?start=now"


@pytest.mark.parametrize(("pain", "pain_now"), [("0", "3"), ("4", "0")])
def test_answers_that_make_the_session_lighter_are_read_on_today_first(
    morning: Browser, pain: str, pain_now: str
) -> None:
    """S13."""
    page = morning.get("/check-in?start=now")
    said = {**WELL, "pain": pain, "pain_now": pain_now, "start": "now"}
    sent = morning.post("/check-in", {"ask": hidden(page, "ask"), **said})
    assert sent.headers["location"] == "/"


def test_a_warning_sign_counts_whatever_else_the_page_leaves_open(
    morning: Browser, house: House
) -> None:
    """S1: the sign is kept and leads on; the morning is asked again later."""
    page = morning.get("/check-in")
    mornings = len(facts(house, MorningAnswered.__name__))
    sent = morning.post("/check-in", {"ask": hidden(page, "ask"), "q_short_check": "now_chest"})
    assert sent.headers["location"] == "/outcome"
    assert len(facts(house, MorningAnswered.__name__)) == mornings


def test_a_sign_is_kept_from_a_page_that_another_tab_has_overtaken(morning: Browser) -> None:
    """S1: "none of these" in one tab takes nothing from a sign in the other."""
    ask = hidden(morning.get("/check-in"), "ask")
    morning.post("/check-in", {"ask": ask, **WELL})
    sent = morning.post("/check-in", {"ask": ask, **WELL, "q_short_check": "now_chest"})
    assert sent.headers["location"] == "/outcome"
    morning.post("/check-in", {"ask": ask, **WELL})
    assert "Get help now" in words(morning.get("/"))


def test_a_page_sent_twice_is_recorded_once(morning: Browser, house: House) -> None:
    ask = hidden(morning.get("/check-in"), "ask")
    counted = [MorningAnswered.__name__, FormAnswered.__name__]
    before = [len(facts(house, name)) for name in counted]
    form_id = "0f0f0f0f-0000-4000-8000-000000000002"
    for _ in range(2):
        morning.post("/check-in", {"ask": ask, **WELL}, form_id=form_id)
    morning.post("/check-in", {"ask": ask, **WELL, "pain": "4"})
    assert [len(facts(house, name)) for name in counted] == [n + 1 for n in before]
