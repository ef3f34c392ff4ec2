"""An app over a diary in memory, and a person in it."""

from collections.abc import Iterator

import pytest
from tests.app.person import Someone

from hamstrong.app import App, compose
from hamstrong.diary import MemoryDiary
from hamstrong.protocol.loader import load_pack


@pytest.fixture
def app() -> Iterator[App]:
    with compose(load_pack(), MemoryDiary()) as app:
        yield app


@pytest.fixture
def someone(app: App) -> Someone:
    """Enrolled with a tight left leg, everything of the first day answered."""
    person = Someone(app).begin()
    person.answer_all()
    return person
