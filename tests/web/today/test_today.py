"""Today's one card in each of its states."""

from __future__ import annotations

import re

import pytest

from hamstrong.engine.facts import FormAnswered, MorningAnswered, PainNowAnswered, Stopped
from tests.app.person import Someone
from tests.web.house import Browser, House
from tests.web.walking import words


def card(browser: Browser) -> str:
    page = browser.get("/")
    return words(f"<main>{page.split('<article')[1].split('</article>')[0]}</main>")


@pytest.mark.usefixtures("someone")
def test_the_first_day_asks_how_the_leg_is_first(house: House) -> None:
    assert "One number first" in card(house.browser())


@pytest.mark.usefixtures("ready")
def test_a_session_names_minutes_exercises_and_one_step(house: House) -> None:
    text = card(house.browser())
    assert "Your session" in text
    assert " min " in text
    assert re.search(r"min Start \w", text)
    page = words(house.browser().get("/"))
    assert "Our careful choice; no source gives it." in page
    assert "From the article that this programme follows." in page
    assert "What opens next" in page


def test_a_session_under_way_goes_on(ready: Someone, house: House) -> None:
    plan_id = ready.today().plan_id
    assert plan_id is not None
    ready.me.start_session(ready.at, ready.new_id(), plan_id)
    assert "Your session is waiting" in card(house.browser())


def test_a_finished_day_has_no_next_step(ready: Someone, house: House) -> None:
    ready.work()
    assert "Done for today" in card(house.browser())


def test_what_if_tells_and_saves_nothing(ready: Someone, house: House) -> None:
    browser = house.browser()
    before = house.app.diary.last_seq(ready.id)
    text = words(browser.post("/what-if", {"pain": "5"}, 200).text)
    assert "With pain of 5 out of 10" in text
    assert "We ask for warning signs first" in text
    mild = words(browser.post("/what-if", {"pain": "0"}, 200).text)
    assert "A session of about" in mild
    browser.post("/what-if", {"pain": "11"}, 422)
    assert house.app.diary.last_seq(ready.id) == before


def test_how_is_it_is_one_tap_and_asked_once(ready: Someone, house: House) -> None:
    browser = house.browser()
    if "/how-is-it" not in browser.get("/"):
        ready.day += 1
        browser = house.restart(ready.at.now.date())
    browser.post("/how-is-it", {"limb": "left"}, 422)
    browser.post("/how-is-it", {"limb": "left", "pain": "1"})
    assert "/how-is-it" not in browser.get("/")


def test_a_red_flag_says_what_why_and_next(ready: Someone, house: House) -> None:
    ready.tell(FormAnswered("short", ("now_chest",), ()))
    text = card(house.browser())
    assert "Get help now" in text
    assert "Your chest or your breath" in text
    assert "What lifts it" in text
    assert "What to do now" in text


def test_strong_pain_asks_the_long_form_then_leads_back_over_easy_days(
    ready: Someone, house: House
) -> None:
    plan_id = ready.today().plan_id
    assert plan_id is not None
    ready.me.start_session(ready.at, ready.new_id(), plan_id)
    ready.tell(Stopped("sharp_pain"))
    assert "A few questions first" in card(house.browser())
    ready.answer_all()
    ready.day += 1
    ready.answer_all()
    assert "Easy day" in card(house.restart(ready.at.now.date()))


def test_a_failed_morning_sends_to_a_professional(ready: Someone, house: House) -> None:
    """R-H4: the advice stands in the open, not behind a fold."""
    ready.work()
    ready.day += 1
    ready.tell(MorningAnswered("left", 4, new_limp=False))
    ready.answer_all()
    page = house.restart(ready.at.now.date()).get("/")
    unfolded = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert "Talk to a professional" in words(unfolded)


def test_rest_is_a_day_of_its_own(ready: Someone, house: House) -> None:
    ready.tell(PainNowAnswered("left", 4, new_limp=False))
    assert ready.today().plan_id is None
    assert "Rest is today's exercise" in card(house.browser())


def test_nobody_yet_is_led_to_the_welcome(house: House) -> None:
    browser = house.browser()
    assert browser.goes_to("/") == "/welcome"
    browser.post("/what-if", {"pain": "3"})


def test_the_slider_gets_the_same_eleven_answers_as_the_form(ready: Someone, house: House) -> None:
    browser, before = house.browser(), ready.me.tip()
    answers = browser.client.get("/what-if/all").json()
    assert len(answers) == 11
    for pain, answer in enumerate(answers):
        said = words(browser.post("/what-if", {"pain": str(pain)}, 200).text)
        assert answer["title"] in said
        assert answer["lines"]
        for when, what in answer["lines"]:
            assert when in said
            assert what in said
    assert ready.me.tip() == before


def test_the_slider_has_no_answers_before_there_is_a_plan(house: House) -> None:
    house.browser().get("/what-if/all", 404)
