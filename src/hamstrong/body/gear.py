"""Gear as drawings: furniture that does not move, things that roll or slide, and held weights.

Everything is simple, rounded and in quiet tones, so that the person stays the subject.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hamstrong.body.front import COUNTER_X_M
from hamstrong.body.geometry import Point
from hamstrong.body.layout import FLOOR_Y, UNITS_PER_M, WIDTH, Canvas
from hamstrong.body.motion import Frame, Motion
from hamstrong.body.svg import box, curve, line, tag
from hamstrong.body.touches import Touch

MAT_M = 0.022
# A door frame: how high it is drawn, and how far its far post is seen beside the near one.
_POST_M = 1.5
_FAR_M = 0.34
# How far a chair's back stands away from the foot beside it.
_CLEAR_M = 0.04
CUFF = "ankle_weight"
HELD = frozenset({"kettlebell", "weight"})


@dataclass(frozen=True, slots=True)
class PropSetting:
    """What a prop's drawing may ask: the canvas, the motion, and where it is touched."""

    canvas: Canvas
    motion: Motion
    anchors: Mapping[Touch, Point]

    def touched(self, prop: str) -> list[Point]:
        """Return the planted points on a prop."""
        return [point for touch, point in self.anchors.items() if touch.on == prop]

    def place(self, prop: str, default: float) -> float:
        """Return where a prop is in the world: as the sequence says, or by default."""
        return self.motion.ground.scene.places.get(prop, default)

    def size(self, prop: str) -> float:
        """Return a prop's height in metres."""
        return self.motion.ground.scene.size(prop)

    def rect(self, x0: float, y0: float, x1: float, y1: float, radius: float, cls: str) -> str:
        """Return a rounded rectangle given in metres by two corners."""
        left, top = self.canvas.at((min(x0, x1), max(y0, y1)))
        right, bottom = self.canvas.at((max(x0, x1), min(y0, y1)))
        return box(left, top, right - left, bottom - top, radius, cls)


def _mat(s: PropSetting) -> str:
    xs = [x for frame in s.motion.keys for x, _ in frame.joints.values()]
    return s.rect(min(xs) - 0.1, 0.0, max(xs) + 0.08, -MAT_M, 2.5, "mt")


def _chair(s: PropSetting) -> str:
    """Draw a chair: sat on, held by its back, or (turned round) with a heel on its seat."""
    seat = s.size("chair")
    top = s.motion.ground.scene.sizes.get("chair_back", 0.86)
    touched = {touch.kind: point for touch, point in s.anchors.items() if touch.on == "chair"}
    if "hand" in touched:
        back, forward = s.place("chair", touched["hand"][0]), 1
        ahead = [p[0] for t, p in s.anchors.items() if t.on == "floor" and p[0] > back - _CLEAR_M]
        if ahead:  # a foot is where the seat would be, so the chair faces the other way
            back, forward = back - _CLEAR_M, -1
    elif "heel" in touched or "foot" in touched:
        back, forward = s.place("chair", max(p[0] for p in touched.values()) + 0.2), -1
    else:
        back, forward = s.place("chair", -0.22), 1
    outer = back + forward * 0.42
    return "".join((
        s.rect(back - 0.016, 0.0, back + 0.016, top, 3, "pd"),
        s.rect(outer - 0.016, 0.0, outer + 0.016, seat, 3, "pd"),
        s.rect(back, seat - 0.04, outer + forward * 0.03, seat, 4, "p"),
        s.rect(back - 0.018, seat + 0.2, back + 0.018, top + 0.01, 4, "p"),
    ))  # fmt: skip


def _counter(s: PropSetting) -> str:
    top = s.size("counter")
    hands = s.touched("counter")
    x = s.place("counter", (hands[0][0] if hands else 0.4) - 0.03)
    glides = any(touch.kind == "glide" for touch in s.anchors)
    deep = 0.9 if glides else 0.5
    return "".join((
        s.rect(x + 0.03, 0.0, x + deep, top - 0.02, 2, "p"),
        s.rect(x, top - 0.035, x + deep + 0.03, top, 3, "pd"),
    ))  # fmt: skip


