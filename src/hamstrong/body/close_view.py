"""Close view of a figure: the part of the canvas that body, props and arrows take up.

A narrow screen shows this part larger than the whole canvas. Up to `_LARGEST` times, so that
people of two exercises still look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hamstrong.body import gear
from hamstrong.body.arrows import movement_arrow, push_arrows
from hamstrong.body.geometry import Point
from hamstrong.body.layout import WIDTH, Canvas, Spot
from hamstrong.body.motion import Frame, Motion

# Left, top, width and height in canvas units.
Window = tuple[float, float, float, float]
# Drawing choices: air around joints, which have limbs and a head about them; the same about a
# held weight; and how much larger than on its whole canvas a figure is shown.
_AIR, _HELD_AIR = 30.0, 58.0
_LARGEST = 1.5


@dataclass(frozen=True, slots=True)
class _NotingCanvas(Canvas):
    """Canvas that keeps every point drawn on it."""

    points: list[Point] = field(default_factory=list)

    def at(self, point: Point) -> Point:
        """Return a point of the world on the canvas, and keep it."""
        where = Canvas.at(self, point)
        self.points.append(where)
        return where


def close_window(
    canvas: Canvas,
    motion: Motion,
    moments: Iterable[tuple[Frame, Mapping[str, Spot]]],
    things: frozenset[str],
) -> Window:
    """Return the part of the canvas in which everything of a motion is seen.

    Args:
        canvas: the canvas that the figure is drawn on.
        motion: its motion.
        moments: frames of the repetition, each with the spots of its parts.
        things: props and equipment.
    """
    points = _props(canvas, motion) + _bodies(canvas, motion, moments, things)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right = max(min(xs), 0.0), min(max(xs), WIDTH)
    wide = min(max(right - left, WIDTH / _LARGEST), WIDTH)
    left = min(max((left + right - wide) / 2, 0.0), WIDTH - wide)
    top = max(min(*ys, canvas.height * (1 - 1 / _LARGEST)), 0.0)
    return (left, top, wide, canvas.height - top)


def _props(canvas: Canvas, motion: Motion) -> list[Point]:
    """Return the corners of what does not move, and of the arrows."""
    noting = _NotingCanvas(canvas.height, canvas.shift_m)
    setting = gear.PropSetting(noting, motion, motion.ground.anchors)
    if motion.sequence.view == "side":
        gear.furniture(setting)
        gear.between(setting)
        gear.in_front(setting)
        movement_arrow(motion, noting)
        push_arrows(motion, noting)
    else:
        gear.front_furniture(setting)
    return noting.points


def _bodies(
    canvas: Canvas,
    motion: Motion,
    moments: Iterable[tuple[Frame, Mapping[str, Spot]]],
    things: frozenset[str],
) -> list[Point]:
    """Return corners around the body and what it moves, at every moment."""
    ball = canvas.length(motion.ground.scene.size("ball") / 2)
    points: list[Point] = []
    for frame, spots in moments:
        for name, spot in spots.items():
            held = name.endswith("hand") and bool(things & gear.HELD)
            air = ball if name == "ball" else _HELD_AIR if held else _AIR
            points += _around((spot.x, spot.y), air)
        if motion.sequence.view == "side":
            for joint in frame.joints.values():
                points += _around(canvas.at(joint), _AIR)
        else:
            middle = canvas.shift_m
            for _, y in frame.joints.values():
                points += _around(canvas.at((middle, y)), _AIR)
    return points


def _around(point: Point, air: float) -> list[Point]:
    x, y = point
    return [(x - air, y - air), (x + air, y + air)]
