"""Bars that show "so many fewer in 100", in grey, each with its number."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_LEFT, _WIDTH, _ROW, _BAR = 120, 280, 44, 20


def bars(rows: Sequence[tuple[str, int]], title: str, unit: str) -> str:
    """Bars from 0 to 100 with their names and numbers."""
    parts = []
    for k, (name, value) in enumerate(rows):
        y = 10 + k * _ROW
        middle = y + _BAR * 0.72
        end = _LEFT + _WIDTH * value / 100
        parts.append(
            f'<text x="{_LEFT - 10}" y="{middle}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="learn-all" x="{_LEFT}" y="{y}" width="{_WIDTH}" height="{_BAR}" rx="4"/>'
            f'<rect class="learn-part" x="{_LEFT}" y="{y}" width="{end - _LEFT:g}"'
            f' height="{_BAR}" rx="4"/>'
            f'<text x="{end + 8:g}" y="{middle}">{value} {escape(unit)}</text>'
        )
    height = 10 + len(rows) * _ROW
    return (
        f'<svg class="learn-bars" viewBox="0 0 {_LEFT + _WIDTH + 20} {height}" role="img"'
        f' aria-label="{escape(title, quote=True)}"><title>{escape(title)}</title>'
        f"{''.join(parts)}</svg>"
    )
