"""Pending work: each exercise of yesterday's session, waiting for its morning."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.state.effort import RepetitionsLeft
from hamstrong.engine.state.load import Amount, lighter


class OwnLoadWork(NamedTuple):
    """Yesterday's work with the person's own load: its rung's share, what was lifted of what was
    planned, whether a set was short, how many repetitions the last one had left."""

    percent: int
    lifted: Amount
    short: bool
    left: RepetitionsLeft
    broken: bool


class TimedWork(NamedTuple):
    """Yesterday's timed run: its rung, and the quickest of its times in tenths of a second."""

    rung: str
    quickest: int


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
    timed: TimedWork | None = None


def meet_pending(a: tuple[Work, ...], b: tuple[Work, ...]) -> tuple[Work, ...]:
    """The more careful of two: clean is only what both know as clean."""
    theirs = {work.key: work for work in b}
    mine = {work.key for work in a}
    return (
        *(_meet(w, theirs[w.key]) if w.key in theirs else w._replace(clean=False) for w in a),
        *(w._replace(clean=False) for w in b if w.key not in mine),
    )


def _meet(a: Work, b: Work) -> Work:
    a = a._replace(timed=_meet_timed(a.timed, b.timed))
    if a.own is None or b.own is None:
        return a._replace(clean=a.clean and b.clean and a.own == b.own, own=a.own or b.own)
    same = a.own.percent == b.own.percent
    return a._replace(clean=a.clean and b.clean and same, own=_meet_own(a.own, b.own))


def _meet_timed(a: TimedWork | None, b: TimedWork | None) -> TimedWork | None:
    """The slower of two times of one rung; what only one of them knows is not known."""
    if a is None or b is None or a.rung != b.rung:
        return None
    return TimedWork(a.rung, max(a.quickest, b.quickest))


def _meet_own(a: OwnLoadWork, b: OwnLoadWork) -> OwnLoadWork:
    said = {a.left, b.left}
    few = RepetitionsLeft.FEW in said  # a wait is kept, before an answer that is not there
    return OwnLoadWork(
        percent=min(a.percent, b.percent),
        lifted=b.lifted if lighter(b.lifted, a.lifted) else a.lifted,
        short=a.short or b.short,
        left=RepetitionsLeft.FEW if few else min(said),
        broken=a.broken or b.broken,
    )
