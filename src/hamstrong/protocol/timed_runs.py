"""Timed runs: a run that is not easy goes by metres and measured time, never by felt effort.

Its lowest rung is only measured, or follows the times of another run; every later one asks for a
share of the top speed, and for no quicker time than its own limit while that speed is unknown. Only
the last may leave the limit out: it is as fast as one likes.
"""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.protocol.draft import PackDraft
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Exercise, LoadClass, Rung


def check_timed_runs(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Rungs of runs that lack their metres, their share of the top speed or their limit."""
    classes = draft.pack.load_classes if draft.pack else {}
    for place, exercise in draft.exercises():
        load_class = classes.get(exercise.load_class)
        if load_class is None:
            continue
        for index, rung in enumerate(exercise.ladder):
            yield from _rung(exercise, load_class, index, place.at("ladder", index))
            yield from _metres(rung, place.at("ladder", index, "dosage"))


def _rung(
    exercise: Exercise, load_class: LoadClass, index: int, place: PackPlace
) -> Iterator[UnplacedFault]:
    rung = exercise.ladder[index]
    timed, paced = rung.dosage.steady_m is not None, rung.effort_percent is not None
    if timed != (load_class.run and load_class.hard):
        expected = "steady_m on every rung of a run that is not easy, and nowhere else"
        yield UnplacedFault(place.at("dosage", "steady_m"), "untimed-run", expected, rung.id)
        return
    measured = index == 0 and exercise.paced_by is None
    if timed and paced is measured:
        expected = "effort_percent on every rung but the first one, which is only measured"
        yield UnplacedFault(place.at("effort_percent"), "untimed-run", expected, rung.id)
    last = index == len(exercise.ladder) - 1
    if timed and (rung.least_s is None) is paced and not (last and paced):
        expected = "least_s beside each effort_percent; the last rung may be without"
        yield UnplacedFault(place.at("least_s"), "untimed-run", expected, rung.id)


def _metres(rung: Rung, place: PackPlace) -> Iterator[UnplacedFault]:
    dosage = rung.dosage
    if dosage.steady_m is None:
        return
    if dosage.run_m is not None or min(dosage.speed_up_m, dosage.steady_m, dosage.slow_down_m) < 1:
        expected = "metres of speeding up, steady and slowing down, and no run_m beside them"
        yield UnplacedFault(place, "untimed-run", expected, rung.id)
