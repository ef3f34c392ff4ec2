"""Work as planned: the facts of one planned line that is done exactly as it was written."""

from __future__ import annotations

from hamstrong.engine.day.run_work import run_as_planned
from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import PlannedItem, RunLogged, SetLogged


def work_as_planned(
    item: Item | PlannedItem, plan_id: str, nprs: int | None
) -> tuple[SetLogged | RunLogged, ...]:
    """Every set of a line, or its run, with this pain (0-10) in each; None leaves it unanswered."""
    if item.run_s is not None:
        return (run_as_planned(item, plan_id, nprs),)
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
    return (done,) * (item.sets * item.bouts)
