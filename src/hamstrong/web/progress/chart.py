"""Chart of the time line as SVG: pain from 0 to 10 above, sets below, events as flagged lines.

Works in grey: mornings are filled circles, sessions hollow squares, legs differ by dash, and every
line is named where it ends. The table beside it holds the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

WIDTH = 640.0
_LEFT, _RIGHT, _TOP = 34.0, 118.0, 46.0
_PAIN, _BETWEEN, _DOSE = 200.0, 34.0, 64.0
_BOTTOM = 30.0
HEIGHT = _TOP + _PAIN + _BETWEEN + _DOSE + _BOTTOM
_GAP_DAYS = 4  # answers further apart are not joined: nobody knows what was between
_LABEL_GAP = 17.0
_LETTER = 6.6
_DASHES = ("none", "7 4")


class Point(NamedTuple):
    """One answer."""

    day: int
    pain: int


class Event(NamedTuple):
    """Something that the time line marks; `kind` chooses its mark."""

    day: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """Answers of one kind, with the name that is shown where they end."""

    name: str
    kind: str
    points: tuple[Point, ...]
    dash: str = "none"


@dataclass(frozen=True, slots=True)
class TimeLine:
    """All that the time line shows, in words already."""

    first: int
    last: int
    series: tuple[Series, ...]
    sets: Mapping[int, int]
    events: tuple[Event, ...]
    title: str
    pain: str
    dose: str
    ticks: tuple[tuple[int, str], ...]


def dashes(names: Iterable[str]) -> dict[str, str]:
    """A dash for each leg."""
    return dict(zip(names, _DASHES, strict=False))


def draw(line: TimeLine) -> str:
    """Return the picture."""
    span = max(line.last - line.first, 1)

    def at(day: int) -> float:
        return _LEFT + (day - line.first) / span * (WIDTH - _LEFT - _RIGHT)

    parts = [_scale(line), *_ticks(line, at), *_events(line, at), *_doses(line, at, span)]
    parts += [_drawn(series, at) for series in line.series if series.points]
    parts += _names(line.series)
    return (
        f'<svg class="timeline" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img"'
        f' aria-label="{escape(line.title, quote=True)}"><title>{escape(line.title)}</title>'
        f"{''.join(parts)}</svg>"
    )


def _y(pain: float) -> float:
    return _TOP + (10 - pain) / 10 * _PAIN


def _text(x: float, y: float, words: str, anchor: str = "start", cls: str = "") -> str:
    named = f' class="{cls}"' if cls else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{escape(words)}</text>'


def _scale(line: TimeLine) -> str:
    rows = []
    for pain in range(0, 11, 2):
        y = _y(pain)
        rows.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>')
        rows.append(_text(_LEFT - 8, y + 4.5, str(pain), "end"))
        # Where a phone has scrolled the left end away, the scale is on its lines.
        rows.append(_text(WIDTH - _RIGHT, y - 3, str(pain), "end", "inner"))
    rows.append(_text(0, _TOP - 30, line.pain, cls="axis"))
    rows.append(_text(0, _TOP + _PAIN + _BETWEEN - 8, line.dose, cls="axis"))
    return "".join(rows)


def _ticks(line: TimeLine, at: Callable[[int], float]) -> list[str]:
    return [_text(at(day), HEIGHT - 8, words, "middle") for day, words in line.ticks]


def _events(line: TimeLine, at: Callable[[int], float]) -> list[str]:
    """A line for each event; its words are shown where they fit, in two rows."""
    parts, ends = [], [-1.0, -1.0]
    for event in line.events:
        x = at(event.day)
        bottom = _TOP + _PAIN + _BETWEEN + _DOSE
        parts.append(f'<path class="mark mark-{event.kind}" d="M{x:.1f} {_TOP - 8}V{bottom}"/>')
        row = next((k for k, end in enumerate(ends) if x >= end), None)
        if row is not None:
            parts.append(_text(x + 3, _TOP - 12 + row * 12, event.text, cls=f"said-{event.kind}"))
            ends[row] = x + len(event.text) * _LETTER
    return parts


def _doses(line: TimeLine, at: Callable[[int], float], span: int) -> list[str]:
    most = max(line.sets.values(), default=0)
    base = _TOP + _PAIN + _BETWEEN + _DOSE
    wide = max(2.0, min(14.0, (WIDTH - _LEFT - _RIGHT) / (span + 1) * 0.7))
    parts = [f'<path class="grid" d="M{_LEFT} {base}H{WIDTH - _RIGHT}"/>']
    if most:
        parts.append(_text(_LEFT - 8, base - _DOSE + 8, str(most), "end"))
        parts.append(_text(_LEFT - 8, base + 4, "0", "end"))
    for day, sets in line.sets.items():
        high = sets / most * _DOSE if most else 0
        parts.append(
            f'<rect class="dose" x="{at(day) - wide / 2:.1f}" y="{base - high:.1f}"'
            f' width="{wide:.1f}" height="{high:.1f}" rx="1.5"/>'
        )
    return parts


def _drawn(series: Series, at: Callable[[int], float]) -> str:
    pieces: list[list[Point]] = []
    for point in series.points:
        if pieces and point.day - pieces[-1][-1].day <= _GAP_DAYS:
            pieces[-1].append(point)
        else:
            pieces.append([point])
    drawn = [
        f'<path class="{series.kind}" stroke-dasharray="{series.dash}" d="M'
        + "L".join(f"{at(p.day):.1f} {_y(p.pain):.1f}" for p in piece)
        + '"/>'
        for piece in pieces
        if len(piece) > 1
    ]
    return "".join([*drawn, *(_mark(series.kind, at(p.day), _y(p.pain)) for p in series.points)])


def _mark(kind: str, x: float, y: float) -> str:
    if kind == "session":
        return f'<rect class="{kind}" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'
    return f'<circle class="{kind}-dot" cx="{x:.1f}" cy="{y:.1f}" r="3.6"/>'


def _names(found: Sequence[Series]) -> list[str]:
    """Each line's name beside its last answer, moved apart where they would overlap."""
    ends = [(_y(s.points[-1].pain), s) for s in found if s.points]
    parts, low = [], -_LABEL_GAP
    for wanted, series in sorted(ends, key=lambda end: end[0]):
        y = max(wanted, low + _LABEL_GAP)
        low = y
        x = WIDTH - _RIGHT + 12
        parts.append(_mark(series.kind, x, y))
        parts.append(_text(x + 9, y + 4.5, series.name))
    return parts
