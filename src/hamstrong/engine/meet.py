"""Meet of two answers of one day: the worse of both counts."""

from __future__ import annotations

from hamstrong.engine.day.run_work import effort_percent, minutes_of
from hamstrong.engine.facts import Fact, RunLogged, RunTimed, SetLogged, WalkLogged


def worse_of(old: Fact, new: Fact) -> Fact | None:
    """The more careful of two accounts of one set, run or walk; None where both may be kept."""
    if isinstance(old, SetLogged) and isinstance(new, SetLogged) and old[:4] == new[:4]:
        return new._replace(
            repetitions=_fewer(old.repetitions, new.repetitions),
            holds=_fewer(old.holds, new.holds),
            hold_s=_fewer(old.hold_s, new.hold_s),
            nprs=max((n for n in (old.nprs, new.nprs) if n is not None), default=None),
            sharp=old.sharp or new.sharp,
            half_range=old.half_range or new.half_range,
            elsewhere=old.elsewhere and new.elsewhere,
        )
    if isinstance(old, RunLogged) and isinstance(new, RunLogged) and old[2:4] == new[2:4]:
        return _worse_run(old, new)
    if isinstance(old, RunTimed) and isinstance(new, RunTimed) and old.exercise == new.exercise:
        return _corrected_times(old, new)
    if isinstance(old, WalkLogged) and isinstance(new, WalkLogged):
        return WalkLogged(
            min(old.minutes, new.minutes),
            brisk=old.brisk and new.brisk,
            stairs=old.stairs and new.stairs,
            nprs=max((n for n in (old.nprs, new.nprs) if n is not None), default=None),
            step_ups=_fewer(old.step_ups, new.step_ups),
        )
    return None


def _worse_run(old: RunLogged, new: RunLogged) -> RunLogged:
    """The shorter of two accounts of one run, with the harder effort and the worse pain. Two
    different efforts count up for nothing: which was true nobody knows."""
    shorter = min(old, new, key=minutes_of)
    told = effort_percent(old)
    sure = told is None or told == effort_percent(new)
    level = old.level is not False and new.level
    return new._replace(
        intervals=shorter.intervals,
        effort=_higher(old.effort, new.effort),
        percent=_higher(old.percent, new.percent),
        nprs=_higher(old.nprs, new.nprs),
        sharp=old.sharp or new.sharp,
        elsewhere=old.elsewhere and new.elsewhere,
        level=level if sure else None,
    )


def _corrected_times(old: RunTimed, new: RunTimed) -> RunTimed:
    """The new times, which keep what was said before: a run that was too quick stays so."""
    before = (old.tenths,) if old.tenths and old.tenths != new.tenths else ()
    return new._replace(earlier=(*old.earlier, *before))


def _higher(old: int | None, new: int | None) -> int | None:
    return max((n for n in (old, new) if n is not None), default=None)


def _fewer(old: int | None, new: int | None) -> int | None:
    return None if old is None or new is None else min(old, new)
