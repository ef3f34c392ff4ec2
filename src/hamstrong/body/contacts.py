"""Contacts that stay where they are planted: where the body must be so that they hold.

A first touch carries the body (feet, knees, seat, back, front, shoulders); further touches bend
the limb that is free to bend, and a bridge between shoulders and feet is solved as a closed chain
driven by the hip. Angles that no touch decides stay as the data gives them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import asin, degrees, hypot, sqrt

from hamstrong.body.arms import place_arms
from hamstrong.body.geometry import (
    Point,
    add,
    corner,
    distance,
    hanging,
    heading,
    heading_of,
    reach,
    sub,
    swing_of,
    upward,
    wrap,
)
from hamstrong.body.skeleton import (
    Body,
    Joints,
    Leg,
    Posture,
    foot_heading,
    foot_points,
    forward,
    leg_points,
    shank_swing,
    thigh_swing,
)
from hamstrong.body.touches import LEG_KINDS, UPRIGHT, Ground, Touch, Touching

# A foot that lies on its back behind a kneeling person.
KNEELING_ANKLE_DEG = -58.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A posture that honours its contacts, and where it is."""

    posture: Posture
    pelvis: Point
    joints: Joints


def solve(
    posture: Posture,
    touches: frozenset[Touch],
    ground: Ground,
    *,
    rise: float = 0.0,
    pelvis: Point | None = None,
) -> Placed:
    """Return the posture bent and placed so that every touch holds.

    Args:
        posture: the angles wanted.
        touches: what is planted; anchors that the ground does not know yet are set.
        ground: anchors and surfaces.
        rise: how far planted feet have left the ground, in metres.
        pelvis: where the hips are when nothing touches.
    """
    by_kind: Touching = {(touch.kind, touch.side): touch for touch in touches}
    posture, root = _carry(posture, by_kind, ground, rise, pelvis)
    for side in ("near", "far"):
        posture = _plant_leg(posture, side, by_kind, ground, root, rise)
    posture = _rest_head(posture, by_kind)
    posture = place_arms(posture, by_kind, ground, root)
    return Placed(posture, root, forward(posture, ground.body, root))


def _carry(
    posture: Posture, by_kind: Touching, ground: Ground, rise: float, pelvis: Point | None
) -> tuple[Posture, Point]:
    body = ground.body
    if touch := by_kind.get(("seat", "mid")):
        return posture, (0.0, ground.scene.surface(touch.on) + 0.06 * body.height)
    if touch := by_kind.get(("knee", "near")):
        return _kneel(posture, touch, ground)
    if touch := by_kind.get(("shoulders", "mid")):
        return _bridge(posture, touch, by_kind, ground)
    if ("back", "mid") in by_kind:
        return posture.with_trunk(-90.0), (0.0, body.back)
    if ("front", "mid") in by_kind:
        return posture, (0.0, body.front)
    if touch := by_kind.get(("knee", "far")):
        return _half_kneel(posture, touch, ground)
    for side in ("near", "far"):
        for kind in LEG_KINDS:
            if touch := by_kind.get((kind, side)):
                return _stand(posture, touch, ground, rise)
    return posture, pelvis or (0.0, 0.53 * body.height + rise)


def _stand(posture: Posture, touch: Touch, ground: Ground, rise: float) -> tuple[Posture, Point]:
    posture = _set_foot(posture, touch)
    at = _touch_point(leg_points(posture, touch.side, ground.body), touch)
    surface = ground.scene.surface(touch.on) + _clearance(touch, ground.body)
    anchor = ground.anchors.setdefault(touch, (0.0, surface))
    return posture, sub(add(anchor, (0.0, rise)), at)


def _kneel(posture: Posture, touch: Touch, ground: Ground) -> tuple[Posture, Point]:
    body = ground.body
    posture = posture.with_trunk(posture.near.hip - posture.near.knee + 90.0)
    posture = replace(posture, near=replace(posture.near, ankle=KNEELING_ANKLE_DEG))
    anchor = ground.anchors.setdefault(touch, (0.0, ground.scene.surface(touch.on) + body.knee_pad))
    return posture, sub(anchor, hanging(thigh_swing(posture, "near"), body.thigh))


def _half_kneel(posture: Posture, touch: Touch, ground: Ground) -> tuple[Posture, Point]:
    body = ground.body
    knee = thigh_swing(posture, "far") + 90.0
    posture = replace(posture, far=replace(posture.far, knee=knee, ankle=KNEELING_ANKLE_DEG))
    anchor = ground.anchors.setdefault(touch, (0.0, ground.scene.surface(touch.on) + body.knee_pad))
    return posture, sub(anchor, hanging(thigh_swing(posture, "far"), body.thigh))


def _bridge(
    posture: Posture, touch: Touch, by_kind: Touching, ground: Ground
) -> tuple[Posture, Point]:
    """Hang the hips between planted shoulders and the near (else the far) foot."""
    body = ground.body
    shoulder = ground.anchors.setdefault(touch, (0.0, ground.scene.surface(touch.on) + body.back))
    planted = _leg_touch(by_kind, "near") or _leg_touch(by_kind, "far")
    if planted is None:
        trunk = -90.0
        return posture.with_trunk(trunk), sub(shoulder, upward(trunk, body.trunk))
    leg = posture.leg(planted.side)
    if planted.slides or planted not in ground.anchors:
        trunk = _tilt_onto(leg, planted, shoulder, ground)
    else:
        trunk, knee = _close_chain(leg, planted, shoulder, ground)
        leg = replace(leg, knee=knee)
    posture = posture.with_trunk(trunk)
    posture = posture.with_leg(planted.side, leg)
    posture = _set_foot(posture, planted)
    pelvis = sub(shoulder, upward(trunk, body.trunk))
    if planted not in ground.anchors and not planted.slides:
        ground.anchors[planted] = _touch_point(forward(posture, body, pelvis), planted)
    return posture, pelvis


