"""A sealed value comes back as it was, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.web.shell.sealed_values import sealed, unsealed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.text(max_size=40), VALUES)
def test_value_comes_back_as_it_was_sealed(key: str, value: object) -> None:
    assert unsealed(key, sealed(key, value)) == value


@given(VALUES, st.data())
def test_a_changed_letter_makes_it_worth_nothing(value: object, data: st.DataObject) -> None:
    text = sealed("key", value)
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(exclude_characters=text[at]))
    assert unsealed("key", text[:at] + letter + text[at + 1 :]) is None


@pytest.mark.parametrize("text", ["", ".", "e30", "e30.", ".e30", "e30.é", "\ud800", "1.2.3"])
def test_text_that_was_never_sealed_is_worth_nothing(text: str) -> None:
    assert unsealed("key", text) is None


def test_another_session_cannot_open_it() -> None:
    assert unsealed("another", sealed("key", {"pain": 0})) is None
