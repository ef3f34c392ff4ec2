"""Sampling of a repetition into few moments: tracks of spots that a style sheet can play.

Between two moments everything moves evenly, so moments are kept where that would show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hamstrong.body.layout import Spot
from hamstrong.body.motion import Frame, Motion
from hamstrong.protocol.model import Dosage, PoseSequence

STEPS = 24
# A drawn figure shows no more than this of a long hold; the player counts the whole of it.
SHOWN_HOLD_S = 3
BREATH_S = 0.8
# Tolerated error of a moment left out, in canvas units or degrees.
_TOLERANCE = 0.22


@dataclass(frozen=True, slots=True)
class Sampled:
    """Frames of one repetition at their times; `lasts_s` includes a breath at the end."""

    times: tuple[float, ...]
    frames: tuple[Frame, ...]
    lasts_s: float


def shortened(dosage: Dosage) -> Dosage:
    """Return the dosage with a hold short enough to watch."""
    if dosage.hold_s is None:
        return dosage
    return replace(dosage, hold_s=min(dosage.hold_s, SHOWN_HOLD_S))


def sample(motion: Motion, *, breath_s: float = 0.0) -> Sampled:
    """Return frames dense enough that straight lines between them look round."""
    times: list[float] = []
    for stretch in motion.stretches:
        steps = STEPS if len(stretch.poses) > 1 else 1
        times += [stretch.begins_s + stretch.lasts_s * k / steps for k in range(steps + 1)]
    unique = sorted(set(times))
    frames = tuple(motion.frame_at(t) for t in unique)
    return Sampled(tuple(unique), frames, motion.lasts_s + breath_s)


def sample_sequence(sequence: PoseSequence, dosage: Dosage) -> Sampled:
    """Return one repetition as it is shown in a moving figure."""
    return sample(Motion(sequence, shortened(dosage)), breath_s=BREATH_S)


def unwound(spots: Sequence[Spot]) -> list[Spot]:
    """Return the same turns without jumps of a whole circle."""
    result: list[Spot] = []
    for spot in spots:
        turn = spot.turn
        if result:
            turn += 360.0 * round((result[-1].turn - turn) / 360.0)
        result.append(replace(spot, turn=turn))
    return result


def stops(times: Sequence[float], rows: Sequence[Sequence[float]]) -> list[int]:
    """Return the fewest moments between which straight lines stay within tolerance.

    Ramer (1972) and Douglas and Peucker (1973), with time as the axis.
    """
    keep = {0, len(times) - 1}
    todo = [(0, len(times) - 1)]
    while todo:
        first, last = todo.pop()
        worst, where = _TOLERANCE, None
        for k in range(first + 1, last):
            share = (times[k] - times[first]) / (times[last] - times[first])
            error = max(
                abs(a + (b - a) * share - value)
                for a, b, value in zip(rows[first], rows[last], rows[k], strict=True)
            )
            if error > worst:
                worst, where = error, k
        if where is not None:
            keep.add(where)
            todo += [(first, where), (where, last)]
    return sorted(keep)


Track = Mapping[str, Sequence[Spot]]
Spots = Callable[[Frame], Mapping[str, Spot]]


def tracks(sampled: Sampled, spots: Spots) -> Mapping[str, list[Spot]]:
    """Return the spots of every part over time."""
    rows: dict[str, list[Spot]] = {}
    for frame in sampled.frames:
        for name, spot in spots(frame).items():
            rows.setdefault(name, []).append(spot)
    return {name: unwound(row) for name, row in rows.items()}
