"""Layout of the drawn parts of the body in a frame: position, turn and stretch on the canvas.

Side view: the far arm and leg stand a little up and back, so that both legs can be seen. Front
view lives in `front`. Canvas units, y down; shapes and colours are not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, degrees, hypot

from hamstrong.body.geometry import Point
from hamstrong.body.skeleton import DEFAULT_BODY, Joints

UNITS_PER_M = 200.0
WIDTH = 440.0
FLOOR_Y = 28.0  # the floor's distance from the lower edge
TALL = 416.0
LOW = 250.0
# How far the far limbs are moved up and forward, in fractions of height.
_FAR = (0.010, 0.012)


@dataclass(frozen=True, slots=True)
class Spot:
    """A part's origin on the canvas, its turn in degrees and its stretch along its length."""

    x: float
    y: float
    turn: float
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class Bone:
    """A drawn part between two joints; `rest` is its length in fractions of height."""

    name: str
    start: str
    end: str
    rest: str
    depth: str = "near"
    along: str = ""


BONES: tuple[Bone, ...] = (
    Bone(name="far_upper_arm", start="shoulder", end="far_elbow", rest="upper_arm", depth="far"),
    Bone(name="far_forearm", start="far_elbow", end="far_wrist", rest="forearm", depth="far"),
    Bone(name="far_hand", start="far_wrist", end="far_hand", rest="hand", depth="far"),
    Bone(name="far_thigh", start="pelvis", end="far_knee", rest="thigh", depth="far"),
    Bone(name="far_shank", start="far_knee", end="far_ankle", rest="shank", depth="far"),
    Bone(
        name="far_foot", start="far_ankle", end="far_ball", rest="", depth="far", along="far_heel"
    ),
    Bone(name="far_toe", start="far_ball", end="far_toe", rest="toe", depth="far"),
    Bone(name="trunk", start="pelvis", end="shoulder", rest="trunk", depth="mid"),
    Bone(name="head", start="shoulder", end="crown", rest="head", depth="mid"),
    Bone("near_thigh", "pelvis", "near_knee", "thigh"),
    Bone("near_shank", "near_knee", "near_ankle", "shank"),
    Bone("near_foot", "near_ankle", "near_ball", "", along="near_heel"),
    Bone("near_toe", "near_ball", "near_toe", "toe"),
    Bone("near_upper_arm", "shoulder", "near_elbow", "upper_arm"),
    Bone("near_forearm", "near_elbow", "near_wrist", "forearm"),
    Bone("near_hand", "near_wrist", "near_hand", "hand"),
)


@dataclass(frozen=True, slots=True)
class Canvas:
    """How metres become canvas units: the same scale in every figure."""

    height: float = TALL
    shift_m: float = 0.0

    def at(self, point: Point) -> Point:
        """Return a point of the world on the canvas."""
        return (
            WIDTH / 2 + (point[0] - self.shift_m) * UNITS_PER_M,
            self.height - FLOOR_Y - point[1] * UNITS_PER_M,
        )

    def length(self, metres: float) -> float:
        """Return a length on the canvas."""
        return metres * UNITS_PER_M


def depth_shift(depth: str) -> Point:
    """Return how far a layer is moved to be told from the others, in metres."""
    share = {"near": 0.0, "mid": 0.5, "far": 1.0}[depth]
    height = DEFAULT_BODY.height
    return (_FAR[0] * share * height, _FAR[1] * share * height)


def side_spots(joints: Joints, canvas: Canvas) -> Mapping[str, Spot]:
    """Return the spot of every bone in the side view."""
    return {bone.name: _spot(bone, joints, canvas) for bone in BONES}


def _spot(bone: Bone, joints: Joints, canvas: Canvas) -> Spot:
    dx, dy = depth_shift(bone.depth)
    start = joints[bone.start]
    back = joints[bone.along] if bone.along else start
    end = joints[bone.end]
    x, y = canvas.at((start[0] + dx, start[1] + dy))
    return Spot(x, y, degrees(atan2(back[1] - end[1], end[0] - back[0])))


def spot_between(a: Point, b: Point, rest_m: float, canvas: Canvas) -> Spot:
    """Return the spot of something stretched between two points, for instance a band."""
    x, y = canvas.at(a)
    turn = degrees(atan2(a[1] - b[1], b[0] - a[0]))
    return Spot(x, y, turn, hypot(b[0] - a[0], b[1] - a[1]) / rest_m if rest_m else 1.0)