def _rail(s: PropSetting) -> str:
    """Draw a handrail: a post and the end of its bar."""
    hands = s.touched("rail")
    x = s.place("rail", hands[0][0] if hands else 0.4) + 0.04
    top = s.size("rail")
    return s.rect(x + 0.306, 0.0, x + 0.334, top, 2, "p") + s.rect(
        x - 0.1, top - 0.03, x + 0.34, top + 0.005, 3.5, "pd"
    )


def _wall(s: PropSetting) -> str:
    hands = s.touched("wall")
    x = s.place("wall", (hands[0][0] if hands else 0.6) + 0.05)
    behind = x < 0
    return s.rect(x, 0.0, x + (-0.07 if behind else 0.07), 1.92, 2, "p")


def _doorway_x(s: PropSetting) -> float:
    heels = s.touched("doorway")
    return heels[0][0] if heels else s.place("doorway", 0.6)


def _doorway(s: PropSetting) -> str:
    """Draw the near post, on which the heel rests."""
    x = _doorway_x(s)
    return s.rect(x, 0.0, x + 0.09, _POST_M, 2, "p") + s.rect(
        x + 0.07, 0.0, x + 0.11, _POST_M, 2, "pd"
    )


def _behind_doorway(s: PropSetting) -> str:
    """Draw what lies behind the body: the wall, the far post in it, and the beam across."""
    x = _doorway_x(s)
    wall, post = x + _FAR_M, x + _FAR_M - 0.09
    return "".join((
        s.rect(wall, 0.0, wall + 0.5, _POST_M, 2, "mt"),
        s.rect(post, 0.0, wall, _POST_M, 2, "p"),
        s.rect(x, _POST_M - 0.06, wall + 0.5, _POST_M, 2, "pd"),
    ))  # fmt: skip


def _step(s: PropSetting) -> str:
    """Draw a step under the working foot, clear of the other one, which stands before or behind."""
    foot = next((p[0] for t, p in s.anchors.items() if t.on == "step"), 0.0)
    behind = any(t.side == "far" and p[0] < foot for t, p in s.anchors.items())
    x = s.place("step", foot - (0.13 if behind else 0.24))
    width = s.motion.ground.scene.sizes.get("step_width", 0.42 if behind else 0.375)
    top = s.size("step")
    return s.rect(x, 0.0, x + width, top, 3, "p") + s.rect(
        x - 0.008, top - 0.025, x + width + 0.008, top, 3, "pd"
    )


def _box(s: PropSetting) -> str:
    feet = s.touched("box")
    x = s.place("box", feet[0][0] if feet else 0.0)
    top = s.size("box")
    return s.rect(x - 0.1, 0.0, x + 0.24, top, 5, "p") + s.rect(
        x - 0.11, top - 0.03, x + 0.25, top, 4, "pd"
    )


def _under_foot(s: PropSetting, prop: str) -> str:
    points = s.touched(prop) or [(0.0, 0.0)]
    x = s.place(prop, sum(p[0] for p in points) / len(points) + 0.03)
    height = s.size(prop) or 0.05
    return s.rect(x - 0.19, 0.0, x + 0.19, height, 5, "pd")


def _pillow(s: PropSetting) -> str:
    return _under_foot(s, "pillow")


def _cushion(s: PropSetting) -> str:
    return _under_foot(s, "cushion")


def between(s: PropSetting) -> str:
    """Return what stands between the legs: a door frame, with the far leg through the door."""
    return _doorway(s) if "doorway" in s.motion.sequence.props else ""


def in_front(s: PropSetting) -> str:
    """Return what lies between viewer and person: the strap across kneeling ankles, and the ring
    in the floor that holds it."""
    if "anchor" not in s.motion.sequence.props:
        return ""
    ankle = s.motion.keys[0].joints["near_ankle"]
    top = ankle[1] + 0.062
    over = [(-0.085, 0.0), (-0.06, 0.7 * top), (0.0, top), (0.06, 0.7 * top), (0.085, 0.0)]
    points = [s.canvas.at((ankle[0] + x, y)) for x, y in over]
    strap = curve(points, cls="op", stroke_width=7.0, stroke_linecap="round")
    rings = [tag("circle", cx=x, cy=y, r=4.0, cls="pd") for x, y in (points[0], points[-1])]
    return strap + "".join(rings)


