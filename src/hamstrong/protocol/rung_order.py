"""The order of rungs: each is more than the one before in what it names, and what comes first.

Effort, range and lever come before volume in presses and curls, range before load in hinges and
squats. That nothing else changes with a rung is checked in `ladders`. The only exceptions are
ladders of runs, where ramps, walks and speed change together, and the Nordic's: its sessions a week
go down again at the end, and it has sets before range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from hamstrong.protocol.draft import PackDraft
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Exercise, KeyPose, LoadClass, PoseSequence, Rung

_HANDS = ("hand", "other_hand", "hands", "gliding_hand", "gliding_hands")
_VOLUME = frozenset({"repetitions", "sets", "hold", "frequency"})
# Per action: changes that come first, and those that they may not come after.
_FIRST: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "brace": (frozenset({"effort", "range", "lever"}), _VOLUME),
    "curl": (frozenset({"effort", "range", "lever"}), _VOLUME),
    "hinge": (frozenset({"range"}), frozenset({"load"})),
    "squat": (frozenset({"range"}), frozenset({"load"})),
}


def check_rung_order(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Rungs that are less than the one before, and changes that come too late in a ladder."""
    classes = draft.pack.load_classes if draft.pack else {}
    for place, exercise in draft.exercises():
        load_class = classes.get(exercise.load_class)
        if load_class is None or load_class.run:
            continue
        ladder = place.at("ladder")
        for index, (before, rung) in enumerate(pairwise(exercise.ladder), start=1):
            if not _is_more(exercise, load_class, before, rung):
                expected = f"more {rung.changes} than {before.id}"
                yield UnplacedFault(ladder.at(index), "reversed-rung", expected, rung.id)
        yield from _late(exercise, ladder)


def _late(exercise: Exercise, ladder: PackPlace) -> Iterator[UnplacedFault]:
    """A change of effort or range after one of volume, or of range after one of load."""
    first, then = _FIRST.get(exercise.action, (frozenset(), frozenset()))
    seen: str | None = None
    for index, rung in enumerate(exercise.ladder):
        if rung.changes in then:
            seen = rung.id
        elif rung.changes in first and seen is not None and not exercise.nordic:
            expected = f"a rung before {seen}: {rung.changes} comes first in a {exercise.action}"
            yield UnplacedFault(ladder.at(index), "late-rung", expected, rung.id)


def _is_more(exercise: Exercise, load_class: LoadClass, before: Rung, rung: Rung) -> bool:
    """Whether a rung is more than the one before in the variable that it names."""
    if exercise.nordic and rung.changes == "frequency":
        return True
    if rung.changes in _MEASURES:
        measure = _MEASURES[rung.changes]
        return measure(rung) > measure(before)
    if rung.changes == "tempo":
        longer = _seconds(rung) > _seconds(before)
        return longer != load_class.power  # what is springy gets harder by getting faster
    if rung.changes == "load":
        return _is_heavier(before, rung)
    old, new = _shown(exercise, before), _shown(exercise, rung)
    if old is None or new is None or rung.changes not in _DRAWN:
        return True  # another fault names a missing sequence; words alone tell the rest
    drawn = _DRAWN[rung.changes]
    return drawn(new) > drawn(old)


def _shown(exercise: Exercise, rung: Rung) -> PoseSequence | None:
    return next((s for s in exercise.sequences if s.id == rung.pose), None)


def _is_heavier(before: Rung, rung: Rung) -> bool:
    """More kilograms, or a band or a weight where there was none or a lighter kind."""
    if rung.own_percent is not None:
        return rung.own_percent > (before.own_percent or 0)
    if before.load_kg is None and rung.load_kg is None:
        return set(rung.equipment) > set(before.equipment)
    return (rung.load_kg or 0.0) > (before.load_kg or 0.0)


def _count(rung: Rung) -> float:
    return rung.dosage.repetitions or rung.dosage.holds or 0


def _held_s(rung: Rung) -> float:
    """Seconds of a hold, or of the pause in a repetition."""
    tempo = rung.dosage.tempo
    return rung.dosage.hold_s or (tempo.pause_s if tempo else 0)


def _seconds(rung: Rung) -> float:
    tempo = rung.dosage.tempo
    return tempo.lift_s + tempo.pause_s + tempo.lower_s if tempo else 0.0


def _days(rung: Rung) -> float:
    """Sessions a week at most, times their number a day."""
    weekly = 7 if rung.max_per_week is None else rung.max_per_week
    return weekly * rung.dosage.bouts


_MEASURES: Mapping[str, Callable[[Rung], float]] = {
    "repetitions": _count,
    "sets": lambda rung: rung.dosage.sets,
    "hold": _held_s,
    "effort": lambda rung: rung.effort_percent or 0,
    "frequency": _days,
}


def _loaded(sequence: PoseSequence) -> tuple[KeyPose, ...]:
    """The poses in which the hamstring works; of a stretch, where it works in none, all."""
    return tuple(pose for pose in sequence.poses if pose.loaded) or sequence.poses


def _travel_deg(sequence: PoseSequence) -> float:
    """How far hip and knee of both legs move in the loaded poses, in degrees; a jump's height
    counts as well (a degree for each centimetre)."""
    poses = _loaded(sequence)
    rise = max(pose.rise_m for pose in poses) * 100
    angles: list[tuple[float, ...]] = [
        (pose.hip_deg, pose.knee_deg, pose.other_hip_deg or 0.0, pose.other_knee_deg or 0.0)
        for pose in poses
    ]
    columns: list[tuple[float, ...]] = list(zip(*angles, strict=True))
    still = max(columns[0]) if len(poses) == 1 else 0.0
    return sum(max(column) - min(column) for column in columns) + rise + still


def _straightness_deg(sequence: PoseSequence) -> float:
    """How straight the loaded knee gets: the straighter, the longer the lever."""
    return -min(pose.knee_deg for pose in _loaded(sequence))


def _free_hands(sequence: PoseSequence) -> int:
    """Minus the touches of hands on something that bears."""
    held = (contact.partition("@") for contact in sequence.contacts)
    own = "hips"
    return -sum(1 for part, _, on in held if part in _HANDS and on != own)


_DRAWN: Mapping[str, Callable[[PoseSequence], float]] = {
    "range": _travel_deg,
    "lever": _straightness_deg,
    "support": _free_hands,
}
