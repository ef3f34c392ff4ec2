"""Work checks: a set is of an exercise with sets, a run of an exercise that is running."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.app.errors import Fault
from hamstrong.app.record.check_context import Context
from hamstrong.app.record.ranges import one_of
from hamstrong.engine.facts import RunLogged, SetLogged
from hamstrong.protocol.model import Exercise


def set_faults(context: Context, fact: SetLogged) -> Iterator[Fault]:
    if _is_run(context, context.pack.exercises[fact.exercise]):
        step = "log the run with its intervals"
        yield Fault(fact.exercise, f"{context.place}.exercise", "a run has no sets", step)


def run_faults(context: Context, fact: RunLogged) -> Iterator[Fault]:
    runs = [name for name, e in context.pack.exercises.items() if _is_run(context, e)]
    place, step = f"{context.place}.exercise", "name a run of the pack"
    yield from one_of(fact.exercise, runs, place, step)


def _is_run(context: Context, exercise: Exercise) -> bool:
    return context.pack.load_classes[exercise.load_class].run
