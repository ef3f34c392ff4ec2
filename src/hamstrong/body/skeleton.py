"""The skeleton: segment lengths, joint angles, and where every joint is.

The person faces +x, y is up, the near leg is the one that works. Angles follow the dossier: hip
and knee flexion positive, 0 = upright straight; ankle positive with the toes toward the shin;
shoulder and elbow positive forward; trunk = inclination (90 prone, -90 supine); neck positive
with the chin to the chest. What touches the ground is decided in `contacts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hamstrong.body.geometry import (
    Point,
    add,
    hanging,
    heading,
    heading_of,
    swing_of,
    upward,
    wrap,
)

HEIGHT_M = 1.70
LEGS = ("near", "far")


@dataclass(frozen=True, slots=True)
class Body:
    """Lengths in metres.

    Source: fractions of height after Drillis and Contini (1966), as printed in Winter,
    Biomechanics and Motor Control of Human Movement, 4th ed. (2009), fig. 4.1: ankle 0.039, knee
    0.285, hip 0.530, shoulder 0.818, chin 0.870 of height; upper arm 0.186, forearm 0.146, hand
    0.108, foot 0.152, shoulders 0.259 and hips 0.191 wide. Thickness and the split of the foot
    are drawn, not measured.
    """

    height: float = HEIGHT_M
    shank: float = field(init=False)
    thigh: float = field(init=False)
    trunk: float = field(init=False)
    head: float = field(init=False)
    upper_arm: float = field(init=False)
    forearm: float = field(init=False)
    hand: float = field(init=False)
    ankle_height: float = field(init=False)
    heel: float = field(init=False)
    ball: float = field(init=False)
    toe: float = field(init=False)
    hip_half: float = field(init=False)
    shoulder_half: float = field(init=False)
    back: float = field(init=False)
    front: float = field(init=False)
    seat: float = field(init=False)
    knee_pad: float = field(init=False)

    def __post_init__(self) -> None:
        """Fill the lengths from the fractions."""
        for name, fraction in FRACTIONS.items():
            object.__setattr__(self, name, fraction * self.height)


FRACTIONS: Mapping[str, float] = {
    "shank": 0.285 - 0.039,
    "thigh": 0.530 - 0.285,
    "trunk": 0.818 - 0.530,
    "head": 1.0 - 0.818,
    "upper_arm": 0.186,
    "forearm": 0.146,
    # a relaxed hand is curled: drawn shorter than the 0.108 of an open one
    "hand": 0.075,
    "ankle_height": 0.039,
    # the foot's 0.152 runs from behind the ankle to the toes; the ball is where it bends
    "heel": 0.036,
    "ball": 0.074,
    "toe": 0.042,
    # hip and shoulder joints lie inside the outlines of 0.191 and 0.259
    "hip_half": 0.052,
    "shoulder_half": 0.108,
    # from joint line to skin: behind and in front of the trunk, under the seat, under the knee
    "back": 0.066,
    "front": 0.068,
    "seat": 0.074,
    "knee_pad": 0.036,
}
DEFAULT_BODY = Body()


@dataclass(frozen=True, slots=True)
class Leg:
    """Angles of one leg in degrees; `toe` bends the foot at its ball (up is positive)."""

    hip: float
    knee: float
    ankle: float = 0.0
    toe: float = 0.0


@dataclass(frozen=True, slots=True)
class Arm:
    """Angles of one arm in degrees."""

    shoulder: float = 0.0
    elbow: float = 0.0
    wrist: float = 0.0


@dataclass(frozen=True, slots=True)
class Posture:
    """All angles of one moment, in degrees."""

    trunk: float
    near: Leg
    far: Leg
    near_arm: Arm = field(default_factory=Arm)
    far_arm: Arm = field(default_factory=Arm)
    neck: float = 0.0
    pelvis_drop: float = 0.0
    spine: float = 0.0
    knee_in: float = 0.0

    def leg(self, side: str) -> Leg:
        """Return the near or the far leg."""
        return self.near if side == "near" else self.far

    def arm(self, side: str) -> Arm:
        """Return the near or the far arm."""
        return self.near_arm if side == "near" else self.far_arm

    def with_leg(self, side: str, leg: Leg) -> Posture:
        """Return the posture with another leg."""
        return replace(self, near=leg) if side == "near" else replace(self, far=leg)

    def with_arm(self, side: str, arm: Arm) -> Posture:
        """Return the posture with another arm."""
        return replace(self, near_arm=arm) if side == "near" else replace(self, far_arm=arm)

    def with_trunk(self, trunk: float) -> Posture:
        """Return the posture with another inclination of the trunk."""
        return replace(self, trunk=trunk)


Joints = Mapping[str, Point]


def thigh_swing(posture: Posture, leg: str) -> float:
    """Return the thigh's hanging angle in the world."""
    return posture.leg(leg).hip - posture.trunk


