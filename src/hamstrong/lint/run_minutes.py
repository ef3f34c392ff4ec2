"""Run minutes: no run takes longer than a day has for it, nor runs longer than its stage lets."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.minutes import bout_seconds
from hamstrong.protocol.model import Exercise, Pack, Rung

_MINUTE_S = 60


def check_run_minutes(pack: Pack) -> Iterator[UnplacedFault]:
    """A finding for each rung of a run that is too long."""
    for exercise in pack.exercises.values():
        if not pack.load_classes[exercise.load_class].run:
            continue
        for index, rung in enumerate(exercise.ladder):
            place = PackPlace(f"exercises/{exercise.id}.yaml", ("ladder", index))
            yield from _too_long(pack, place, rung)
            yield from _too_early(pack, place, exercise, rung)


def _too_long(pack: Pack, place: PackPlace, rung: Rung) -> Iterator[UnplacedFault]:
    most, takes = pack.rules.calendar.run_minutes_max, bout_seconds(rung.dosage) / _MINUTE_S
    if takes > most:
        yield UnplacedFault(place, "long-run", f"a run of at most {most} minutes", round(takes, 1))


def _too_early(
    pack: Pack, place: PackPlace, exercise: Exercise, rung: Rung
) -> Iterator[UnplacedFault]:
    """More running, its walks apart, than a stage that has the rung allows."""
    runs = rung.dosage.sets * (rung.dosage.run_s or 0) / _MINUTE_S
    for stage in pack.stages.values():
        here = any(exercise.id in pool for pool in stage.pools.values())
        most = stage.max_running_minutes
        if here and most is not None and runs > most and (rung.from_stage or 0) <= stage.number:
            expected = f"at most {most} minutes of running in stage {stage.number}"
            yield UnplacedFault(place, "long-run", expected, round(runs, 1))
