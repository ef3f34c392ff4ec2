"""Work as planned: the facts of one planned line that is done exactly as it was written."""

from __future__ import annotations

from hamstrong.engine.day.own_loads import report_as_planned
from hamstrong.engine.day.run_work import run_as_planned
from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import LoadReported, PlannedItem, RunLogged, RunTimed, SetLogged

_USUAL_TENTHS = {"run": 70, "sprint": 30}
"""Times of nobody in particular, for runs that are only measured or as fast as one likes."""


def work_as_planned(
    item: Item | PlannedItem, plan_id: str, nprs: int | None, left: str | None = None
) -> tuple[SetLogged | RunLogged | RunTimed | LoadReported, ...]:
    """Every set of a line, or its run and the time of it, with this pain (0-10) in each; None
    leaves it unanswered.

    A line with the person's own load ends with the report of it: the load that the line asks for,
    and how many repetitions were `left` (None: no answer).
    """
    if item.run_s is not None:
        times = time_as_planned(item)
        return (run_as_planned(item, plan_id, nprs), *(() if times is None else (times,)))
    done = SetLogged(
        exercise=item.exercise,
        side=item.side,
        rung=item.rung,
        plan_id=plan_id,
        repetitions=item.repetitions,
        holds=item.holds,
        hold_s=item.hold_s,
        load_kg=item.load_kg,
        nprs=nprs,
    )
    report = report_as_planned(item, left)
    return (*(done,) * (item.sets * item.bouts), *(() if report is None else (report,)))


def time_as_planned(item: Item | PlannedItem) -> RunTimed | None:
    """The time of a run that is done as it was planned; None where it is not timed."""
    if item.steady_m is None:
        return None
    planned = item.steady_tenths
    return RunTimed(item.exercise, (_USUAL_TENTHS[item.pace] if planned is None else planned,))
