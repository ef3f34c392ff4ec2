"""Plane geometry for limbs: turning, two-link reach, circles that meet.

Everything is in metres and degrees; a point is a pair (x forward, y up). It knows no body.
"""

from __future__ import annotations

from math import acos, atan2, cos, degrees, hypot, radians, sin

Point = tuple[float, float]


def add(a: Point, b: Point) -> Point:
    """Return a + b."""
    return (a[0] + b[0], a[1] + b[1])


def sub(a: Point, b: Point) -> Point:
    """Return a - b."""
    return (a[0] - b[0], a[1] - b[1])


def scale(a: Point, by: float) -> Point:
    """Return a stretched."""
    return (a[0] * by, a[1] * by)


def distance(a: Point, b: Point) -> float:
    """Return how far apart two points are."""
    return hypot(a[0] - b[0], a[1] - b[1])


def hanging(angle_deg: float, length: float = 1.0) -> Point:
    """Return the end of a link that hangs down at 0 and swings forward with positive angles."""
    angle = radians(angle_deg)
    return (length * sin(angle), -length * cos(angle))


def upward(inclination_deg: float, length: float = 1.0) -> Point:
    """Return the end of a link that stands up at 0 and leans forward with positive angles."""
    angle = radians(inclination_deg)
    return (length * sin(angle), length * cos(angle))


def heading(angle_deg: float, length: float = 1.0) -> Point:
    """Return the end of a link that points forward at 0 and upward with positive angles."""
    angle = radians(angle_deg)
    return (length * cos(angle), length * sin(angle))


def swing_of(a: Point, b: Point) -> float:
    """Return the angle for which `hanging` points from a to b, in -180 … 180."""
    return degrees(atan2(b[0] - a[0], a[1] - b[1]))


def heading_of(a: Point, b: Point) -> float:
    """Return the angle for which `heading` points from a to b, in -180 … 180."""
    return degrees(atan2(b[1] - a[1], b[0] - a[0]))


def wrap(angle_deg: float) -> float:
    """Return the same direction in -180 … 180."""
    return (angle_deg + 180.0) % 360.0 - 180.0


def corner(adjacent_1: float, adjacent_2: float, opposite: float) -> float:
    """Return a triangle's angle between two sides, in degrees; impossible ones are flattened."""
    if adjacent_1 <= 0 or adjacent_2 <= 0:
        return 0.0
    ratio = (adjacent_1**2 + adjacent_2**2 - opposite**2) / (2 * adjacent_1 * adjacent_2)
    return degrees(acos(max(-1.0, min(1.0, ratio))))


def reach(
    root: Point, target: Point, first: float, second: float, bend: int
) -> tuple[float, float]:
    """Return the hanging angles of two links from `root` whose end is at `target`.

    Args:
        root: where the first link begins.
        target: where the second should end; out of reach means stretched towards it.
        first: length of the first link.
        second: length of the second link.
        bend: +1 when the second link folds forward of the first (an elbow), -1 backward (a knee).
    """
    span = min(max(distance(root, target), abs(first - second)), first + second)
    toward = swing_of(root, target)
    at_root = corner(first, span, second)
    at_joint = corner(first, second, span)
    first_deg = toward - bend * at_root
    return first_deg, first_deg + bend * (180.0 - at_joint)
