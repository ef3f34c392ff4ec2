"""Demand of an exercise on the hamstring: length, hip flexion and load, three separate axes.

Length alone misjudges (a Nordic is short and very hard), so nothing here adds them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hamstrong.body.motion import Motion
from hamstrong.body.muscle import MUSCLES, Compression, compression, relative_length
from hamstrong.protocol.model import Exercise


@dataclass(frozen=True, slots=True)
class Demand:
    """The most that loaded poses of an exercise ask, over the whole ladder.

    `length` is that of the longest hamstring relative to standing.
    """

    exercise: str
    load_class: str
    hip_deg: float
    length: float

    @property
    def compression(self) -> Compression:
        """How strongly the tendon is pressed at the sitting bone."""
        return compression(self.hip_deg)


def demand(exercise: Exercise) -> Demand:
    """Return what the loaded poses ask; without any, the length is that of the idle ones."""
    loaded: list[tuple[float, float]] = []
    idle: list[tuple[float, float]] = []
    for sequence in exercise.sequences:
        rung = next((r for r in exercise.ladder if r.pose == sequence.id), None)
        if rung is None:
            continue
        for pose, placed in zip(sequence.poses, Motion(sequence, rung.dosage).keys, strict=True):
            leg = placed.posture.near
            (loaded if pose.loaded else idle).append((leg.hip, leg.knee))
    hip_deg = max((hip for hip, _ in loaded), default=0.0)
    length = max(
        relative_length(muscle, hip, knee) for hip, knee in loaded or idle for muscle in MUSCLES
    )
    return Demand(exercise.id, exercise.load_class, hip_deg, length)


def demands(exercises: Sequence[Exercise]) -> tuple[Demand, ...]:
    """Return the demands of several exercises, the least pressed first."""
    return tuple(sorted((demand(e) for e in exercises), key=lambda d: (d.hip_deg, d.exercise)))
