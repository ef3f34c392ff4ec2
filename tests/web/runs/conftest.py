"""A person with a running goal, and a day whose plan has a run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app.person import CHOICES, TIGHT, Someone
from tests.web.house import Browser, House
from tests.web.scenes import lives


@pytest.fixture
def runner(house: House) -> Someone:
    return house.someone().begin(TIGHT, replace(CHOICES, goal="running"))


@pytest.fixture
def run_day(house: House) -> tuple[Browser, Someone]:
    """A day whose plan has a run of walking and running."""
    someone = house.someone()
    lives.running(someone)
    return house.restart(someone.at.now.date()), someone
