"""What a form or a kept file says of a run, as the fact that the diary keeps.

A file knows stretches; pain, effort and ground only the runner knows, and nothing fills them in.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hamstrong.app.run_files import ReadRun
from hamstrong.engine.facts import RunInterval, RunLogged
from hamstrong.web.shell import Form

MINUTES = (1, 600)
EFFORTS = tuple(str(n) for n in range(11))
_MINUTE_S = 60


class Felt(NamedTuple):
    """What only the runner knows."""

    nprs: int | None
    sharp: bool
    effort: int | None
    level: bool | None


def read_felt(form: Form) -> Felt:
    effort, level = form.choice("effort", EFFORTS), form.choice("level", ("yes", "no"))
    return Felt(
        form.nprs("pain"),
        "sharp" in form.data,
        None if effort is None else int(effort),
        None if level is None else level == "yes",
    )


def by_hand(form: Form, exercises: tuple[str, ...]) -> RunLogged | None:
    """A run told in minutes; None with the faults noted in the form."""
    exercise = form.choice("exercise", exercises) if len(exercises) > 1 else exercises[0]
    least, most = MINUTES
    minutes = form.integer("minutes", least=least, most=most)
    felt = read_felt(form)
    if form.faults or minutes is None or exercise is None:
        return None
    stretch = RunInterval("run", minutes * _MINUTE_S)
    return _fact(exercise, (stretch,), felt, "entered")


def kept(read: ReadRun) -> dict[str, Any]:
    """A run that was read, to keep until the person has answered; it holds no place."""
    run = read.run
    stretches = [[i.kind, i.seconds, i.metres] for i in run.intervals]
    return {
        "day": read.day, "source": run.source, "seconds": run.seconds, "metres": run.metres,
        "intervals": stretches,
    }  # fmt: skip


def of_file(form: Form, draft: dict[str, Any], exercises: tuple[str, ...]) -> RunLogged | None:
    """The run of a kept file with what the form adds; None with the faults noted in it."""
    exercise = form.choice("exercise", exercises) if len(exercises) > 1 else exercises[0]
    felt = read_felt(form)
    if form.faults or exercise is None:
        return None
    intervals = tuple(RunInterval(*stretch) for stretch in draft["intervals"])
    return _fact(exercise, intervals, felt, draft["source"])


def _fact(exercise: str, intervals: tuple[RunInterval, ...], felt: Felt, source: Any) -> RunLogged:
    return RunLogged(
        exercise=exercise,
        intervals=intervals,
        effort=felt.effort,
        nprs=felt.nprs,
        sharp=felt.sharp,
        level=felt.level,
        source=source,
    )