def _tilt_onto(leg: Leg, touch: Touch, shoulder: Point, ground: Ground) -> float:
    """Return the trunk for which a leg with fixed angles lands on what bears it."""
    body = ground.body
    upright = Posture(trunk=0.0, near=leg, far=leg)
    chain = forward(upright, body)
    tip = chain["near_ankle"] if touch.kind == "foot" else _foot_point(chain, "near", touch.kind)
    step = sub(tip, chain["shoulder"])
    length = hypot(*step)
    x = shoulder[0] + length
    trunk = -90.0
    for _ in range(4):
        target = ground.surface_y(touch, x) + _clearance(touch, body) - shoulder[1]
        wanted = degrees(asin(max(-1.0, min(1.0, target / length))))
        trunk = wrap(heading_of((0.0, 0.0), step) - wanted)
        x = shoulder[0] + sqrt(max(length**2 - target**2, 0.0))
    return trunk


def _close_chain(leg: Leg, touch: Touch, shoulder: Point, ground: Ground) -> tuple[float, float]:
    """Return trunk and knee for a given hip, with shoulder and foot planted."""
    body = ground.body
    length, turn = _link(leg, touch, body)
    foot = ground.anchors[touch]
    # shoulder to knee is stiff once the hip is given
    stiff = sub(hanging(leg.hip, body.thigh), upward(0.0, body.trunk))
    span = distance(shoulder, foot)
    at_shoulder = corner(hypot(*stiff), span, length)
    knee_heading = heading_of(shoulder, foot) + at_shoulder
    trunk = wrap(heading_of((0.0, 0.0), stiff) - knee_heading)
    knee_point = add(shoulder, heading(knee_heading, hypot(*stiff)))
    shank = swing_of(knee_point, foot) - turn
    return trunk, wrap(leg.hip - trunk - shank)


def _leg_touch(by_kind: Touching, side: str) -> Touch | None:
    for kind in LEG_KINDS:
        if touch := by_kind.get((kind, side)):
            return touch
    return None


def _link(leg: Leg, touch: Touch, body: Body) -> tuple[float, float]:
    """Return length and turn (against the shank) of the stiff link from knee to the touch."""
    if touch.kind == "foot":
        return body.shank, 0.0
    points = foot_points((0.0, -body.shank), leg.ankle, 0.0, "near", body)
    tip = points["near_heel" if touch.kind == "heel" else "near_ball"]
    return hypot(*tip), swing_of((0.0, 0.0), tip)


def _plant_leg(
    posture: Posture, side: str, by_kind: Touching, ground: Ground, root: Point, rise: float
) -> Posture:
    """Bend hip and knee so that a leg's touch holds, unless it holds already."""
    body = ground.body
    if ("knee", side) in by_kind:
        return _like_near(posture, by_kind) if side == "far" else posture
    touch = _leg_touch(by_kind, side)
    if touch is None:
        return posture
    posture = _set_foot(posture, touch)
    at = _touch_point(leg_points(posture, side, body, root), touch)
    target = _target(touch, at, ground, rise)
    if distance(at, target) < 1e-9:
        return posture
    leg = posture.leg(side)
    length, turn = _link(leg, touch, body)
    thigh, link = reach(root, target, body.thigh, length, -1)
    shank = link - turn
    hip, knee = wrap(thigh + posture.trunk), wrap(thigh - shank)
    bent = Leg(hip, knee, leg.ankle, leg.toe)
    posture = posture.with_leg(side, bent)
    return _set_foot(posture, touch)


def _like_near(posture: Posture, by_kind: Touching) -> Posture:
    return replace(posture, far=posture.near) if ("knee", "near") in by_kind else posture


def _target(touch: Touch, at: Point, ground: Ground, rise: float) -> Point:
    if touch.slides:
        return (at[0], ground.surface_y(touch, at[0]) + _clearance(touch, ground.body))
    surface = ground.scene.surface(touch.on) + _clearance(touch, ground.body)
    if touch.on in UPRIGHT:
        return (ground.anchors.setdefault(touch, at)[0], at[1])
    anchor = ground.anchors.setdefault(touch, (at[0], surface))
    return add(anchor, (0.0, rise))


def _clearance(touch: Touch, body: Body) -> float:
    return body.ankle_height if touch.kind == "foot" else 0.0


def _set_foot(posture: Posture, touch: Touch) -> Posture:
    """Lay the sole flat, or the toes when only they touch; a heel keeps its ankle."""
    side = touch.side
    leg = posture.leg(side)
    if touch.kind == "foot":
        leg = Leg(leg.hip, leg.knee, wrap(-shank_swing(posture, side)), 0.0)
    elif touch.kind == "toes":
        toe = wrap(-foot_heading(posture, side))
        leg = Leg(leg.hip, leg.knee, leg.ankle, toe)
    return posture.with_leg(side, leg)


def _touch_point(joints: Joints, touch: Touch) -> Point:
    if touch.kind == "foot":
        return joints[f"{touch.side}_ankle"]
    return _foot_point(joints, touch.side, touch.kind)


def _foot_point(joints: Joints, side: str, kind: str) -> Point:
    return joints[f"{side}_heel" if kind == "heel" else f"{side}_ball"]


def _rest_head(posture: Posture, by_kind: Touching) -> Posture:
    """Lay the head down when the back or the front lies; the neck of the data adds to it."""
    if ("back", "mid") in by_kind or ("shoulders", "mid") in by_kind:
        return replace(posture, neck=-90.0 - posture.trunk)
    if ("front", "mid") in by_kind:
        return replace(posture, neck=91.0 - posture.trunk)
    return posture
