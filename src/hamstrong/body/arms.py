"""Arms and where their hands are: on a prop, on the own body, beside a lying body, or hanging.

Bends shoulder, elbow and wrist so that the hand is there; the elbow always folds forward.
"""

from __future__ import annotations

from math import sqrt

from hamstrong.body.geometry import Point, add, hanging, reach, upward, wrap
from hamstrong.body.skeleton import Arm, Body, Posture, forward, thigh_swing
from hamstrong.body.touches import OWN_BODY, UPRIGHT, Ground, Touch, Touching

_ARMS_MATTER = frozenset(
    {(kind, side) for kind in ("hand", "glide") for side in ("near", "far")}
    | {(kind, "mid") for kind in ("back", "shoulders", "front")}
)


def place_arms(posture: Posture, by_kind: Touching, ground: Ground, root: Point) -> Posture:
    body = ground.body
    if not by_kind.keys() & _ARMS_MATTER:
        return posture
    shoulder = add(root, upward(posture.trunk, body.trunk))
    one_holds = any(kind in ("hand", "glide") for kind, _ in by_kind)
    for side in ("near", "far"):
        arm = posture.arm(side)
        rest = _lying_hand(arm, by_kind, body, shoulder)
        if touch := by_kind.get(("hand", side)) or by_kind.get(("glide", side)):
            wrist = _held_at(touch, posture, ground, shoulder, root)
            rest = (wrist, _palm_deg(touch, posture))
        elif one_holds:
            posture = posture.with_arm(side, Arm(posture.trunk, 6.0))
        if rest is not None:
            target, palm = rest
            upper, fore = reach(shoulder, target, body.upper_arm, body.forearm, 1)
            bent = Arm(wrap(upper + posture.trunk), wrap(fore - upper), wrap(palm - fore))
            posture = posture.with_arm(side, bent)
    return posture


def _palm_deg(touch: Touch, posture: Posture) -> float:
    """Return where a hand points: up along a wall, forward on a top, down round a back."""
    if touch.on in UPRIGHT:
        return 176.0
    if touch.on in OWN_BODY:
        return 40.0 - posture.trunk
    return 60.0 if touch.on in ("chair", "rail") else 84.0


def _held_at(touch: Touch, posture: Posture, ground: Ground, shoulder: Point, root: Point) -> Point:
    """Return where a hand is: where the data first put it, gliding along, or on the own body."""
    if touch.on in OWN_BODY:
        return _on_body(touch, posture, ground.body, root, shoulder)
    known = ground.anchors.get(touch)
    if known is None:
        scene = ground.scene
        wrist = forward(posture, ground.body, root)[f"{touch.side}_wrist"]
        x = scene.places.get(touch.on, wrist[0])
        y = wrist[1] if touch.on in UPRIGHT else scene.hand_height(touch.on)
        known = ground.anchors.setdefault(touch, (x, y))
    if touch.kind == "hand":
        return known
    # a gliding hand keeps the elbow nearly straight while the trunk comes down
    arm = 0.93 * (ground.body.upper_arm + ground.body.forearm)
    ahead = sqrt(max(arm**2 - (shoulder[1] - known[1]) ** 2, 0.0))
    return (max(known[0], shoulder[0] + ahead), known[1])


def _on_body(touch: Touch, posture: Posture, body: Body, root: Point, shoulder: Point) -> Point:
    """Return a wrist on the hips, or half way down the thigh."""
    if touch.on == "thigh":
        half = hanging(thigh_swing(posture, touch.side), 0.5 * body.thigh)
        return (root[0] + half[0], root[1] + half[1] + 0.05 * body.height)
    up = ((shoulder[0] - root[0]) / body.trunk, (shoulder[1] - root[1]) / body.trunk)
    rise, front = 0.075 * body.height, 0.012 * body.height
    return (root[0] + rise * up[0] + front * up[1], root[1] + rise * up[1] - front * up[0])


def _lying_hand(
    arm: Arm, by_kind: Touching, body: Body, shoulder: Point
) -> tuple[Point, float] | None:
    """Return where a hand rests beside a lying body, unless the data bends the elbow."""
    if arm.elbow != 0.0:
        return None
    straight = (body.upper_arm + body.forearm) * 0.992
    if ("back", "mid") in by_kind or ("shoulders", "mid") in by_kind:
        return (shoulder[0] + straight, 0.022 * body.height), 90.0
    if ("front", "mid") in by_kind:
        return (shoulder[0] - straight, 0.03 * body.height), -88.0
    return None
