"""Progress draws what was answered, says so when nothing was, and never guesses a cause."""

from __future__ import annotations

import pytest

from hamstrong.app import App
from tests.app.person import Someone
from tests.web.house import House


def test_before_a_plan_there_is_nothing_to_draw(house: House) -> None:
    assert "Nothing to draw yet" in house.browser().get("/progress")


@pytest.mark.usefixtures("someone")
def test_on_the_first_day_the_gate_is_already_there(house: House) -> None:
    text = house.browser().get("/progress")
    assert "Nothing to draw yet" in text
    assert "What opens next" in text
    assert "Not asked yet" in text


def test_pain_dose_and_table_after_some_days(house: House, someone: Someone) -> None:
    someone.live(4)
    browser = house.restart(someone.at.now.date())
    text = browser.get("/progress")
    assert 'class="timeline"' in text
    assert all(f">{pain}</text>" in text for pain in (0, 2, 4, 6, 8, 10))
    assert "<table>" in text
    assert "It says when it hurt, not why." in text
    for weeks in ("12", "all", "nonsense"):
        browser.get(f"/progress?weeks={weeks}")


def test_an_exercise_that_hurt_is_marked(house: House, someone: Someone) -> None:
    someone.live(1)
    someone.pain = 4
    someone.live(1)
    text = house.restart(someone.at.now.date()).get("/progress")
    assert "progress-pain-hurt" in text


def test_other_languages_leave_nothing_in_english(app: App) -> None:
    house = House(app, language="xx")
    house.someone().begin()
    assert "⟦Is it getting better?⟧" in house.browser().get("/progress")
