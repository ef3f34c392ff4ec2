"""Run form, or a kept file's run, as the fact that the diary keeps.

A file knows stretches; pain, effort and ground only the runner knows, and nothing fills them in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.app.record.own_runs import OpenRun
from hamstrong.app.record.run_files import ReadRun
from hamstrong.app.record.times_line import read_times
from hamstrong.app.record.typed_numbers import UnclearNumberError
from hamstrong.engine.facts import RunInterval, RunLogged, RunTimed, SportLogged, WalkLogged
from hamstrong.engine.facts.bounds import MinutesOfADay
from hamstrong.protocol.model import Pace
from hamstrong.web.shell import Form

EFFORTS = tuple(str(n) for n in range(11))
PERCENTS = ("50", "60", "70", "80", "90", "95", "100")
UNKNOWN = "unknown"
WHAT = ("run", "walk", "other")
YES_NO = ("yes", "no")
KM = (0.05, 100.0)
_LONGEST_KM = 7
_MINUTE_S = 60


class Felt(NamedTuple):
    """What only the runner knows. Without a percent the effort is taken for it."""

    nprs: int | None
    sharp: bool
    effort: int | None
    percent: int | None
    level: bool | None
    talking: bool | None


class EnteredRun(NamedTuple):
    """A run, whether it was the run of today's plan, and its times over steady metres."""

    run: RunLogged
    plan: OpenRun | None
    times: RunTimed | None = None


def read_felt(form: Form) -> Felt:
    effort, level = form.choice("effort", EFFORTS), form.choice("level", YES_NO)
    talking = form.choice("talking", YES_NO, optional=True)
    percent = form.choice("percent", (*PERCENTS, UNKNOWN))
    return Felt(
        nprs=form.nprs("pain"),
        sharp="sharp" in form.data,
        effort=None if effort is None else int(effort),
        percent=None if percent in (None, UNKNOWN) else int(percent),
        level=None if level is None else level == "yes",
        talking=None if talking is None else talking == "yes",
    )


def by_hand(form: Form, paces: Mapping[str, Pace], plan: OpenRun | None) -> EnteredRun | None:
    """A run entered in minutes, or as the plan has it; None with the faults noted in the form.

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
    times = read_told(form, "times", exercise or "")
    if form.faults or exercise is None or said is None:
        return None
    run = _fact(exercise, intervals, felt)
    if plan is None or said == "no":
        return EnteredRun(run, None, times)
    return EnteredRun(plan.of(run), plan, times)


def read_told(form: Form, field: str, exercise: str) -> RunTimed | None:
    """The times of one run; None with the fault noted, or where nothing was said."""
    text = form.text(field, optional=True)
    if text is None:
        return None
    try:
        return RunTimed(exercise, read_times(text))
    except UnclearNumberError as unclear:
        form.note(field, f"runs.times.fault.{unclear.kind}_html", **unclear.values)
        return None


def _minutes(form: Form, pace: Pace) -> tuple[RunInterval, ...]:
    minutes = form.bounded("minutes", MinutesOfADay)
    return () if minutes is None else (RunInterval(pace, minutes * _MINUTE_S),)


def _exercise(form: Form, exercises: tuple[str, ...], planned: str | None) -> str | None:
    """Which run it was; the plan knows it of its own."""
    if planned in ("whole", "part", "yes") or len(exercises) == 1:
        return exercises[0]
    return form.choice("exercise", exercises)


def of_file(
    form: Form,
    read: ReadRun,
    exercises: tuple[str, ...],
    plan: OpenRun | None,
    laps: RunTimed | None,
) -> EnteredRun | None:
    """The run of a file with what the form adds; None with the faults noted in it.

    Args:
        laps: the times that its laps offer; they are the run's once the person says so.
    """
    takes = None if laps is None else form.choice("laps", YES_NO)
    said = form.choice("planned", ("yes", "no")) if plan is not None else "no"
    exercise = _exercise(form, exercises, said)
    felt = read_felt(form)
    if form.faults or exercise is None or said is None:
        return None
    run = read.fact(exercise, **felt._asdict())
    times = None if laps is None or takes == "no" else laps._replace(exercise=exercise)
    if plan is None or said == "no":
        return EnteredRun(run, None, times)
    return EnteredRun(plan.of(run), plan, times)


def read_km(form: Form) -> float | None:
    """Kilometres with up to three places, which may be left open."""
    text = form.text("km", most=_LONGEST_KM, optional=True)
    if text is None:
        return None
    found = re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]{1,3})?", text)
    km = float(text.replace(",", ".")) if found else 0.0
    if not KM[0] <= km <= KM[1]:
        form.faults.setdefault("km", "runs.what.km_fault")
        return None
    return km


def read_walk(form: Form, read: ReadRun) -> WalkLogged | None:
    """The walk of a file with what the form adds; None with the faults noted in it."""
    brisk, stairs = form.choice("brisk", YES_NO), form.choice("stairs", YES_NO)
    nprs = form.nprs("pain")
    if form.faults:
        return None
    return read.walk(brisk=brisk == "yes", stairs=stairs == "yes", nprs=nprs)


def read_sport(form: Form) -> SportLogged | None:
    """Other sport, and whether it loaded the legs; None with the fault noted."""
    loaded = form.choice("loaded", ("loaded", "light"))
    return None if loaded is None else SportLogged(hamstrings_loaded=loaded == "loaded")


def _fact(exercise: str, intervals: tuple[RunInterval, ...], felt: Felt) -> RunLogged:
    return RunLogged(exercise, intervals, source="entered", **felt._asdict())
