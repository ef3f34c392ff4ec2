"""A run that was done away from the player: whether it was the plan's, or is known already.

Whoever ran with a watch may say afterwards that this was the run of today's plan; it then counts
for its plan as it was really done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.app.record.run_files import ReadRun
from hamstrong.app.today.session_progress import Session
from hamstrong.app.today.todays_decision import Today
from hamstrong.engine.day.run_work import run_as_planned
from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.facts import PlannedItem, RunInterval, RunLogged, WalkLogged
from hamstrong.engine.fold import Recorded

Known = Literal["same", "another"]


@dataclass(frozen=True, slots=True)
class OpenRun:
    """The run of today's plan that is not logged yet; `begun` says that its session has started."""

    item: Item | PlannedItem
    plan_id: str
    begun: bool

    def of(self, run: RunLogged) -> RunLogged:
        """The same run as the plan's."""
        return run._replace(exercise=self.item.exercise, rung=self.item.rung, plan_id=self.plan_id)

    @property
    def intervals(self) -> tuple[RunInterval, ...]:
        """Every stretch of it, as written."""
        return run_as_planned(self.item, self.plan_id, None).intervals


def open_run(today: Today, session: Session | None) -> OpenRun | None:
    """The run that today still holds; None where the questions before a session are open."""
    if session is not None:
        lines = () if session.ended else session.lines
        open_lines = (line.item for line in lines if line.item.run_s is not None and line.left)
        item = next(open_lines, None)
        return None if item is None else OpenRun(item, session.plan_id, begun=True)
    if today.plan_id is None or today.must_answer or not isinstance(today.decision, Prescription):
        return None
    planned = next((item for item in today.decision.items if item.run_s is not None), None)
    return None if planned is None else OpenRun(planned, today.plan_id, begun=False)


def known(entries: Sequence[Recorded], read: ReadRun) -> Known | None:
    """Whether a day has this very run already, or at least another one; likewise for a walk.

    Two walks of one length on one day are common, so a walk is never the same.
    """
    if read.run.activity == "walk":
        walks = [walk for day, walk in of_kind(entries, WalkLogged) if day == read.day]
        return "another" if any(w.minutes == read.walk_minutes for w in walks) else None
    runs = [run for day, run in of_kind(entries, RunLogged) if day == read.day]
    if any(run.intervals == read.run.intervals for run in runs):
        return "same"
    return "another" if runs else None
