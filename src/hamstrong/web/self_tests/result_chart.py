"""Results over time with the measurement error drawn as a band around the one before the last.

A last result inside the band is no real change. Works in grey: shapes tell the sides apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from hamstrong.app.progress.self_test_card import TestShown

_WIDE, _HIGH, _EDGE = 320, 96, 12


def band_chart(results: Sequence[TestShown], error: float | None, title: str) -> Markup:
    """The results of one side; empty without a number."""
    known = [(r.day, r.value) for r in results if r.value is not None]
    if not known:
        return Markup()
    top = max(value for _, value in known) + (error or 0) or 1.0
    first, last = known[0][0], known[-1][0]

    def at(day: int, value: float) -> tuple[float, float]:
        share = 0.5 if last == first else (day - first) / (last - first)
        return _EDGE + share * (_WIDE - 2 * _EDGE), _HIGH - _EDGE - value / top * (
            _HIGH - 2 * _EDGE
        )

    marks = [_dot(*at(day, value)) for day, value in known]
    before = known[-2][1] if len(known) > 1 else known[-1][1]
    band = _band(at(first, before + (error or 0))[1], at(first, max(0.0, before - (error or 0)))[1])
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*one) for one in known))
    inner = f'{band if error else ""}<polyline class="test-line" points="{line}"/>{"".join(marks)}'
    return Markup(  # noqa: S704 - numbers of our own and an escaped title
        f'<svg class="test-chart" viewBox="0 0 {_WIDE} {_HIGH}" role="img" '
        f'aria-label="{escape(title)}">{inner}</svg>'
    )


def _dot(x: float, y: float) -> str:
    return f'<circle class="test-dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def _band(high: float, low: float) -> str:
    tall = max(1.0, low - high)
    return f'<rect class="test-band" x="0" y="{high:.1f}" width="{_WIDE}" height="{tall:.1f}"/>'
