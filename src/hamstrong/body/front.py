"""Front and back view of the body, where the side view hides the point.

Heights come from the solved skeleton; sideways the stance foot is under the body's middle and the
pelvis tilts about the stance hip. Knees that fall inward are seen from the front; from behind,
level hips and the hamstrings at work are seen together. The working leg is the near one: on the
viewer's left from the front, on the right from behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import atan2, cos, degrees, hypot, radians, sin

from hamstrong.body.geometry import Point, add, hanging, reach
from hamstrong.body.layout import Canvas, Spot
from hamstrong.body.motion import Frame
from hamstrong.body.skeleton import DEFAULT_BODY, Joints, mirrored
from hamstrong.body.touches import OWN_BODY, Touch
from hamstrong.protocol.model import View

# How far the arms hang away from the body, in degrees.
_ARM_OUT_DEG = 12.0
# How much of a sole that hangs down is seen, in heights of a flat foot.
_SOLE = 2.2
COUNTER_X_M = 0.44
FAR_X = 1.0
NEAR_X = -1.0


def front_joints(frame: Frame, view: View) -> Joints:
    """Return joints in the frontal plane: x to the viewer's right, y up, in metres."""
    joints = _from_the_front(frame)
    return mirrored(joints) if view == "back" else joints


def _from_the_front(frame: Frame) -> Joints:
    body = DEFAULT_BODY
    side = frame.joints
    drop = radians(frame.posture.pelvis_drop)
    half = body.hip_half
    one_leg = not _standing_on_both(frame.touches)
    near_hip: Point = (-half, side["pelvis"][1])
    far_hip = add(near_hip, (2 * half * cos(drop), -2 * half * sin(drop)))
    middle = ((near_hip[0] + far_hip[0]) / 2, (near_hip[1] + far_hip[1]) / 2)
    trunk_height = side["shoulder"][1] - side["pelvis"][1]
    lean = -0.012 if one_leg else 0.0
    neck = (middle[0] + lean - 0.5 * sin(drop) * half, middle[1] + trunk_height)
    crown = (neck[0], neck[1] + side["crown"][1] - side["shoulder"][1])
    joints: dict[str, Point] = {"pelvis": middle, "shoulder": neck, "crown": crown}
    foot_x = -0.55 * half if one_leg else -half
    inward = body.thigh * sin(radians(frame.posture.knee_in))
    _leg(joints, side, "near", near_hip, foot_x, inward)
    # only a knee that bears weight falls inward
    bears = any(t.kind == "foot" and t.side == "far" for t in frame.touches)
    _leg(joints, side, "far", far_hip, far_hip[0] + 0.01, -inward if bears else 0.0)
    for name, sign in (("near", NEAR_X), ("far", FAR_X)):
        _arm(joints, frame, name, sign)
    return joints


def _standing_on_both(touches: frozenset[Touch]) -> bool:
    return {touch.side for touch in touches if touch.kind in ("foot", "heel", "toes")} >= {
        "near", "far",
    }  # fmt: skip


def _leg(
    joints: dict[str, Point], side: Joints, name: str, hip: Point, foot_x: float, inward: float
) -> None:
    fall = side["pelvis"][1] - hip[1]
    knee_y = side[f"{name}_knee"][1] - fall
    ankle_y = side[f"{name}_ankle"][1] - fall
    share = (hip[1] - knee_y) / max(hip[1] - ankle_y, 0.2)
    joints[f"{name}_hip"] = hip
    joints[f"{name}_knee"] = (hip[0] + (foot_x - hip[0]) * min(share, 1.0) + inward, knee_y)
    joints[f"{name}_ankle"] = (foot_x, ankle_y)
    joints[f"{name}_sole"] = (foot_x, side[f"{name}_toe"][1] - fall)


