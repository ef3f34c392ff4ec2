"""Compression from the poses (S6): no pressed tendon and no long stretch before its stage.

A track with a compression limit allows its early stages only so much hip flexion while the
hamstring is loaded. What is drawn is what is judged: the key poses of every rung that the
stage can offer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import CompressionLimit, Exercise, LoadClass, Stage, Track


def check_compression(
    exercises: Mapping[str, Exercise],
    tracks: Mapping[str, Track],
    stages: Mapping[str, Stage],
    load_classes: Mapping[str, LoadClass],
) -> Iterator[UnplacedFault]:
    """A finding for each loaded pose in which the hip bends further than its stage allows."""
    for track in tracks.values():
        limit = track.compression
        if limit is None:
            continue
        for stage in stages.values():
            if stage.number not in limit.stages:
                continue
            for name in stage.pools.get(track.id, ()):
                if name in exercises:
                    exercise = exercises[name]
                    largest = _limit_deg(limit, load_classes.get(exercise.load_class))
                    yield from _poses(exercise, largest, f"{track.id} stage {stage.number}")


def _limit_deg(limit: CompressionLimit, load_class: LoadClass | None) -> float:
    """The limit of the class; the smaller one while the class itself is in doubt."""
    if load_class is None:
        return min(limit.isometric_hip_deg, limit.repetition_hip_deg)
    return limit.isometric_hip_deg if load_class.isometric else limit.repetition_hip_deg


def _poses(exercise: Exercise, largest: float, where: str) -> Iterator[UnplacedFault]:
    used = {rung.pose for rung in exercise.ladder}
    for index, sequence in enumerate(exercise.sequences):
        if sequence.id not in used:
            continue
        for position, pose in enumerate(sequence.poses):
            if pose.loaded and pose.hip_deg > largest:
                place = PackPlace(
                    f"exercises/{exercise.id}.yaml",
                    ("sequences", index, "poses", position, "hip_deg"),
                )
                expected = (
                    f"at most {largest:g} degrees of hip flexion in the {pose.phase} phase, "
                    f"which is loaded, in {where}"
                )
                yield UnplacedFault(place, "S6-compression", expected, pose.hip_deg)
