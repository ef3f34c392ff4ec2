"""Every sequence and rung of the shipped pack, named for the tests."""

from __future__ import annotations

from dataclasses import dataclass

from hamstrong.body.figure import sequence_of
from hamstrong.body.motion import Motion
from hamstrong.body.sampling import sample, shortened
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Exercise, PoseSequence

EXERCISES = load_pack().exercises


@dataclass(frozen=True)
class Scene:
    exercise: Exercise
    rung: int
    sequence: PoseSequence

    def __str__(self) -> str:
        return f"{self.exercise.id}-{self.sequence.id}"

    def motion(self) -> Motion:
        return Motion(self.sequence, shortened(self.exercise.ladder[self.rung].dosage))


def _scenes() -> list[Scene]:
    found = []
    for exercise in EXERCISES.values():
        for sequence in exercise.sequences:
            rungs = [i for i, rung in enumerate(exercise.ladder) if rung.pose == sequence.id]
            found.append(Scene(exercise, rungs[0] if rungs else 0, sequence))
    return found


SCENES = _scenes()
RUNGS = [
    Scene(exercise, rung, sequence_of(exercise, rung))
    for exercise in EXERCISES.values()
    for rung in range(len(exercise.ladder))
]
SAMPLED = {str(scene): sample(scene.motion()) for scene in SCENES}
