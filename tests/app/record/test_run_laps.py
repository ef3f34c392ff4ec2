"""Laps of a watch: those about as long as the timed metres are offered, and no others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hamstrong.app.record.run_files import ReadRun
from hamstrong.app.record.run_laps import lap_times
from hamstrong.engine.facts import PlannedItem
from hamstrong.exchange.run_recording import Lap
from hamstrong.exchange.runs import ImportedRun
from hamstrong.protocol.loader import load_pack

RULES = load_pack().rules.running
TIMED = PlannedItem("run_through", "both", "run_through-40-20-40-half", 4, "once", steady_m=20)


def offered(*laps: tuple[float, float], item: PlannedItem = TIMED) -> tuple[int, ...]:
    run = ImportedRun("fit", datetime(2026, 3, 2, tzinfo=UTC), 60, 200, (), 60,
                      laps=tuple(Lap(*lap) for lap in laps))  # fmt: skip
    found = lap_times(RULES, item, ReadRun(run, 1))
    return () if found is None else found.tenths


@pytest.mark.parametrize(
    ("metres", "taken"), [(17.9, False), (18.0, True), (20, True), (22.0, True), (22.1, False)]
)
def test_a_lap_is_within_a_tenth_of_the_metres(metres: float, taken: bool) -> None:
    assert bool(offered((6.0, metres))) is taken


def test_ramps_and_walks_between_are_left_out_and_times_are_in_tenths() -> None:
    laps = ((16.0, 40), (6.04, 20.3), (16.0, 40), (75, 100), (5.96, 19.8), (0.9, 20), (61, 20))
    assert offered(*laps) == (60, 60)


def test_nothing_is_offered_without_timed_metres_or_for_more_runs_than_there_are() -> None:
    assert offered((6.0, 20), item=TIMED._replace(steady_m=None)) == ()
    assert offered(*(((6.0, 20.0),) * 21)) == ()
    assert offered() == ()
