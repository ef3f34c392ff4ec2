"""Pending work: each exercise of yesterday's session, waiting for its morning."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.state.effort import RepetitionsLeft
from hamstrong.engine.state.load import Amount


class OwnLoadWork(NamedTuple):
    """Yesterday's work with the person's own load: its rung's share, what was planned, whether a
    set was short, how many repetitions the last one had left."""

    percent: int
    planned: Amount
    short: bool
    left: RepetitionsLeft
    broken: bool


class Work(NamedTuple):
    """One exercise on one side in yesterday's session, waiting for its morning."""

    key: str
    level: int
    clean: bool
    performed: bool
    repetitions: int
    load_class: str
    new_rung: bool
    worst: int | None = None
    own: OwnLoadWork | None = None


def meet_pending(a: tuple[Work, ...], b: tuple[Work, ...]) -> tuple[Work, ...]:
    """The more careful of two: clean is only what both know as clean."""
    theirs = {work.key: work for work in b}
    mine = {work.key for work in a}
    return (
        *(w._replace(clean=w.clean and w.key in theirs and theirs[w.key].clean) for w in a),
        *(w._replace(clean=False) for w in b if w.key not in mine),
    )
