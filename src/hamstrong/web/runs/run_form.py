"""What a form or a kept file says of a run, as the fact that the diary keeps.

A file knows stretches; pain, effort and ground only the runner knows, and nothing fills them in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from hamstrong.app.record.own_runs import OpenRun
from hamstrong.app.record.run_files import ReadRun
from hamstrong.engine.facts import RunInterval, RunLogged
from hamstrong.protocol.model import Pace
from hamstrong.web.shell import Form

MINUTES = (1, 600)
EFFORTS = tuple(str(n) for n in range(11))
PERCENTS = ("50", "60", "70", "80", "90", "95", "100")
UNKNOWN = "unknown"
_MINUTE_S = 60


class Felt(NamedTuple):
    """What only the runner knows. Without a percent the effort stands for it."""

    nprs: int | None
    sharp: bool
    effort: int | None
    percent: int | None
    level: bool | None


class Told(NamedTuple):
    """A run and whether it was the run of today's plan."""

    run: RunLogged
    plan: OpenRun | None


def read_felt(form: Form) -> Felt:
    effort, level = form.choice("effort", EFFORTS), form.choice("level", ("yes", "no"))
    percent = form.choice("percent", (*PERCENTS, UNKNOWN))
    return Felt(
        form.nprs("pain"),
        "sharp" in form.data,
        None if effort is None else int(effort),
        None if percent in (None, UNKNOWN) else int(percent),
        None if level is None else level == "yes",
    )


def by_hand(form: Form, paces: Mapping[str, Pace], plan: OpenRun | None) -> Told | None:
    """A run told in minutes, or as the plan has it; None with the faults noted in the form.

    Args:
        paces: of each run that the person's goal has.
    """
    said = form.choice("planned", ("whole", "part", "no")) if plan is not None else "no"
    exercise = _exercise(form, tuple(paces), said)
    pace: Pace = (
        paces.get(exercise or "", "run") if plan is None or said == "no" else plan.item.pace
    )
    intervals = plan.intervals if plan is not None and said == "whole" else _minutes(form, pace)
    felt = read_felt(form)
    if form.faults or exercise is None or said is None:
        return None
    run = _fact(exercise, intervals, felt, "entered")
    return Told(run, None) if plan is None or said == "no" else Told(plan.of(run), plan)


def _minutes(form: Form, pace: Pace) -> tuple[RunInterval, ...]:
    least, most = MINUTES
    minutes = form.integer("minutes", least=least, most=most)
    return () if minutes is None else (RunInterval(pace, minutes * _MINUTE_S),)


def _exercise(form: Form, exercises: tuple[str, ...], planned: str | None) -> str | None:
    """Which run it was; the plan knows it of its own."""
    if planned in ("whole", "part", "yes") or len(exercises) == 1:
        return exercises[0]
    return form.choice("exercise", exercises)


def kept(read: ReadRun, known: str | None) -> dict[str, Any]:
    """A run that was read, to keep until the person has answered; it holds no place."""
    run = read.run
    stretches = [[i.kind, i.seconds, i.metres] for i in run.intervals]
    return {
        "day": read.day, "source": run.source, "seconds": run.seconds, "metres": run.metres,
        "intervals": stretches, "known": known,
    }  # fmt: skip


def of_file(
    form: Form, draft: dict[str, Any], exercises: tuple[str, ...], plan: OpenRun | None
) -> Told | None:
    """The run of a kept file with what the form adds; None with the faults noted in it."""
    said = form.choice("planned", ("yes", "no")) if plan is not None else "no"
    exercise = _exercise(form, exercises, said)
    felt = read_felt(form)
    if form.faults or exercise is None or said is None:
        return None
    intervals = tuple(RunInterval(*stretch) for stretch in draft["intervals"])
    run = _fact(exercise, intervals, felt, draft["source"])
    return Told(run, None) if plan is None or said == "no" else Told(plan.of(run), plan)


def _fact(exercise: str, intervals: tuple[RunInterval, ...], felt: Felt, source: Any) -> RunLogged:
    return RunLogged(
        exercise=exercise,
        intervals=intervals,
        effort=felt.effort,
        percent=felt.percent,
        nprs=felt.nprs,
        sharp=felt.sharp,
        level=felt.level,
        source=source,
    )
