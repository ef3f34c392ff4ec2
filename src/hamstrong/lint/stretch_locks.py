"""Stretch locks from the data (S6, S7): no stretch before its stage, none without its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Exercise, Track


def check_stretching(
    exercises: Mapping[str, Exercise], tracks: Mapping[str, Track], min_stage: int
) -> Iterator[UnplacedFault]:
    """A finding for each stretch that opens too early.

    Args:
        min_stage: the first stage in which the rules allow any stretching.
    """
    for exercise in exercises.values():
        if not exercise.is_stretch:
            continue
        place = PackPlace(f"exercises/{exercise.id}.yaml")
        if not exercise.adjunct:
            expected = "adjunct: true, because stretching never counts as a session"
            yield UnplacedFault(place.at("adjunct"), "S7-stretch", expected, value=False)
        for name, stage in exercise.stages.items():
            here = place.at("stages", name)
            if stage < min_stage:
                expected = f"stage {min_stage} or later for a stretch"
                yield UnplacedFault(here, "S7-stretch", expected, stage)
            if exercise.long_hold_hamstring_stretch and name in tracks:
                yield from _compressed(exercise, tracks[name], stage, here)


def _compressed(
    exercise: Exercise, track: Track, stage: int, place: PackPlace
) -> Iterator[UnplacedFault]:
    """A long hamstring stretch presses the tendon: after the limited stages, and behind a key."""
    if track.compression is None:
        return
    last = max(track.compression.stages, default=0)
    if stage <= last:
        expected = f"a stage after {last}, the last that limits compression on {track.id}"
        yield UnplacedFault(place, "S6-stretch", expected, stage)
    if not exercise.requires_tracks.get(track.id) and not exercise.requires:
        expected = f"requires_tracks: {{{track.id}: [a key]}} for a long hamstring stretch"
        yield UnplacedFault(place, "S6-stretch", expected, stage)
