"""Times of planned runs: the time that an admitted line is run in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.guard import Denied, Dose
from hamstrong.engine.state.ladder import HALF_LEVEL, rung_of
from hamstrong.engine.state.run_times import is_open, is_timed, meet_run_times, time_of_rung
from hamstrong.protocol.model import Exercise, Pack, Rung
from hamstrong.protocol.rule_ids import NumberRule


def with_run_time(
    pack: Pack, group: Iterable[OpenedEpisode], exercise: Exercise, dose: Dose
) -> Dose | Denied:
    """The dose with the time of its rung, at the highest rung below which every one was timed.

    Of two limbs that run together the slower time counts. Where not even the lowest rung has a
    time to go by, the run waits.
    """
    opened = tuple(group)
    rungs = opened[0].course.rungs[exercise.id]
    if not is_timed(_rung(rungs, dose.level)):
        return dose
    times = reduce(meet_run_times, (one.episode.times for one in opened))
    level = dose.level
    while level >= HALF_LEVEL and not is_open(pack, exercise, _rung(rungs, level), times):
        level -= 1
    if level < HALF_LEVEL:
        return Denied(NumberRule.RUN_TIME)
    lowered = (NumberRule.RUN_TIME,) if level < dose.level else ()
    planned = time_of_rung(pack, exercise, _rung(rungs, level), times)
    return dose._replace(level=level, capped=(*dose.capped, *lowered), steady_tenths=planned)


def _rung(rungs: tuple[Rung, ...], level: int) -> Rung:
    return rungs[rung_of(level)]
