"""Two charts: how long the hamstrings become in one exercise, and where all exercises lie.

Words come from the caller, so that no chart speaks a language of its own. Both work in grey:
lines differ by dash, marks by shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hamstrong.body.demand import Demand
from hamstrong.body.geometry import Point
from hamstrong.body.motion import Motion
from hamstrong.body.muscle import (
    HIGH_ABOVE_DEG,
    MID_FROM_DEG,
    MUSCLES,
    Compression,
    Length,
    compression,
    length_with_band,
)
from hamstrong.body.palette import COLOURS, Scheme, style
from hamstrong.body.sampling import shortened
from hamstrong.body.svg import line, tag
from hamstrong.protocol.model import Exercise, PoseSequence

_STEPS = 60
_FONT = {"font_family": "system-ui,sans-serif", "font_size": "13"}
# How tall the strip is where the tendon is pressed: a shape, so that it works in grey.
_STRIP: Mapping[Compression, float] = {"low": 2.0, "mid": 7.0, "high": 14.0}
_DASH = {"semimembranosus": "2 4", "semitendinosus": "8 4", "biceps_femoris_long_head": "none"}


@dataclass(frozen=True, slots=True)
class LengthWords:
    """The words of the length chart."""

    title: str
    standing: str
    muscles: Mapping[str, str]
    pressed: Mapping[Compression, str]
    seconds: str = "s"


@dataclass(frozen=True, slots=True)
class MapWords:
    """The words of the map of all exercises; `names` by exercise, `loads` by load class."""

    title: str
    hip: str
    names: Mapping[str, str]
    loads: Mapping[str, str]
    zones: tuple[str, str, str]
    early: str
    longer: str


@dataclass(slots=True)
class _Frame:
    """The plotting area and the scales of a chart."""

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]
    parts: list[str] = field(default_factory=list)

    def at(self, x: float, y: float) -> Point:
        """Return a data point on the canvas."""
        u = (x - self.x[0]) / (self.x[1] - self.x[0])
        v = (y - self.y[0]) / (self.y[1] - self.y[0])
        return (self.left + u * self.width, self.top + (1 - v) * self.height)


def length_chart(
    exercise: Exercise,
    sequence: PoseSequence,
    rung: int,
    words: LengthWords,
    *,
    scheme: Scheme = "auto",
) -> str:
    """Return the lengths of the three hamstrings over one repetition, relative to standing.

    The pale band reaches from the model to the second opinion: read it as not knowing better.
    The strip below says how strongly the tendon is pressed at the sitting bone meanwhile.
    """
    motion = Motion(sequence, shortened(exercise.ladder[rung].dosage))
    times = [motion.lasts_s * k / _STEPS for k in range(_STEPS + 1)]
    frames = [motion.frame_at(t) for t in times]
    plot = _Frame(
        left=64, top=34, width=170, height=130, x=(0.0, max(motion.lasts_s, 0.1)), y=(0.75, 1.35)
    )
    _axis(plot, words)
    ends: list[tuple[float, str]] = []
    for muscle in MUSCLES:
        row = [length_with_band(muscle, f.hip_deg, f.knee_deg) for f in frames]
        _band(plot, times, row)
        points = [plot.at(t, length.value) for t, length in zip(times, row, strict=True)]
        plot.parts.append(_drawn(points, muscle))
        ends.append((points[-1][1], muscle))
    right = plot.left + plot.width
    for y, muscle in _apart(ends, 16.0):
        plot.parts.append(_drawn([(right + 6, y), (right + 28, y)], muscle))
        plot.parts.append(_text(right + 32, y + 4, words.muscles[muscle]))
    pressed = [compression(frame.hip_deg) if frame.loaded else "low" for frame in frames]
    _strip(plot, times, pressed, words)
    return _document(f"l-{exercise.id}-{sequence.id}", plot.parts, (396, 218), words.title, scheme)


def _strip(
    plot: _Frame, times: Sequence[float], pressed: Sequence[Compression], words: LengthWords
) -> None:
    """Draw how strongly the tendon is pressed over time, and say the strongest."""
    y = plot.top + plot.height + 28
    for begin, end, level in _spells(times, pressed):
        x0, x1 = plot.at(begin, 0)[0], plot.at(end, 0)[0]
        height = _STRIP[level]
        plot.parts.append(
            tag("rect", x=x0, y=y + 14 - height, width=x1 - x0, height=height, cls="pd")
        )
    most = max(pressed, key=lambda level: _STRIP[level])
    right = plot.left + plot.width
    plot.parts.append(_text(right + 6, y + 13, words.pressed[most]))


def _spells(
    times: Sequence[float], levels: Sequence[Compression]
) -> list[tuple[float, float, Compression]]:
    """Return the stretches of time in which the level stays the same."""
    spells: list[tuple[float, float, Compression]] = []
    for before, after, level in zip(times, times[1:], levels, strict=False):
        if spells and spells[-1][2] == level:
            spells[-1] = (spells[-1][0], after, level)
        else:
            spells.append((before, after, level))
    return spells


def _drawn(points: Sequence[Point], muscle: str) -> str:
    return line(
        points, cls="om", stroke_width=2.2, stroke_dasharray=_DASH[muscle], stroke_linejoin="round"
    )


def _axis(plot: _Frame, words: LengthWords) -> None:
    for value in (0.8, 1.0, 1.2):
        a, b = plot.at(plot.x[0], value), plot.at(plot.x[1], value)
        wide = 1.4 if value == 1.0 else 0.6
        plot.parts.append(line([a, b], cls="of", stroke_width=wide))
        label = words.standing if value == 1.0 else f"{value * 100:.0f} %"
        plot.parts.append(_text(plot.left - 6, a[1] + 4, label, anchor="end"))
    base = plot.top + plot.height
    for share in (0.0, 0.5, 1.0):
        t = plot.x[1] * share
        x, _ = plot.at(t, plot.y[0])
        plot.parts.append(_text(x, base + 16, f"{t:.0f} {words.seconds}", anchor="middle"))


def _band(plot: _Frame, times: Sequence[float], row: Sequence[Length]) -> None:
    upper = [plot.at(t, length.high) for t, length in zip(times, row, strict=True)]
    lower = [plot.at(t, length.low) for t, length in zip(times, row, strict=True)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*upper, *reversed(lower)])
    plot.parts.append(tag("polygon", points=points, cls="m", opacity="0.13"))


def _apart(labels: Sequence[tuple[float, str]], gap: float) -> list[tuple[float, str]]:
    """Return labels moved down just enough not to overlap."""
    placed: list[tuple[float, str]] = []
    for y, name in sorted(labels):
        low = placed[-1][0] + gap if placed else y
        placed.append((max(y, low), name))
    return placed


_MAP_WIDTH = 700.0
_MAP_DEG = (-5.0, 140.0)
_LANE = 22.0
_MARK = 7.0
_LETTER = 6.3  # mean width of a letter at 13 px, for keeping labels apart


def exercise_map(
    demands: Sequence[Demand],
    early: frozenset[str],
    limit_deg: float,
    load_order: Sequence[str],
    words: MapWords,
    *,
    scheme: Scheme = "auto",
) -> str:
    """Return all exercises by hip flexion (across), load (up) and length (depth of colour).

    Args:
        demands: what each exercise asks.
        early: exercises that the early stages of the tendon track offer.
        limit_deg: the hip flexion that those stages allow while loaded.
        load_order: load classes from light to heavy.
        words: everything that is written.
        scheme: colours.
    """
    rows = [(name, [d for d in demands if d.load_class == name]) for name in load_order]
    lanes = [(name, _lanes(row, words.names)) for name, row in rows if row]
    height = sum(len(lane) * _LANE + 14 for _, lane in lanes)
    plot = _Frame(left=110, top=64, width=_MAP_WIDTH, height=height, x=_MAP_DEG, y=(0.0, 1.0))
    _zones(plot, limit_deg, words)
    bottom = plot.top + height
    for name, row_lanes in lanes:
        top = bottom - len(row_lanes) * _LANE - 14
        plot.parts.append(line([(plot.left, top), (plot.left + plot.width, top)], cls="of",
                               stroke_width=0.6))  # fmt: skip
        plot.parts.append(_text(plot.left - 10, (top + bottom) / 2 + 4, words.loads[name],
                                anchor="end"))  # fmt: skip
        for k, lane in enumerate(row_lanes):
            y = bottom - 7 - (k + 0.5) * _LANE
            for one in lane:
                plot.parts.append(_mark(plot, one, y, words, early=one.exercise in early))
        bottom = top
    _legend(plot, words)
    size = (830, round(plot.top + height + 76))
    return _document("m-exercises", plot.parts, size, words.title, scheme)


def _lanes(row: Sequence[Demand], names: Mapping[str, str]) -> list[list[Demand]]:
    """Return the exercises of a load class in as few lanes as their labels need."""
    lanes: list[list[Demand]] = []
    ends: list[float] = []
    for one in sorted(row, key=lambda d: d.hip_deg):
        x = one.hip_deg * _MAP_WIDTH / (_MAP_DEG[1] - _MAP_DEG[0])
        width = len(names[one.exercise]) * _LETTER + 30
        free = next((k for k, end in enumerate(ends) if end <= x), None)
        if free is None:
            lanes.append([one])
            ends.append(x + width)
        else:
            lanes[free].append(one)
            ends[free] = x + width
    return lanes


def _zones(plot: _Frame, limit_deg: float, words: MapWords) -> None:
    left, right = plot.left, plot.at(limit_deg + 1.5, 0)[0]
    plot.parts.append(
        tag("rect", x=left, y=plot.top, width=right - left, height=plot.height, rx=10.0, cls="a",
            opacity="0.1")
    )  # fmt: skip
    plot.parts.append(_text(left + 8, plot.top - 10, words.early, cls="a"))
    base = plot.top + plot.height
    edges = (plot.x[0], MID_FROM_DEG, HIGH_ABOVE_DEG, plot.x[1])
    for k, name in enumerate(words.zones):
        a, b = plot.at(edges[k], 0)[0], plot.at(edges[k + 1], 0)[0]
        if k:
            plot.parts.append(line([(a, plot.top), (a, base)], cls="of", stroke_width=1.0,
                                   stroke_dasharray="3 4"))  # fmt: skip
        plot.parts.append(_text((a + b) / 2, base + 36, name, anchor="middle"))
    for value in (0, 40, 70, 100):
        plot.parts.append(_text(plot.at(value, 0)[0], base + 18, f"{value}°", anchor="middle"))
    plot.parts.append(_text(plot.left - 10, base + 18, words.hip, anchor="end"))


def _mark(plot: _Frame, one: Demand, y: float, words: MapWords, *, early: bool) -> str:
    x = plot.at(one.hip_deg, 0)[0]
    depth = min(max((one.length - 0.85) / 0.4, 0.0), 1.0)
    shape = tag("circle", cx=x, cy=y, r=_MARK, cls="m", opacity=f"{0.15 + 0.85 * depth:.2f}")
    ring = tag("circle", cx=x, cy=y, r=_MARK + 2.5, cls="oa", stroke_width=2.0) if early else ""
    return shape + ring + _text(x + 14, y + 4.5, words.names[one.exercise])


def _legend(plot: _Frame, words: MapWords) -> None:
    y = plot.top + plot.height + 60
    x = plot.left + 6.0
    for k in range(5):
        opacity = f"{0.15 + 0.85 * k / 4:.2f}"
        plot.parts.append(tag("circle", cx=x + k * 17, cy=y, r=_MARK, cls="m", opacity=opacity))
    plot.parts.append(_text(x + 86, y + 4.5, words.longer))


def _text(x: float, y: float, words: str, *, anchor: str = "start", cls: str = "i") -> str:
    safe = words.replace("&", "&amp;").replace("<", "&lt;")
    return tag("text", safe, x=x, y=y, text_anchor=anchor, cls=cls)


def _document(
    root: str, parts: Sequence[str], size: tuple[int, int], title: str, scheme: Scheme
) -> str:
    heading = _text(8, 18, title)
    body = heading + "".join(parts)
    used = frozenset(name for name in COLOURS if f'class="{name}"' in body)
    rules = style(root, scheme, used)
    return tag(
        "svg",
        tag("title", title.replace("&", "&amp;")) + tag("style", rules) + tag("g", body, **_FONT),
        xmlns="http://www.w3.org/2000/svg",
        id=root,
        viewBox=f"0 0 {size[0]} {size[1]}",
        role="img",
    )
