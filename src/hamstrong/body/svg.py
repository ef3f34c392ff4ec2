"""SVG text in small pieces. Knows neither bodies nor exercises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from hamstrong.body.geometry import Point
from hamstrong.body.layout import Spot
from hamstrong.body.shapes import number

Attribute = str | float


def tag(name: str, body: str = "", /, **attributes: Attribute) -> str:
    """Return an element; underscores in attribute names become hyphens, `cls` becomes class."""
    pairs = []
    for key, value in attributes.items():
        word = "class" if key == "cls" else key.rstrip("_").replace("_", "-")
        text = number(value) if isinstance(value, float | int) else escape(value, quote=True)
        pairs.append(f'{word}="{text}"')
    head = " ".join([name, *pairs])
    return f"<{head}>{body}</{name}>" if body else f"<{head}/>"


def matrix(spot: Spot) -> str:
    """Return a transform attribute that moves a part to its spot."""
    stretch = "" if abs(spot.stretch - 1) < 1e-3 else f"scale({spot.stretch:.3f} 1)"
    return f"translate({number(spot.x)} {number(spot.y)})rotate({number(spot.turn)}){stretch}"


def css_move(spot: Spot, *, stretched: bool) -> str:
    """Return the same as a style sheet says it."""
    stretch = f" scale({spot.stretch:.3f},1)" if stretched else ""
    at = f"{number(spot.x)}px,{number(spot.y)}px"
    return f"transform:translate({at}) rotate({number(spot.turn)}deg){stretch}"


def line(points: Sequence[Point], **attributes: Attribute) -> str:
    """Return an open path through canvas points."""
    d = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return tag("path", d=d, **attributes)


def curve(points: Sequence[Point], **attributes: Attribute) -> str:
    """Return an open, rounded path through canvas points (Catmull-Rom)."""
    d = f"M{number(points[0][0])} {number(points[0][1])}"
    for i in range(len(points) - 1):
        before = points[max(i - 1, 0)]
        here, after = points[i], points[i + 1]
        later = points[min(i + 2, len(points) - 1)]
        c1 = (here[0] + (after[0] - before[0]) / 6, here[1] + (after[1] - before[1]) / 6)
        c2 = (after[0] - (later[0] - here[0]) / 6, after[1] - (later[1] - here[1]) / 6)
        d += "C" + " ".join(number(v) for point in (c1, c2, after) for v in point)
    return tag("path", d=d, **attributes)


def box(x: float, y: float, width: float, height: float, radius: float, cls: str) -> str:
    """Return a rectangle with round corners."""
    return tag("rect", x=x, y=y, width=width, height=height, rx=radius, cls=cls)


def group(parts: Iterable[str], **attributes: Attribute) -> str:
    """Return parts as one group, or nothing when there are none."""
    body = "".join(parts)
    return tag("g", body, **attributes) if body else ""
