"""Times of runs: what is made of measured ones, by arithmetic from the written rules.

E152: twenty metres at a top speed of 7.5 m/s take 2.7 s; at 70 and 90 % of it 3.81 and 2.96 s,
which is 3.9 and 3.0 where the own best time is 2.7 and tenths are rounded to the slower side.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from hamstrong.engine.state.run_times import (
    NO_TIMES,
    RunTimes,
    TimeAsked,
    TimeVerdict,
    asked_of,
    fast_time,
    is_open,
    judge_times,
    meet_run_times,
    time_of_rung,
    with_clean_time,
)
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack, Rung

PACK = load_pack()
RULES = PACK.rules.running
HALF, BRISK, BRISK_SHORT, FAST, FAST_SHORT, FAST_SHORTEST = (
    r.id for r in PACK.exercises["run_through"].ladder
)
SPRINT_90, SPRINT_95, SPRINT_100 = (r.id for r in PACK.exercises["sprint"].ladder)
CLEAN = (
    (HALF, 70), (BRISK, 60), (BRISK_SHORT, 56), (FAST, 52), (FAST_SHORT, 48), (FAST_SHORTEST, 45),
)  # fmt: skip


def rung_of(name: str) -> tuple[str, Rung]:
    return next((e.id, r) for e in PACK.exercises.values() for r in e.ladder if r.id == name)


def time_of(name: str, *clean: tuple[str, int], top: int | None = None) -> int | None:
    exercise, rung = rung_of(name)
    times = RunTimes(tuple(sorted(clean)), top)
    return time_of_rung(PACK, PACK.exercises[exercise], rung, times)


def test_nothing_measured_gives_no_time() -> None:
    assert [time_of(name) for name in (HALF, BRISK, FAST, SPRINT_90, SPRINT_100)] == [None] * 5


@pytest.mark.parametrize(
    ("name", "seconds"),
    [(BRISK, 6.0), (BRISK_SHORT, 5.6), (FAST, 5.2), (FAST_SHORT, 4.8), (FAST_SHORTEST, 4.5)],
)
def test_each_rung_takes_092_of_the_time_below_and_the_first_085(name: str, seconds: float) -> None:
    """7.0 x 0.85 = 5.95; 6.0 x 0.92 = 5.52; 5.6 x 0.92 = 5.15; 5.2 x 0.92 = 4.78; 4.8 x 0.92 =
    4.42."""
    below = CLEAN[: [n for n, _ in CLEAN].index(name)]
    assert time_of(name, *below) == round(10 * seconds)


def test_its_own_clean_time_makes_no_rung_quicker() -> None:
    assert time_of(FAST, *CLEAN) == 52
    assert time_of(BRISK, *CLEAN) == 60


@pytest.mark.parametrize(
    ("name", "least"), [(BRISK, 38), (FAST_SHORTEST, 38), (SPRINT_90, 34), (SPRINT_95, 31)]
)
def test_an_unknown_top_speed_is_approached_no_further(name: str, least: int) -> None:
    quick = tuple((known, 31) for known, _ in CLEAN)
    assert time_of(name, *quick, (SPRINT_90, 31)) == least


@pytest.mark.parametrize(
    ("name", "tenths"),
    [(BRISK, 39), (FAST, 32), (SPRINT_90, 30), (SPRINT_95, 29), (SPRINT_100, 27)],
)
def test_a_known_top_speed_is_shared(name: str, tenths: int) -> None:
    """2.7 s by 0.70, 0.85, 0.90, 0.95 and 1: 3.86, 3.18, 3.00, 2.84 and 2.70 s (E152)."""
    assert time_of(name, *CLEAN, top=27) == tenths


def test_a_rung_is_open_once_all_below_it_were_timed() -> None:
    run, sprint = PACK.exercises["run_through"], PACK.exercises["sprint"]
    some = RunTimes(tuple(sorted(CLEAN[:2])))
    assert [r.id for r in run.ladder if is_open(PACK, run, r, some)] == [HALF, BRISK, BRISK_SHORT]
    assert not is_open(PACK, sprint, sprint.ladder[0], some)
    assert is_open(PACK, sprint, sprint.ladder[0], RunTimes(tuple(sorted(CLEAN))))


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        ((), TimeVerdict.UNTIMED),
        ((59,), TimeVerdict.CLEAN),
        ((58,), TimeVerdict.EARLY),
        ((66,), TimeVerdict.CLEAN),
        ((67,), TimeVerdict.LATE),
        ((60, 67), TimeVerdict.LATE),
        ((60, 58), TimeVerdict.EARLY),
    ],
)
def test_a_time_is_clean_from_a_tenth_before_to_a_ninth_after(
    measured: tuple[int, ...], verdict: TimeVerdict
) -> None:
    assert judge_times(RULES, TimeAsked(60, 38), measured) is verdict


def test_an_easy_run_as_quick_as_a_fast_one_is_none() -> None:
    asked = TimeAsked(None, fast=38)
    assert judge_times(RULES, asked, (39,)) is TimeVerdict.CLEAN
    assert judge_times(RULES, asked, (38,)) is TimeVerdict.EARLY


def test_as_fast_as_one_likes_is_never_too_fast() -> None:
    exercise, rung = rung_of(SPRINT_100)
    asked = asked_of(PACK, PACK.exercises[exercise], rung, RunTimes((), top=30))
    assert (asked.planned, asked.free) == (30, True)
    assert judge_times(RULES, asked, (24,)) is TimeVerdict.CLEAN
    assert judge_times(RULES, asked, (34,)) is TimeVerdict.LATE


def test_its_best_clean_time_is_the_top_speed() -> None:
    _, rung = rung_of(SPRINT_100)
    times = with_clean_time(with_clean_time(NO_TIMES, rung, 30), rung, 31)
    assert times == RunTimes(((SPRINT_100, 30),), top=30)
    _, brisk = rung_of(BRISK)
    assert with_clean_time(NO_TIMES, brisk, 30).top is None


def test_the_fast_time_follows_from_what_is_known() -> None:
    """Nothing known: 3.8 s. An easy 7.0: 5.95, 5.52 and 5.15 s, rounded up step by step. A top of
    2.7: 2.7 / 0.85 = 3.18 s."""
    assert fast_time(PACK, NO_TIMES) == 38
    assert fast_time(PACK, RunTimes(((HALF, 70),))) == 52
    assert fast_time(PACK, RunTimes((), top=27)) == 32


def test_of_two_accounts_the_slower_time_holds() -> None:
    a, b = RunTimes(((HALF, 70), (BRISK, 60))), RunTimes(((HALF, 80),))
    assert meet_run_times(a, b) == RunTimes(((HALF, 80),))
    assert meet_run_times(RunTimes(a.clean, 30), RunTimes(a.clean, 27)).top == 30
    assert meet_run_times(RunTimes(a.clean, 30), a) == NO_TIMES


def test_an_edition_without_timed_runs_has_no_fast_time() -> None:
    bare = {n: e for n, e in PACK.exercises.items() if n not in ("run_through", "sprint")}
    without: Pack = replace(PACK, exercises=bare)
    assert fast_time(without, NO_TIMES) == 0
