"""Anatomy of the back of the thigh: three hamstrings named, drawn from the body that moves."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import cos, radians, sin

from hamstrong.body.figure import Artist, FigureLook, sequence_of
from hamstrong.body.layout import UNITS_PER_M, Spot
from hamstrong.body.shapes import number
from hamstrong.body.skeleton import DEFAULT_BODY
from hamstrong.protocol.model import Exercise

_UNIT = DEFAULT_BODY.height * UNITS_PER_M / 1000.0
# Where each label points on the thigh: down the limb and towards its back, in thousandths.
_POINTS: Mapping[str, tuple[float, float]] = {
    "sitting_bone": (-8, 38),
    "biceps_femoris_long_head": (70, 44),
    "semitendinosus": (120, 25),
    "semimembranosus": (160, 9),
    "knee": (246, 14),
}
_WIDE, _HIGH = 190.0, 132.0
_LABEL_AWAY = 42.0
_SIZE = 7.5


def labelled(exercise: Exercise, names: Mapping[str, str], title: str) -> str:
    """The standing figure of an exercise, close up, with a line from each name to its place."""
    look = FigureLook(ghost=False, arrow=False, title=title, load=1.0)
    artist = Artist(exercise, 0, look, sequence_of(exercise, 0))
    spot = artist.spots(artist.motion.frame_at(0.0))["near_thigh"]
    svg = artist.still(0.0).svg
    points = {name: _on_canvas(spot, place) for name, place in _POINTS.items()}
    left = min(x for x, _ in points.values()) - _LABEL_AWAY
    parts = [_label(names[name], points[name], left) for name in _POINTS]
    top = points["sitting_bone"][1] - 26
    box = f"{number(left - 78)} {number(top)} {number(_WIDE)} {number(_HIGH)}"
    whole = svg.replace(_view_box(svg), box, 1)
    own = f"#{artist.root}"
    ink = f"<style>{own} .label{{fill:var(--hs-ink)}}{own} .lead{{stroke:var(--hs-ink)}}</style>"
    font = f'font-family="inherit" font-size="{_SIZE}"'
    return whole.replace("</svg>", f"{ink}<g {font}>{''.join(parts)}</g></svg>")


def _view_box(svg: str) -> str:
    return svg.partition('viewBox="')[2].partition('"')[0]


def _on_canvas(spot: Spot, place: tuple[float, float]) -> tuple[float, float]:
    x, y = (v * _UNIT for v in place)
    turn = radians(spot.turn)
    return (
        spot.x + x * spot.stretch * cos(turn) - y * sin(turn),
        spot.y + x * spot.stretch * sin(turn) + y * cos(turn),
    )


def _label(name: str, at: tuple[float, float], left: float) -> str:
    x, y = at
    return (
        f'<path class="lead" d="M{number(left + 2)} {number(y)}H{number(x)}" stroke-width="0.7"/>'
        f'<circle class="label" cx="{number(x)}" cy="{number(y)}" r="1.5"/>'
        f'<text class="label" x="{number(left)}" y="{number(y + _SIZE * 0.33)}"'
        f' text-anchor="end">{escape(name)}</text>'
    )
