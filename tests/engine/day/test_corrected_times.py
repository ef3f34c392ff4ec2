"""Times of a run are corrected or taken back: what was said first is never made good by it."""

from __future__ import annotations

from itertools import product

import pytest

from hamstrong.engine.day.record import read_day
from hamstrong.engine.day.session_work import hardness
from hamstrong.engine.day.timed_runs import judge_run, timed_work
from hamstrong.engine.facts import PlannedItem, RunInterval, RunLogged, RunTimed
from hamstrong.engine.meet import worse_of
from hamstrong.engine.state.calendar import POWER
from hamstrong.engine.state.run_times import TimeVerdict, fast_time
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
RUN = "run_through"
BRISK = PlannedItem(
    RUN, "both", "run_through-40-20-40-brisk", 4, "once", run_s=30, walk_s=75, effort_percent=70,
    run_m=100, walk_m=100, speed_up_m=40, steady_m=20, slow_down_m=40, steady_tenths=60,
)  # fmt: skip
RAN = RunLogged(RUN, (RunInterval("run", 30, 100),) * 4, BRISK.rung, "p", nprs=0, level=True)


def corrected(*said: tuple[int, ...]) -> RunTimed:
    """Times that were said, and each time corrected on the same day."""
    fact = RunTimed(RUN, said[0])
    for tenths in said[1:]:
        worse = worse_of(fact, RunTimed(RUN, tenths))
        assert isinstance(worse, RunTimed)
        fact = worse
    return fact


def verdict(*said: tuple[int, ...]) -> TimeVerdict:
    return judge_run(PACK, BRISK, read_day((RAN, corrected(*said))))


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        ((60,), (62,), TimeVerdict.CLEAN),
        ((62,), (58,), TimeVerdict.EARLY),
        ((58,), (62,), TimeVerdict.EARLY),
        ((62,), (67,), TimeVerdict.LATE),
        ((67,), (62,), TimeVerdict.LATE),
        ((62,), (), TimeVerdict.UNTIMED),
    ],
)
def test_both_accounts_have_to_be_as_planned(
    first: tuple[int, ...], then: tuple[int, ...], found: TimeVerdict
) -> None:
    """C24, S18: 5.9 to 6.6 seconds are as planned for 6.0; a correction lowers at once and
    raises nothing."""
    assert verdict(first, then) is found


def test_no_correction_makes_a_run_better() -> None:
    order = [TimeVerdict.EARLY, TimeVerdict.UNTIMED, TimeVerdict.LATE, TimeVerdict.CLEAN]
    some = [(), (58,), (59, 60), (66,), (67,), (30, 90)]
    for first, second, third in product(some[1:], some, some):
        ranks = [
            order.index(verdict(*said))
            for said in ((first,), (first, second), (first, second, third))
        ]
        assert ranks[1] <= ranks[0] or first == second


def test_the_slower_account_is_the_time_that_is_learned() -> None:
    """E146: the next rung goes by the quickest clean time, so the slower of two is the safe one."""
    for said in (((60, 64), (62,)), ((62,), (60,)), ((60,), (62,), (61,))):
        work = timed_work(BRISK, read_day((RAN, corrected(*said))))
        assert work is not None
        assert work.quickest == 62
    assert timed_work(BRISK, read_day((RAN, corrected((60,), ())))) is None


def test_a_run_that_was_said_to_be_fast_stays_a_fast_day() -> None:
    """S3: the day after it has no hard work, whatever is said later."""
    fast = fast_time(PACK, read_day(()).known_times)
    for then in ((), (fast + 30,)):
        day = read_day((RAN, corrected((fast,), then)))
        assert hardness(PACK, day, sport_counts=False)[0] == POWER