def _arm(joints: dict[str, Point], frame: Frame, name: str, sign: float) -> None:
    body = DEFAULT_BODY
    root = add(joints["shoulder"], (sign * 0.096 * body.height, -0.03))
    joints[f"{name}_shoulder"] = root
    hand = next((t for t in frame.touches if t.kind == "hand"), None)
    if hand is not None and hand.on in OWN_BODY:
        hips: Point = (sign * 0.078 * body.height, joints["pelvis"][1] + 0.06 * body.height)
        _reach_out(joints, name, root, hips, -int(sign))
        joints[f"{name}_hand"] = add(joints[f"{name}_wrist"], (-sign * 0.03, -0.06))
        return
    if hand is not None and name == "far":
        _reach_out(joints, name, root, (COUNTER_X_M + 0.03, 0.93), -1)
        joints[f"{name}_hand"] = add(joints[f"{name}_wrist"], (0.6 * body.hand, 0.0))
        return
    out = sin(radians(_ARM_OUT_DEG)) * sign
    points = [frame.joints[key] for key in ("shoulder", f"{name}_elbow", f"{name}_wrist")]
    elbow_fall = points[1][1] - points[0][1]
    wrist_fall = points[2][1] - points[1][1]
    joints[f"{name}_elbow"] = add(root, (out * body.upper_arm, elbow_fall))
    joints[f"{name}_wrist"] = add(joints[f"{name}_elbow"], (out * 0.4 * body.forearm, wrist_fall))
    hand_fall = frame.joints[f"{name}_hand"][1] - frame.joints[f"{name}_wrist"][1]
    joints[f"{name}_hand"] = add(joints[f"{name}_wrist"], (0.0, hand_fall))


def _reach_out(joints: dict[str, Point], name: str, root: Point, target: Point, bend: int) -> None:
    body = DEFAULT_BODY
    upper, fore = reach(root, target, body.upper_arm, body.forearm, bend)
    joints[f"{name}_elbow"] = add(root, hanging(upper, body.upper_arm))
    joints[f"{name}_wrist"] = add(joints[f"{name}_elbow"], hanging(fore, body.forearm))


_BONES: tuple[tuple[str, str, str, str], ...] = (
    ("far_upper_arm", "far_shoulder", "far_elbow", "upper_arm"),
    ("far_forearm", "far_elbow", "far_wrist", "forearm"),
    ("far_hand", "far_wrist", "far_hand", "hand"),
    ("far_thigh", "far_hip", "far_knee", "thigh"),
    ("far_shank", "far_knee", "far_ankle", "shank"),
    ("trunk", "pelvis", "shoulder", "trunk"),
    ("head", "shoulder", "crown", "head"),
    ("near_thigh", "near_hip", "near_knee", "thigh"),
    ("near_shank", "near_knee", "near_ankle", "shank"),
    ("near_upper_arm", "near_shoulder", "near_elbow", "upper_arm"),
    ("near_forearm", "near_elbow", "near_wrist", "forearm"),
    ("near_hand", "near_wrist", "near_hand", "hand"),
)


def front_spots(joints: Joints, canvas: Canvas) -> Mapping[str, Spot]:
    """Return the spot of every bone in the front view; turned-away bones look shorter."""
    spots = {}
    for name, start, end, rest in _BONES:
        a, b = joints[start], joints[end]
        x, y = canvas.at(a)
        seen = hypot(b[0] - a[0], b[1] - a[1])
        whole: float = getattr(DEFAULT_BODY, rest)
        turn = degrees(atan2(a[1] - b[1], b[0] - a[0]))
        spots[name] = Spot(x, y, turn, max(seen / whole, 0.25))
    for side in ("near", "far"):
        ankle, sole = joints[f"{side}_ankle"], joints[f"{side}_sole"]
        x, y = canvas.at(ankle)
        seen = (ankle[1] - sole[1]) / DEFAULT_BODY.ankle_height
        spots[f"{side}_foot"] = Spot(x, y, 90.0, min(max(seen, 1.0), _SOLE))
    hips = (joints["near_hip"], joints["far_hip"])
    tilt = degrees(atan2(hips[0][1] - hips[1][1], hips[1][0] - hips[0][0]))
    x, y = canvas.at(joints["pelvis"])
    spots["pelvis"] = Spot(x, y, tilt - 90.0)
    return spots
