"""Fault beside the right way: the same moment of the same exercise, in the same view."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hamstrong.body.figure import Artist, FigureLook
from hamstrong.body.layout import WIDTH, Canvas
from hamstrong.body.motion import Frame
from hamstrong.protocol.model import Exercise, KeyPose, PoseSequence

# Air beside the body, and the narrowest picture, in canvas units.
_AIR = 34.0
_NARROWEST = 210.0
# What of the canvas below the floor is left out.
_UNDER = 16.0


@dataclass(frozen=True, slots=True)
class FaultPair:
    """Two pictures of one scale, as wide as the wider of both needs."""

    right: str
    wrong: str


def fault_pair(
    exercise: Exercise, fault: PoseSequence, look: FigureLook, *, titles: tuple[str, str] = ("", "")
) -> FaultPair:
    """Return the right way and the mistake.

    Args:
        exercise: the exercise.
        fault: one of its sequences that shows a mistake, in its last pose.
        look: side and colours; ghost and arrow are left out.
        titles: what the right and the wrong picture say to who cannot see them.
    """
    right = _right_way(exercise, fault)
    artists = [
        Artist(exercise, 0, replace(look, ghost=False, arrow=False, title=title), sequence)
        for sequence, title in zip((right, fault), titles, strict=True)
    ]
    height = max(artist.canvas.height for artist in artists)
    for artist in artists:
        artist.canvas = Canvas(height, artist.canvas.shift_m)
    moments = [_matching(right, fault.poses[-1]), len(fault.poses) - 1]
    frames = [a.motion.key_frame(k) for a, k in zip(artists, moments, strict=True)]
    boxes = [_box(a, f) for a, f in zip(artists, frames, strict=True)]
    wide = max(_NARROWEST, *(high - low for low, high, _ in boxes))
    top = min(top for _, _, top in boxes)
    svgs = []
    for artist, frame, (low, high, _) in zip(artists, frames, boxes, strict=True):
        left = min(max((low + high - wide) / 2, 0.0), WIDTH - wide)
        mirrored = WIDTH - left - wide if look.side == "left" else left
        artist.window = (mirrored, top, wide, height - top - _UNDER)
        svgs.append(artist.picture(frame))
    return FaultPair(*svgs)


def _right_way(exercise: Exercise, fault: PoseSequence) -> PoseSequence:
    """Return what the mistake spoils; face on, it is the same pose without the mistake."""
    if fault.view != "side":
        poses = (*fault.poses[:-1], _unspoilt(fault.poses[-1]))
        return replace(fault, id=f"{fault.id}_right", poses=poses)
    wanted = fault.instead_of or exercise.ladder[0].pose
    return next(sequence for sequence in exercise.sequences if sequence.id == wanted)


def _unspoilt(pose: KeyPose) -> KeyPose:
    return replace(pose, spine_deg=0.0, knee_in_deg=0.0, pelvis_drop_deg=0.0)


def _matching(sequence: PoseSequence, pose: KeyPose) -> int:
    """Return the pose that ends the same phase."""
    return next(k for k, own in enumerate(sequence.poses) if own.phase == pose.phase)


def _box(artist: Artist, frame: Frame) -> tuple[float, float, float]:
    """Return how far left, right and up the body reaches, with some air."""
    spots = artist.spots(frame).values()
    points = [(spot.x, spot.y) for spot in spots]
    points += [artist.canvas.at((artist.canvas.shift_m, y)) for _, y in frame.joints.values()]
    if artist.sequence.view == "side":
        points += [artist.canvas.at(point) for point in frame.joints.values()]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (max(min(xs) - _AIR, 0.0), min(max(xs) + _AIR, WIDTH), max(min(ys) - _AIR, 0.0))
