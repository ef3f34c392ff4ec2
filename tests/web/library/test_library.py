"""The library answers in every state of a person, and names what stands before an exercise."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from hamstrong.app import App, Choices
from hamstrong.protocol.exercises import Variable
from hamstrong.web.features import FEATURES
from hamstrong.web.shell.texts import load_texts
from tests.app.person import CHOICES, STRAIN, TIGHT, WHOLE_KIT, Someone
from tests.web.house import House

KIT = tuple(item for item in WHOLE_KIT if item != "kettlebell")
GYM = Choices(goal="gym", training_days=(0, 2, 4), minutes=45, kit=WHOLE_KIT)
NO_KETTLEBELL = Choices(goal="gym", training_days=(0, 2, 4), minutes=45, kit=KIT)


def test_before_the_first_day_everything_can_be_looked_at(house: House, app: App) -> None:
    text = house.browser().get("/library")
    assert all(f'href="/library/{name}"' in text for name in app.pack.exercises)
    assert "Not yet" not in text


@pytest.mark.usefixtures("someone")
def test_locked_exercises_are_visible_with_the_reason(house: House) -> None:
    text = house.browser().get("/library")
    assert "Opens in stage 3, Load." in text
    assert "Romanian deadlift" in text


@pytest.mark.usefixtures("someone")
def test_filters_narrow_and_can_be_taken_back(house: House) -> None:
    browser = house.browser()
    text = browser.get("/library?kind=power&kit=none")
    assert "Small jumps" in text
    assert "Lying heel dig" not in text
    assert 'href="/library?kit=none"' in text
    locked = browser.get("/library?show=locked")
    assert "In today&#39;s plan" not in locked
    assert browser.get("/library?show=%3Cscript%3E&kind=x").count("<script>") == 0


@pytest.mark.usefixtures("someone")
def test_a_choice_that_fits_nothing_says_so(house: House) -> None:
    assert "Nothing fits" in house.browser().get("/library?show=open&kind=power")


def test_every_exercise_has_a_page(house: House, app: App) -> None:
    house.someone().begin(STRAIN, replace(CHOICES, goal="running"))
    browser = house.browser()
    for name in app.pack.exercises:
        text = browser.get(f"/library/{name}")
        assert "<svg" in text
        assert not re.search(r"<style(?! nonce)", text)
        assert "What it rests on" in text


def test_missing_kit_is_the_reason(house: House) -> None:
    house.someone().begin(TIGHT, NO_KETTLEBELL)
    assert "Needs: Kettlebell." in house.browser().get("/library/kettlebell_swing")


def test_a_wish_that_was_not_chosen_is_the_reason(house: House) -> None:
    house.someone().begin(TIGHT, GYM)
    said = house.browser().get("/library/deep_bend")
    assert "Comes with a wish in your settings: Deep bends (yoga, dance)." in said


def test_a_chosen_wish_names_its_stage(house: House) -> None:
    house.someone().begin(TIGHT, replace(GYM, options=("end_range_bends",)))
    assert "Opens in stage 4, Power." in house.browser().get("/library/deep_bend")


def test_today_shows_the_dose_and_the_step(house: House, ready: Someone) -> None:
    items = getattr(ready.today().decision, "items", ())
    assert items
    text = house.browser().get(f"/library/{items[0].exercise}")
    assert "In today&#39;s plan" in text
    assert "You are here" in text


def test_every_drawn_mistake_stands_beside_the_right_way(house: House, app: App) -> None:
    browser = house.browser()
    for name, exercise in app.pack.exercises.items():
        text = browser.get(f"/library/{name}")
        drawn = sum(sequence.is_fault for sequence in exercise.sequences)
        assert text.count("exercise-fault-pair") == drawn >= 1
        assert text.count("Not like this") == text.count("Like this") == drawn


def test_what_does_not_exist_is_not_found(house: House) -> None:
    browser = house.browser()
    browser.get("/library/handstand", 404)
    browser.get("/library/handstand/figure.svg", 404)
    browser.get("/library/bridge/figure.svg?scheme=pink", 404)


def test_small_pictures_are_light(house: House, app: App) -> None:
    browser = house.browser()
    for name in app.pack.exercises:
        svg = browser.get(f"/library/{name}/figure.svg")
        assert svg.startswith("<svg")
        assert len(svg) < 16_000


def test_a_stranger_sees_nothing(house: House) -> None:
    assert house.stranger().client.get("/library/bridge").status_code in (401, 403)


def test_other_languages_leave_nothing_in_english(app: App) -> None:
    house = House(app, language="xx")
    house.someone().begin()
    text = house.browser().get("/library/bridge")
    assert "⟦How to do it⟧" in text


def test_every_variable_of_a_step_has_its_words() -> None:
    words = load_texts(FEATURES, "en")
    assert all(words(f"library.changes.{variable}") for variable in get_args(Variable))