def shank_swing(posture: Posture, leg: str) -> float:
    """Return the shank's hanging angle in the world."""
    return thigh_swing(posture, leg) - posture.leg(leg).knee


def foot_heading(posture: Posture, leg: str) -> float:
    """Return the sole's direction in the world, 0 = flat and forward."""
    return shank_swing(posture, leg) + posture.leg(leg).ankle


def forward(posture: Posture, body: Body = DEFAULT_BODY, pelvis: Point = (0.0, 0.0)) -> Joints:
    """Return where every joint is, in metres, with the hip centre at `pelvis`."""
    shoulder = add(pelvis, upward(posture.trunk, body.trunk))
    crown = add(shoulder, upward(posture.trunk + posture.neck, body.head))
    joints: dict[str, Point] = {"pelvis": pelvis, "shoulder": shoulder, "crown": crown}
    for leg in LEGS:
        _add_leg(joints, posture, leg, body)
        _add_arm(joints, posture, leg, body)
    return joints


def leg_points(
    posture: Posture, leg: str, body: Body = DEFAULT_BODY, pelvis: Point = (0.0, 0.0)
) -> dict[str, Point]:
    """Return the joints of one leg below the hip."""
    joints: dict[str, Point] = {"pelvis": pelvis}
    _add_leg(joints, posture, leg, body)
    return joints


def _add_leg(joints: dict[str, Point], posture: Posture, leg: str, body: Body) -> None:
    knee = add(joints["pelvis"], hanging(thigh_swing(posture, leg), body.thigh))
    ankle = add(knee, hanging(shank_swing(posture, leg), body.shank))
    joints[f"{leg}_knee"] = knee
    joints[f"{leg}_ankle"] = ankle
    joints.update(foot_points(ankle, foot_heading(posture, leg), posture.leg(leg).toe, leg, body))


def foot_points(
    ankle: Point, sole_deg: float, toe_deg: float, leg: str, body: Body = DEFAULT_BODY
) -> dict[str, Point]:
    """Return heel, ball and toe of a foot from its ankle and the direction of its sole."""
    under = add(ankle, heading(sole_deg - 90.0, body.ankle_height))
    ball = add(under, heading(sole_deg, body.ball))
    return {
        f"{leg}_heel": add(under, heading(sole_deg + 180.0, body.heel)),
        f"{leg}_ball": ball,
        f"{leg}_toe": add(ball, heading(sole_deg + toe_deg, body.toe)),
    }


def _add_arm(joints: dict[str, Point], posture: Posture, side: str, body: Body) -> None:
    arm = posture.arm(side)
    upper = arm.shoulder - posture.trunk
    elbow = add(joints["shoulder"], hanging(upper, body.upper_arm))
    wrist = add(elbow, hanging(upper + arm.elbow, body.forearm))
    joints[f"{side}_elbow"] = elbow
    joints[f"{side}_wrist"] = wrist
    joints[f"{side}_hand"] = add(wrist, hanging(upper + arm.elbow + arm.wrist, body.hand))


def read_back(joints: Joints) -> Posture:
    """Return the angles of a drawn skeleton, measured from its joints alone."""
    trunk = 90.0 - heading_of(joints["pelvis"], joints["shoulder"])
    neck = 90.0 - heading_of(joints["shoulder"], joints["crown"]) - trunk
    return Posture(
        trunk=wrap(trunk),
        neck=wrap(neck),
        near=_read_leg(joints, "near", trunk),
        far=_read_leg(joints, "far", trunk),
        near_arm=_read_arm(joints, "near", trunk),
        far_arm=_read_arm(joints, "far", trunk),
    )


def _read_leg(joints: Joints, leg: str, trunk: float) -> Leg:
    thigh = swing_of(joints["pelvis"], joints[f"{leg}_knee"])
    shank = swing_of(joints[f"{leg}_knee"], joints[f"{leg}_ankle"])
    sole = heading_of(joints[f"{leg}_heel"], joints[f"{leg}_ball"])
    toe = heading_of(joints[f"{leg}_ball"], joints[f"{leg}_toe"])
    return Leg(wrap(thigh + trunk), wrap(thigh - shank), wrap(sole - shank), wrap(toe - sole))


def _read_arm(joints: Joints, side: str, trunk: float) -> Arm:
    upper = swing_of(joints["shoulder"], joints[f"{side}_elbow"])
    lower = swing_of(joints[f"{side}_elbow"], joints[f"{side}_wrist"])
    hand = swing_of(joints[f"{side}_wrist"], joints[f"{side}_hand"])
    return Arm(wrap(upper + trunk), wrap(lower - upper), wrap(hand - lower))


def mirrored(joints: Joints) -> Joints:
    """Return the skeleton facing the other way."""
    return {name: (-x, y) for name, (x, y) in joints.items()}
