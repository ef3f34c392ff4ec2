"""S3 for running: how hard a run was is what its rung, its answers and its sprints say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Literal

from hamstrong.engine.day.record import read_day
from hamstrong.engine.day.session_work import hardness
from hamstrong.engine.facts import RunInterval, RunLogged
from hamstrong.engine.state.calendar import EASY, POWER
from hamstrong.proof.alphabets import both_sides
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.protocol.model import Exercise, Pack

FULL_EFFORT, FULL_SPEED = 10, 100
KINDS: tuple[Literal["run", "sprint"], ...] = ("run", "sprint")


def runs_count_as_what_they_were(proof: Proof) -> Iterator[Violation]:
    """S3: a run makes its day hard, and a power day where its rung, either answer about effort or
    a sprint in it reaches the pack's number; an answer below it takes nothing back."""
    for exercise in proof.pack.exercises.values():
        if not proof.pack.load_classes[exercise.load_class].run:
            continue
        for run, fast in _runs(proof.pack, exercise):
            proof.holds("S3")
            counted, _ = hardness(proof.pack, read_day((run,)), sport_counts=False)
            if counted == EASY or (counted == POWER) is not fast:
                claim = f"a day with {run.rung} counts as {counted}"
                yield Violation("S3", claim, (f"percent {run.percent}, effort {run.effort}",))
                return


def _runs(pack: Pack, exercise: Exercise) -> Iterator[tuple[RunLogged, bool]]:
    """Every rung with every answer on each side of the number, and whether it is fast."""
    limit = pack.rules.calendar.power_effort_percent
    percents = (None, *both_sides((limit,), 1, FULL_SPEED))
    efforts = (None, *range(1, FULL_EFFORT + 1))
    for rung, percent, effort, kind in product(exercise.ladder, percents, efforts, KINDS):
        run = RunLogged(
            exercise.id, (RunInterval(kind, 60),), rung.id, effort=effort, percent=percent
        )
        told = (rung.effort_percent, percent, None if effort is None else effort * FULL_EFFORT)
        yield run, kind == "sprint" or any(n is not None and n >= limit for n in told)
