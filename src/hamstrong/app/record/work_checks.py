"""Whether sets, runs, pains, stops and walks can be: ids that exist, numbers that are possible."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.app.errors import Fault
from hamstrong.app.record.check_context import LIMBS, Context, exercise_faults, nprs_faults
from hamstrong.app.record.ranges import in_range, one_of
from hamstrong.engine.facts import PainReported, RunLogged, SetLogged, Stopped, WalkLogged
from hamstrong.protocol.model import Exercise

REPETITIONS = (0, 1000)
HOLD_S = (0, 3600)
LOAD_KG = (0, 500)
WALK_MINUTES = (1, 1440)
RUN_S = (0, 86_400)
RUN_METRES = (0, 300_000)
RUN_INTERVALS = (1, 200)
EFFORT = (0, 10)
PERCENT = (0, 100)


def set_faults(context: Context, fact: SetLogged) -> Iterator[Fault]:
    place = context.place
    yield from exercise_faults(context, fact.exercise, fact.side)
    known = context.pack.exercises.get(fact.exercise)
    if known is not None:
        rungs = [rung.id for rung in known.ladder]
        yield from one_of(fact.rung, rungs, f"{place}.rung", f"name a rung of {fact.exercise}")
        if _is_run(context, known):
            step = "log the run with its intervals"
            yield Fault(fact.exercise, f"{place}.exercise", "a run has no sets", step)
    for name in ("repetitions", "holds"):
        value = getattr(fact, name)
        yield from in_range(value, REPETITIONS, f"{place}.{name}", "a count is a whole number")
    yield from in_range(fact.hold_s, HOLD_S, f"{place}.hold_s", "seconds of one hold")
    yield from in_range(fact.load_kg, LOAD_KG, f"{place}.load_kg", "kilograms")
    yield from nprs_faults(context, fact.nprs)


def _is_run(context: Context, exercise: Exercise) -> bool:
    return context.pack.load_classes[exercise.load_class].run


def run_faults(context: Context, fact: RunLogged) -> Iterator[Fault]:
    place, exercises = context.place, context.pack.exercises
    runs = {name: e for name, e in exercises.items() if _is_run(context, e)}
    yield from one_of(fact.exercise, runs, f"{place}.exercise", "name a run of the pack")
    if fact.rung is not None and fact.exercise in runs:
        rungs = [rung.id for rung in runs[fact.exercise].ladder]
        yield from one_of(fact.rung, rungs, f"{place}.rung", f"name a rung of {fact.exercise}")
    count, here = len(fact.intervals), f"{place}.intervals"
    yield from in_range(count, RUN_INTERVALS, here, "stretches of one run")
    for nth, interval in enumerate(fact.intervals[: RUN_INTERVALS[1]]):
        yield from in_range(interval.seconds, RUN_S, f"{here}[{nth}].seconds", "seconds")
        yield from in_range(interval.metres, RUN_METRES, f"{here}[{nth}].metres", "metres")
    yield from in_range(fact.effort, EFFORT, f"{place}.effort", "effort is a whole number")
    yield from in_range(fact.percent, PERCENT, f"{place}.percent", "percent of full speed")
    yield from nprs_faults(context, fact.nprs)


def pain_faults(context: Context, fact: PainReported) -> Iterator[Fault]:
    yield from exercise_faults(context, fact.exercise, fact.side)
    yield from nprs_faults(context, fact.nprs)


def stop_faults(context: Context, fact: Stopped) -> Iterator[Fault]:
    reasons = context.pack.stop_reasons
    if fact.reason is not None:
        yield from one_of(fact.reason, reasons, f"{context.place}.reason", "choose a reason")
    if fact.exercise is not None:
        yield from exercise_faults(context, fact.exercise, fact.side)
    elif fact.side is not None:
        yield from one_of(fact.side, (*LIMBS, "both"), f"{context.place}.side", "choose a side")


def walk_faults(context: Context, fact: WalkLogged) -> Iterator[Fault]:
    place = context.place
    yield from in_range(fact.minutes, WALK_MINUTES, f"{place}.minutes", "minutes of one day")
    yield from in_range(fact.step_ups, REPETITIONS, f"{place}.step_ups", "a count of sets")
    yield from nprs_faults(context, fact.nprs)
