"""Animation of a repetition as a style sheet: keyframes for every part that moves.

They stand inside a media query, so that a reader who wants no motion gets none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hamstrong.body.geometry import Point
from hamstrong.body.layout import Spot
from hamstrong.body.sampling import Sampled, stops
from hamstrong.body.shapes import number
from hamstrong.body.strands import Strand
from hamstrong.body.svg import css_move

# How much a strand's look counts against canvas units when moments are left out.
_OPACITY_WEIGHT, _THICKNESS_WEIGHT = 12.0, 6.0


@dataclass(slots=True)
class Animation:
    """Rules for the figure with this id; parts are the classes of its groups."""

    root: str
    sampled: Sampled
    rules: list[str] = field(default_factory=list)

    def add_spots(self, part: str, row: Sequence[Spot]) -> None:
        """Let a part go through its spots."""
        stretched = any(abs(spot.stretch - 1) > 1e-3 for spot in row)
        numbers = [(s.x, s.y, s.turn, s.stretch * 100) for s in row]
        self._add(part, numbers, [css_move(spot, stretched=stretched) for spot in row])

    def add_strand(self, part: str, at: Point, row: Sequence[Strand]) -> None:
        """Let a hamstring change its colour and thickness."""
        numbers = [(s.opacity * _OPACITY_WEIGHT, s.thickness * _THICKNESS_WEIGHT) for s in row]
        move = f"transform:translate({number(at[0])}px,{number(at[1])}px)"
        says = [f"opacity:{s.opacity:.2f};{move} scale(1,{s.thickness:.2f})" for s in row]
        self._add(part, numbers, says)

    def sheet(self) -> str:
        """Return the rules, or nothing for a figure that stands still."""
        if not self.rules:
            return ""
        clock = f"#{self.root} .k{{animation:{self.sampled.lasts_s:.2f}s linear infinite}}"
        return f"@media(prefers-reduced-motion:no-preference){{{clock}{''.join(self.rules)}}}"

    def _add(self, part: str, numbers: Sequence[Sequence[float]], says: Sequence[str]) -> None:
        times, whole = self.sampled.times, self.sampled.lasts_s
        kept = stops(times, numbers)
        if len({says[k] for k in kept}) == 1:
            return
        steps: dict[str, list[str]] = {}
        for k in kept:
            steps.setdefault(says[k], []).append(f"{number(100 * times[k] / whole)}%")
        if times[kept[-1]] < whole:
            steps.setdefault(says[0], []).append("to")
        name = f"{self.root}{part}"
        body = "".join(f"{','.join(at)}{{{what}}}" for what, at in steps.items())
        self.rules.append(
            f"#{self.root} .{part}{{animation-name:{name}}}@keyframes {name}{{{body}}}"
        )
