"""First ratings are asked in the first days, once something was done, and are missed afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.app.person import FINE, STRAIN, TENDON, TIGHT, Someone

from hamstrong.app import App, compose
from hamstrong.diary import MemoryDiary
from hamstrong.engine.facts import ActivitiesRated, ActivityNamed
from hamstrong.protocol.loader import load_pack


@pytest.fixture
def app() -> Iterator[App]:
    with compose(load_pack(), MemoryDiary()) as made:
        yield made


def is_due(someone: Someone) -> bool:
    return bool(someone.me.first_ratings_due(someone.at))


def rate(someone: Someone, *names: str) -> None:
    for name in names:
        someone.tell(ActivityNamed("left", name, f"thing {name}"))
    someone.tell(ActivitiesRated("left", tuple((name, 4) for name in names)))


def standing(someone: Someone) -> str:
    return someone.me.report(someone.at).limbs[0].first_ratings


@pytest.mark.parametrize("values", [STRAIN, TIGHT, TENDON], ids=["strain", "tight", "tendon"])
def test_they_come_after_the_first_exercise(app: App, values: dict[str, str | int]) -> None:
    """Never before it: whoever begins has enough to read."""
    someone = Someone(app, values=values).begin(values)
    while not someone.me.history(someone.at)[-1].sets:
        assert not is_due(someone)
        someone.answer_all()
        someone.work()
    assert not is_due(someone)
    someone.day += 1
    assert is_due(someone)


def test_they_are_over_after_seven_days(app: App) -> None:
    someone = Someone(app).begin()
    first = someone.day
    someone.live(6)
    assert (someone.day, is_due(someone), standing(someone)) == (first + 6, True, "open")
    someone.live(1)
    assert (is_due(someone), standing(someone)) == (False, "missing")


def test_three_activities_with_a_score_are_enough(app: App) -> None:
    """E78: three to five activities."""
    someone = Someone(app).begin()
    someone.live(2)
    rate(someone, "a1", "a2")
    assert is_due(someone)
    rate(someone, "a3")
    assert (is_due(someone), standing(someone)) == (False, "given")


def test_later_scores_are_no_baseline(app: App) -> None:
    someone = Someone(app).begin()
    someone.live(9)
    rate(someone, "a1", "a2", "a3")
    assert standing(someone) == "missing"


def test_prevention_has_none(app: App) -> None:
    """Nothing hurts, so nothing is compared."""
    someone = Someone(app, values=FINE).begin(FINE)
    someone.live(3)
    assert (is_due(someone), standing(someone)) == (False, "none")
