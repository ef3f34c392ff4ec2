"""Work checks: sets, runs, pains and stops name what exists, on a side that the exercise has."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.app.errors import Fault
from hamstrong.app.record.check_context import Context, exercise_faults
from hamstrong.app.record.ranges import one_of
from hamstrong.engine.facts import PainReported, RunLogged, SetLogged, Stopped
from hamstrong.protocol.model import Exercise


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


def _is_run(context: Context, exercise: Exercise) -> bool:
    return context.pack.load_classes[exercise.load_class].run


def run_faults(context: Context, fact: RunLogged) -> Iterator[Fault]:
    place, exercises = context.place, context.pack.exercises
    runs = {name: e for name, e in exercises.items() if _is_run(context, e)}
    yield from one_of(fact.exercise, runs, f"{place}.exercise", "name a run of the pack")
    if fact.rung is not None and fact.exercise in runs:
        rungs = [rung.id for rung in runs[fact.exercise].ladder]
        yield from one_of(fact.rung, rungs, f"{place}.rung", f"name a rung of {fact.exercise}")


def pain_faults(context: Context, fact: PainReported) -> Iterator[Fault]:
    yield from exercise_faults(context, fact.exercise, fact.side)


def stop_faults(context: Context, fact: Stopped) -> Iterator[Fault]:
    reasons = context.pack.stop_reasons
    if fact.reason is not None:
        yield from one_of(fact.reason, reasons, f"{context.place}.reason", "choose a reason")
    if fact.exercise is not None:
        yield from exercise_faults(context, fact.exercise, fact.side)