DRAWINGS: Mapping[str, Callable[[PropSetting], str]] = {
    "mat": _mat,
    "chair": _chair,
    "counter": _counter,
    "wall": _wall,
    "step": _step,
    "box": _box,
    "pillow": _pillow,
    "cushion": _cushion,
    "rail": _rail,
}


MOVING = frozenset({"ball", "slider", "towel", "band", "anchor", CUFF})
KNOWN_PROPS = frozenset(DRAWINGS) | MOVING | HELD | {"doorway"}


def has_mat(motion: Motion) -> bool:
    """Return whether the body is on a mat; the floor is then drawn under it."""
    return "mat" in motion.sequence.props


def furniture(setting: PropSetting) -> str:
    """Return the floor and every prop that stands still."""
    y = setting.canvas.height - FLOOR_Y + (MAT_M * UNITS_PER_M if has_mat(setting.motion) else 0.0)
    floor = _floor(y)
    props = setting.motion.sequence.props
    wall = _behind_doorway(setting) if "doorway" in props else ""
    return wall + "".join(DRAWINGS[prop](setting) for prop in props if prop in DRAWINGS) + floor


def front_furniture(s: PropSetting) -> str:
    """Return the floor and props as they stand beside a person seen from the front or behind."""
    props = s.motion.sequence.props
    way = -1.0 if s.motion.sequence.view == "back" else 1.0
    parts = []
    if "counter" in props:
        x, top = COUNTER_X_M, s.size("counter")
        parts.append(s.rect(way * (x + 0.03), 0.0, way * (x + 0.5), top, 2, "p"))
        parts.append(s.rect(way * x, top - 0.035, way * (x + 0.53), top, 3, "pd"))
    parts += [
        s.rect(way * -0.25, 0.0, way * 0.15, s.size(prop), 5, "pd")
        for prop in ("pillow", "cushion")
        if prop in props
    ]
    if "step" in props:
        top = s.size("step")
        parts.append(s.rect(-0.32, 0.0, 0.32, top, 3, "p"))
        parts.append(s.rect(-0.33, top - 0.025, 0.33, top, 3, "pd"))
    return "".join(parts) + _floor(s.canvas.height - FLOOR_Y)


def level_line(s: PropSetting, frame: Frame) -> str:
    """Return the height at which hips that have dropped would be level."""
    if not frame.posture.pelvis_drop:
        return ""
    y = frame.joints["pelvis"][1]
    ends = [s.canvas.at((x, y)) for x in (-0.3, 0.3)]
    return line(ends, cls="of", stroke_width=1.5, stroke_linecap="round")


def _floor(y: float) -> str:
    return line([(16, y), (WIDTH - 16, y)], cls="of", stroke_width=1.5, stroke_linecap="round")


def ball(diameter_m: float) -> str:
    """Return a ball about its own centre, with two seams that show how it rolls."""
    r = diameter_m / 2 * UNITS_PER_M
    seam = f"M0 {-r:.1f}C{r * 0.6:.1f} {-r * 0.5:.1f} {r * 0.6:.1f} {r * 0.5:.1f} 0 {r:.1f}"
    other = f"M0 {-r:.1f}C{-r * 0.6:.1f} {-r * 0.5:.1f} {-r * 0.6:.1f} {r * 0.5:.1f} 0 {r:.1f}"
    return (
        tag("circle", r=r, cls="p")
        + tag("path", d=seam + other, cls="op", stroke_width=1.5)
    )  # fmt: skip


def slider() -> str:
    """Return a gliding disc (or folded towel) under a heel at the origin."""
    return box(-10, -2.4, 32, 3.2, 1.6, "pd")


def cuff() -> str:
    """Return an ankle weight on a shank."""
    return box(66, -9, 15, 18, 4, "i")


def held(kind: str) -> str:
    """Return a weight hanging from a fist; the hand's axis is the first one."""
    if kind == "kettlebell":
        handle = "M12 -6V6L30 12V-12ZM17 -3.5L27 -7V7L17 3.5Z"
        ring = tag("path", d=handle, cls="i", fill_rule="evenodd")
        return ring + tag("circle", cx=40.0, cy=0.0, r=15.0, cls="i")
    return tag("circle", cx=16.0, cy=0.0, r=11.0, cls="i") + tag(
        "circle", cx=16.0, cy=0.0, r=4.0, cls="pd"
    )
