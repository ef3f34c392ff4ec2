"""Pair of pictures of a small movement, its start and its end, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import dist

from hamstrong.body.figure import Artist, FigureLook, sequence_of
from hamstrong.body.motion import Motion, furthest_pose
from hamstrong.protocol.model import Exercise

# A drawing choice: up to here no joint travels far enough to be seen at the size of a page.
SMALL_M = 0.12


@dataclass(frozen=True, slots=True)
class MovementPair:
    """Two pictures of one scale: where the movement begins, and where it leads."""

    start: str
    end: str


def travels_m(motion: Motion) -> float:
    """Return how far the joint that travels furthest gets, in metres; 0 where nothing moves."""
    furthest = furthest_pose(motion.sequence)
    if furthest is None:
        return 0.0
    start, end = motion.keys[0].joints, motion.key_frame(furthest).joints
    return max(dist(start[name], end[name]) for name in start)


def movement_pair(
    exercise: Exercise, rung: int, look: FigureLook, kit: str | None = None
) -> MovementPair | None:
    """Return start and end of a rung's movement; None where it is large, or nothing moves."""
    still = replace(look, ghost=False)
    artist = Artist(exercise, rung, still, sequence_of(exercise, rung, kit))
    furthest = furthest_pose(artist.sequence)
    if furthest is None or not 0.0 < round(travels_m(artist.motion), 2) <= SMALL_M:
        return None
    start = artist.picture(artist.motion.key_frame(0))
    bare = Artist(exercise, rung, replace(still, arrow=False), artist.sequence)
    return MovementPair(start, bare.picture(bare.motion.key_frame(furthest)))
