"""A ladder has at least three rungs with ids of their own; each changes one variable, and the
lowest can be halved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from hamstrong.protocol.draft import PackDraft
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.half_dose import halved
from hamstrong.protocol.model import Exercise, Rung

# What a rung can show of each variable. A change of pose, kit or effort is one that only the
# words tell apart: the author names it, and it must not hide a second, measurable one.
_SHOWN: dict[str, Callable[[Rung], object]] = {
    "repetitions": lambda rung: (rung.dosage.repetitions, rung.dosage.holds),
    "sets": lambda rung: rung.dosage.sets if rung.dosage.run_s is None else None,
    "intervals": lambda rung: (
        (rung.dosage.sets, rung.dosage.run_s, rung.dosage.walk_s, rung.dosage.run_m)
        if rung.dosage.run_s and rung.dosage.steady_m is None
        else None
    ),
    "ramp": lambda rung: (rung.dosage.speed_up_m, rung.dosage.steady_m, rung.dosage.slow_down_m),
    "hold": lambda rung: rung.dosage.hold_s,
    "tempo": lambda rung: rung.dosage.tempo,
    "load": lambda rung: (rung.load_kg, rung.own_percent),
    "effort": lambda rung: rung.effort_percent,
    "frequency": lambda rung: (rung.dosage.bouts, rung.max_per_week),
}
_MIN_RUNGS = 3


def check_ladders(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Faults of every ladder, and rung ids that two exercises share."""
    counts = Counter(rung.id for _, exercise in draft.exercises() for rung in exercise.ladder)
    for place, exercise in draft.exercises():
        ladder = place.at("ladder")
        if len(exercise.ladder) < _MIN_RUNGS:
            expected = f"at least {_MIN_RUNGS} rungs"
            yield UnplacedFault(ladder, "short-ladder", expected, len(exercise.ladder))
        for index, rung in enumerate(exercise.ladder):
            if counts[rung.id] > 1:
                expected = "an id that no other rung of the pack has"
                yield UnplacedFault(ladder.at(index, "id"), "shared-rung-id", expected, rung.id)
            yield from _step(exercise, index, ladder.at(index))
        yield from _half(exercise, draft, ladder.at(0, "dosage"))


def _half(exercise: Exercise, draft: PackDraft, place: PackPlace) -> Iterator[UnplacedFault]:
    """Below the lowest rung is half its dose; it must be less than the whole (S11)."""
    if draft.rules is None or not exercise.ladder:
        return
    lowest = exercise.ladder[0]
    if halved(lowest.dosage, draft.rules.ladder.reduced_sets_divisor) == lowest.dosage:
        expected = "more than one set, repetition, hold or second, so that half of it is less"
        yield UnplacedFault(place, "cannot-halve", expected, lowest.id)


def _step(exercise: Exercise, index: int, place: PackPlace) -> Iterator[UnplacedFault]:
    rung = exercise.ladder[index]
    if not rung.id.startswith(f"{exercise.id}-") and not rung.id.startswith("rdl-"):
        expected = f"an id that starts with {exercise.id}-"
        yield UnplacedFault(place.at("id"), "foreign-rung-id", expected, rung.id)
    if (rung.changes == "start") != (index == 0):
        expected = "start on the first rung and only there"
        yield UnplacedFault(place.at("changes"), "wrong-start", expected, rung.changes)
    elif index > 0:
        yield from _one_variable(exercise.ladder[index - 1], rung, place)


def _one_variable(before: Rung, rung: Rung, place: PackPlace) -> Iterator[UnplacedFault]:
    changed = {name for name, show in _SHOWN.items() if show(before) != show(rung)}
    others = sorted(changed - {rung.changes})
    if rung.changes == "hold" and others == ["tempo"] and _only_pause(before, rung):
        return
    if others:
        expected = f"only {rung.changes} differs from {before.id}; so does {', '.join(others)}"
        yield UnplacedFault(place, "two-variables", expected, rung.id)
    elif rung.changes in _SHOWN and not changed and not _told_apart(before, rung):
        expected = f"a {rung.changes} that differs from that of {before.id}"
        yield UnplacedFault(place, "no-change", expected, rung.id)
    elif rung.changes not in {"load", "range"} and before.dosage.rest_s != rung.dosage.rest_s:
        expected = f"the rest of {before.id}, {before.dosage.rest_s} s"
        yield UnplacedFault(
            place.at("dosage", "rest_s"), "two-variables", expected, rung.dosage.rest_s
        )


def _only_pause(before: Rung, rung: Rung) -> bool:
    """Whether the tempo differs in its pause alone, which is a hold by another name."""
    old, new = before.dosage.tempo, rung.dosage.tempo
    if old is None or new is None:
        return False
    return (old.lift_s, old.lower_s) == (new.lift_s, new.lower_s)


def _told_apart(before: Rung, rung: Rung) -> bool:
    return before.pose != rung.pose or before.equipment != rung.equipment
