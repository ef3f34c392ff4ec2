"""The arrow that says which way: along the path of whatever travels furthest, set off the body.

An effort that presses without moving gets a short, straight arrow instead.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, radians, sin

from hamstrong.body.geometry import Point, distance, heading
from hamstrong.body.layout import Canvas
from hamstrong.body.motion import Motion, MotionPhase, furthest_pose, inverse_ease
from hamstrong.body.skeleton import Joints
from hamstrong.body.svg import curve, line, tag

# What may carry the arrow, the most telling first; a later one must travel clearly further.
_MOVERS = ("pelvis", "near_ankle", "crown", "far_ankle")
_CLEARLY = 1.25
_LEAST_M = 0.05
_RISES_M = 0.07
_OFF_M = 0.12
_SAMPLES = 33
_DRAWN = 9
_PUSH_M = 0.17


def movement_arrow(motion: Motion, canvas: Canvas) -> str:
    """Return the arrow of the way that leads to the furthest pose, if one travels far enough."""
    if motion.sequence.push:
        return ""
    furthest = furthest_pose(motion.sequence)
    if furthest is None:
        return ""
    if motion.sequence.poses[furthest].rise_m > 0:
        return _jump(motion.keys[furthest].joints, canvas)
    way = next(s for s in motion.stretches if furthest in s.poses[1:])
    frames = _frames(motion, way, furthest)
    mover = _mover(frames, motion)
    if mover is None:
        return ""
    return _drawn([canvas.at(point) for point in _set_off(mover, frames)])


def push_arrows(motion: Motion, canvas: Canvas) -> str:
    """Return an arrow for each effort that presses without moving."""
    joints = motion.keys[-1].joints
    pushes = motion.sequence.push.items()
    return "".join(_push(joints[name], turn, canvas) for name, turn in pushes)


def _frames(motion: Motion, way: MotionPhase, furthest: int) -> list[Joints]:
    lasts = way.lasts_s * inverse_ease(way.marks[way.poses.index(furthest, 1)])
    times = [way.begins_s + lasts * k / (_SAMPLES - 1) for k in range(_SAMPLES)]
    return [motion.frame_at(t).joints for t in times]


def _mover(frames: Sequence[Joints], motion: Motion) -> str | None:
    slides = any(touch.slides for touches in motion.touches for touch in touches)
    kneels = any(touch.kind == "knee" for touches in motion.touches for touch in touches)
    travel = abs(frames[-1]["pelvis"][1] - frames[0]["pelvis"][1])
    if not slides and not kneels and travel > _RISES_M:
        return "pelvis"
    best, furthest = None, _LEAST_M
    for name in ("near_heel",) if slides else _MOVERS:
        travelled = distance(frames[0][name], frames[-1][name])
        if travelled > furthest * (_CLEARLY if best else 1.0):
            best, furthest = name, travelled
    return best


def _set_off(mover: str, frames: Sequence[Joints]) -> list[Point]:
    """Return the mover's path, moved out of the body and spread evenly."""
    path = _even([joints[mover] for joints in frames])
    a, b = path[0], path[-1]
    if mover == "near_heel":
        return [(a[0], -0.055), (b[0], -0.055)]
    if mover == "pelvis":
        stands = frames[0]["shoulder"][1] - a[1] > 0.2
        return _beside(path) if stands else _ahead(path)
    length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    normal = ((b[1] - a[1]) / length, (a[0] - b[0]) / length)
    middle = path[len(path) // 2]
    heart = frames[len(frames) // 2]["pelvis"]
    away = (middle[0] - heart[0]) * normal[0] + (middle[1] - heart[1]) * normal[1]
    bulge = (middle[0] - (a[0] + b[0]) / 2) * normal[0] + (middle[1] - (a[1] + b[1]) / 2) * normal[
        1
    ]
    side = 1.0 if (bulge if abs(bulge) > 0.02 else away) >= 0 else -1.0
    off = [(x + side * _OFF_M * normal[0], y + side * _OFF_M * normal[1]) for x, y in path]
    return off[1:-1]


def _ahead(path: Sequence[Point]) -> list[Point]:
    """Return a straight arrow that runs ahead of the hips, through the space they will take."""
    turn = degrees(atan2(path[-1][1] - path[0][1], path[-1][0] - path[0][0]))
    lead = heading(turn, 0.16)
    return [(x + lead[0], y + lead[1]) for x, y in (path[0], path[-1])]


def _beside(path: Sequence[Point]) -> list[Point]:
    """Return a straight arrow behind the back, as long as the hips sink or rise."""
    (x0, y0), (x1, y1) = path[0], path[-1]
    if abs(x1 - x0) > 2 * abs(y1 - y0):
        return [(x0 - 0.3, y0 + 0.12), (x1 - 0.2, y0 + 0.12)]
    x = min(x0, x1) - 0.26
    return [(x, y + 0.3) for _, y in (path[0], path[-1])]


def _jump(joints: Joints, canvas: Canvas) -> str:
    x, y = joints["crown"][0] + 0.3, joints["crown"][1]
    return _drawn([canvas.at((x, y - 0.3)), canvas.at((x, y))])


def _even(path: Sequence[Point]) -> list[Point]:
    """Return the path with points at equal distances."""
    marks = [0.0]
    for a, b in itertools.pairwise(path):
        marks.append(marks[-1] + distance(a, b))
    result = []
    for k in range(_DRAWN):
        wanted = marks[-1] * k / (_DRAWN - 1)
        i = next((i for i in range(1, len(marks)) if marks[i] >= wanted - 1e-12), len(marks) - 1)
        span = marks[i] - marks[i - 1]
        u = (wanted - marks[i - 1]) / span if span else 0.0
        a, b = path[i - 1], path[i]
        result.append((a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u))
    return result


def _push(at: Point, turn: float, canvas: Canvas) -> str:
    tip = heading(turn, 0.05)
    tail = heading(turn, 0.05 - _PUSH_M)
    ends = [(at[0] + tail[0], at[1] + tail[1]), (at[0] + tip[0], at[1] + tip[1])]
    return _drawn([canvas.at(end) for end in ends])


def _drawn(points: Sequence[Point]) -> str:
    a, b = points[-2], points[-1]
    turn = degrees(atan2(b[1] - a[1], b[0] - a[0]))
    shaft = curve if len(points) > 2 else line
    head = [
        (b[0] + 9 * cos(radians(turn + spread)), b[1] + 9 * sin(radians(turn + spread)))
        for spread in (145, 0, -145)
    ]
    tip = (b[0] + 3 * cos(radians(turn)), b[1] + 3 * sin(radians(turn)))
    head = [head[0], tip, head[2]]
    return tag(
        "g",
        shaft(points) + line(head, stroke_linejoin="round"),
        cls="oa", stroke_width=3.0, stroke_linecap="round",
    )  # fmt: skip
