"""Back to sport: what speaks for it is listed, leave is never given, the return is watched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hamstrong.engine.decide.ask import AskKind
from hamstrong.engine.facts import QuestionAnswered, ReturnedToSport, WatchAnswered
from tests.app.person import CHOICES, TIGHT, Someone
from tests.web.house import Browser, House
from tests.web.walking import answer_week


@pytest.fixture
def player(house: House) -> Someone:
    return house.someone().begin(TIGHT, replace(CHOICES, goal="field_sport"))


@pytest.mark.usefixtures("player")
def test_the_card_says_met_not_met_and_not_asked_and_never_cleared(house: House) -> None:
    page = house.browser().get("/sport").lower()
    assert "not asked yet" in page
    assert "do this with a professional" in page
    assert "cleared" not in page
    assert "it never gives leave" in page


def test_a_plain_question_is_kept(house: House, player: Someone) -> None:
    fields = {"limb": "left", "question": "ready_sure", "value": "no"}
    house.browser().post("/sport/answer", fields)
    facts = player.me.current(player.at).fold.live.facts
    assert QuestionAnswered("ready_sure", "left", "no") in facts


def test_a_return_is_noted_only_when_said_and_is_watched(house: House, player: Someone) -> None:
    browser = house.browser()
    browser.post("/sport/return", {"limb": "left"}, 422)
    browser.post("/sport/return", {"limb": "left", "sure": "yes"})
    assert ReturnedToSport("left") in player.me.current(player.at).fold.live.facts
    player.day += 8
    while (ask := player.today().decision.asks[0]).kind is not AskKind.WATCH:
        player.answer(ask)
    browser = house.restart(player.at.now.date())
    answered(browser, player)


def answered(browser: Browser, player: Someone) -> None:
    """The watch is part of the weekly questions, and each sign is answered by itself."""
    assert browser.goes_to("/check-in") == "/check-in/weekly"
    answer_week(browser, player.app)
    signs = player.app.pack.way_back.watch.signs
    facts = player.me.current(player.at).fold.live.facts
    assert WatchAnswered("left", tuple((name, False) for name in signs)) in facts
