"""The check-in of a first day ends with the person's own activities, which may wait."""

from __future__ import annotations

import pytest

from hamstrong.engine.facts import ActivitiesRated, ActivityNamed
from tests.app.person import Someone
from tests.web.house import Browser, House

FIRST = "/activities/first"
NAMED = {"words_left_0": "Climbing stairs", "score_left_0": "4"}


@pytest.fixture
def worked(someone: Someone, house: House) -> Browser:
    """The morning after the first session."""
    someone.live(1)
    return house.restart(someone.at.now.date())


def told(someone: Someone) -> list[ActivityNamed | ActivitiesRated]:
    facts = someone.me.current(someone.at).fold.live.facts
    return [fact for fact in facts if isinstance(fact, ActivityNamed | ActivitiesRated)]


def test_the_check_in_ends_there(worked: Browser, someone: Someone) -> None:
    """Once nothing else is open."""
    place = worked.post("/check-in", {"ask": "morning:left", "pain": "0", "limp": "no"})
    assert [ask for ask in someone.today().open_asks if not ask.opens_session] == []
    assert place.headers["location"] == FIRST
    assert "What does the leg make hard?" in worked.get(FIRST)


def test_a_session_that_is_about_to_start_is_not_held_up(worked: Browser) -> None:
    answers = {"ask": "morning:left", "pain": "0", "limp": "no", "start": "now"}
    assert worked.post("/check-in", answers).headers["location"] != FIRST


def test_names_and_scores_are_kept_together(worked: Browser, someone: Someone) -> None:
    assert worked.post(FIRST, NAMED).headers["location"] == "/"
    name, rated = told(someone)
    assert isinstance(name, ActivityNamed)
    assert name.words == "Climbing stairs"
    assert rated == ActivitiesRated("left", ((name.activity, 4),))
    assert "Climbing stairs" in worked.get(FIRST)  # two more are still wanted


@pytest.mark.parametrize("gap", [{}, {"words_left_0": "Climbing stairs"}])
def test_nothing_is_made_up(worked: Browser, someone: Someone, gap: dict[str, str]) -> None:
    worked.post(FIRST, gap, 422)
    assert told(someone) == []


def test_before_the_first_session_there_is_nothing_to_ask(house: House, someone: Someone) -> None:
    answer = house.browser().client.get(FIRST)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert someone.me.is_enrolled(someone.at)
