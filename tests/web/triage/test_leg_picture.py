"""The leg to tap: a picture for the thumb, radio buttons for keys and screen readers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.app.person import STRAIN
from tests.web.room.visitor import Visitor

pytestmark = pytest.mark.browser


def at_the_leg(visitor: Visitor) -> None:
    visitor.consents()
    while "q_limbs" not in visitor.asked():
        visitor.answers_one(STRAIN)


def test_a_tap_on_the_thigh_answers_the_leg_and_the_place(visitor: Visitor) -> None:
    at_the_leg(visitor)
    visitor.taps_leg("left", "back_of_thigh")
    expect(visitor.page.get_by_role("radio", name="Left")).to_be_checked()
    expect(visitor.page.get_by_role("radio", name="Back of the thigh")).to_be_checked()
    visitor.taps_leg("right", "behind_knee")
    expect(visitor.page.get_by_role("radio", name="Right")).to_be_checked()
    expect(visitor.page.get_by_role("radio", name="Back of the knee")).to_be_checked()


def test_keys_and_a_screen_reader_have_the_same_choice(visitor: Visitor) -> None:
    at_the_leg(visitor)
    legs = visitor.page.get_by_role("radiogroup", name="Which leg?")
    assert [one.get_attribute("value") for one in legs.get_by_role("radio").all()] == [
        "left", "right", "both",
    ]  # fmt: skip
    legs.get_by_role("radio", name="Left").focus()
    for name in ("Right", "Both"):
        visitor.page.keyboard.press("ArrowDown")
        expect(legs.get_by_role("radio", name=name)).to_be_checked()
    sizes = [box.bounding_box() for box in legs.locator("label").all()]
    assert all(size and min(size["width"], size["height"]) >= 44 for size in sizes)
