"""The pull on a hanging scale and the chair rises: who gets them, what counts as a change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.app.person import FINE, Someone

from hamstrong.app import App, compose
from hamstrong.app.progress.self_test_card import TestCard
from hamstrong.diary import MemoryDiary
from hamstrong.engine.facts import TestLogged
from hamstrong.protocol.loader import load_pack

PULL, RISES = "pull_on_scale", "chair_rises"


@pytest.fixture
def app() -> Iterator[App]:
    with compose(load_pack(), MemoryDiary()) as made:
        yield made


def prevents(app: App, age: int) -> Someone:
    """Somebody in stage 3, where both tests begin."""
    return Someone(app, values={**FINE, "age": age}).begin({**FINE, "age": age})


def card(someone: Someone, test: str) -> TestCard:
    return next(c for c in someone.me.tests(someone.at) if c.test.id == test)


def pull(someone: Someone, side: str, *kilograms: float, nprs: int = 0) -> None:
    someone.tell(TestLogged(PULL, side, kilograms, nprs))


def test_the_best_of_three_pulls_counts(app: App) -> None:
    """E209: three pulls a leg on peak hold."""
    someone = prevents(app, 40)
    pull(someone, "left", 20.0, 24.5, 23.0)
    assert [r.value for r in card(someone, PULL).results] == [24.5]


def test_two_pulls_are_too_few(app: App) -> None:
    someone = prevents(app, 40)
    pull(someone, "left", 20.0, 24.5)
    assert [r.value for r in card(someone, PULL).results] == [None]


@pytest.mark.parametrize(("nprs", "counts"), [(3, True), (4, False)])
def test_a_pull_counts_up_to_a_pain_of_three(app: App, nprs: int, counts: bool) -> None:
    """E209: pain at most 3."""
    someone = prevents(app, 40)
    pull(someone, "left", 20.0, 20.0, 20.0, nprs=nprs)
    (result,) = card(someone, PULL).results
    assert (result.value is not None) is counts


@pytest.mark.parametrize(
    ("now", "change"),
    [(23.4, "no_real_change"), (23.6, "better"), (17.1, "no_real_change"), (16.9, "worse")],
)
def test_a_change_of_less_than_fifteen_percent_is_none(app: App, now: float, change: str) -> None:
    """E210: even trained testers with a fixed device cannot tell less than 13 to 14 percent from
    chance. 15 % of the greater of 20 and 23.5 is 3.5."""
    someone = prevents(app, 40)
    pull(someone, "left", 20.0, 20.0, 20.0)
    someone.day += 14
    pull(someone, "left", now, now, now)
    assert card(someone, PULL).changes["left"] == change


@pytest.mark.parametrize(("right", "differ"), [(17.1, False), (16.9, True)])
def test_sides_differ_from_fifteen_percent_on(app: App, right: float, differ: bool) -> None:
    someone = prevents(app, 40)
    pull(someone, "left", 20.0, 20.0, 20.0)
    pull(someone, "right", right, right, right)
    assert card(someone, PULL).sides_differ is differ


def test_a_pull_is_a_hard_day_and_decides_no_load(app: App) -> None:
    """A maximal test is hard work; its result is in no gate and lowers no ladder."""
    someone = prevents(app, 40)
    before = someone.me.state(someone.at).episodes[0].ladders
    assert card(someone, PULL).hard
    pull(someone, "left", 60.0, 60.0, 60.0)
    assert someone.me.state(someone.at).episodes[0].ladders == before
    pack = app.pack
    assert pack.tests[PULL].exercise is None
    assert not any(getattr(c, "test", "") in (PULL, RISES) for c in pack.criteria.values())


@pytest.mark.parametrize(("age", "for_them"), [(59, False), (60, True)])
def test_chair_rises_begin_at_sixty(app: App, age: int, for_them: bool) -> None:
    """E202: the norms begin at 60."""
    assert card(prevents(app, age), RISES).never is not for_them


@pytest.mark.parametrize(
    ("age", "women", "men"),
    [(60, 12, 14), (64, 12, 14), (65, 11, 12), (74, 10, 12), (84, 9, 10), (93, 4, 7)],
)
def test_the_norm_is_that_of_ones_age(app: App, age: int, women: int, men: int) -> None:
    """E202: the low limits of the chair stand, men and women."""
    norm = card(prevents(app, age), RISES).norm
    assert norm is not None
    assert (norm.women, norm.men) == (women, men)


def test_chair_rises_are_one_result_of_both_legs(app: App) -> None:
    someone = prevents(app, 70)
    found = card(someone, RISES)
    assert len(found.sides) == 1
    someone.tell(TestLogged(RISES, found.sides[0], (13,), 0))
    again = card(someone, RISES)
    assert [(r.value, again.leg_of(r.side)) for r in again.results] == [(13.0, "both")]
    assert again.changes == {found.sides[0]: "first"}
