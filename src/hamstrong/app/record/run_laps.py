"""Laps of a watch as times over the steady metres of a run; they are offered and never taken."""

from __future__ import annotations

from hamstrong.app.record.run_files import ReadRun
from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import PlannedItem, RunTimed
from hamstrong.engine.facts.bounds import RUN_TIMES, RunTenths, lowest_and_highest
from hamstrong.protocol.model import RunningRules

_TENTHS = 10
_WHOLE = 100


def lap_times(rules: RunningRules, item: Item | PlannedItem, read: ReadRun) -> RunTimed | None:
    """The times of the laps that are about as long as the steady metres of a planned run; None
    where there are none, or more than one run can have."""
    if item.steady_m is None:
        return None
    most = item.steady_m * rules.lap_metres_percent
    laps = [lap for lap in read.run.laps if _WHOLE * abs(lap.metres - item.steady_m) <= most]
    least, longest = lowest_and_highest(RunTenths)
    tenths = tuple(round(lap.seconds * _TENTHS) for lap in laps)
    fitting = tuple(one for one in tenths if least <= one <= longest)
    return RunTimed(item.exercise, fitting) if 0 < len(fitting) <= RUN_TIMES.most else None
