"""Picture file of an exercise, moving (SVG) or at one moment (SVG or PNG)."""

from __future__ import annotations

from pathlib import Path

from hamstrong.body.figure import FigureLook, Side, animated_svg, figure_at, lasts_s
from hamstrong.cli.exits import Ended, Exit
from hamstrong.protocol.model import Exercise, Pack

_PNG_WIDTH = 1320


def render_figure(
    pack: Pack, exercise: str, rung: int, side: Side, at: float | None, out: Path
) -> None:
    """Write the figure of a rung to a file; its suffix says whether SVG or PNG.

    Args:
        pack: where the exercise is.
        exercise: its id.
        rung: its rung, counted from 1 as people do.
        side: the working side.
        at: share of the repetition, 0 to 1; None for a picture that moves.
        out: a file ending in `.svg` or `.png` (a PNG without `at` shows the start).

    Raises:
        Ended: for an unknown exercise, rung or suffix, or without a PNG renderer.
    """
    found = _exercise(pack, exercise, rung)
    if out.suffix not in {".svg", ".png"}:
        message = f"{out.name!r} ends in neither .svg nor .png: choose one of them."
        raise Ended(Exit.WRONG_INPUT, message)
    if out.suffix == ".svg" and at is None:
        out.write_text(animated_svg(found, rung - 1, look=FigureLook(side=side)), encoding="utf-8")
        return
    look = FigureLook(side=side, scheme="auto" if out.suffix == ".svg" else "light")
    t = (at or 0.0) * lasts_s(found, rung - 1)
    svg = figure_at(found, rung - 1, side, t, look=look).svg
    if out.suffix == ".svg":
        out.write_text(svg, encoding="utf-8")
    else:
        out.write_bytes(to_png(svg))


def to_png(svg: str) -> bytes:
    """Return a picture of a figure with fixed colours."""
    try:
        import resvg_py  # noqa: PLC0415 - only who wants a PNG needs the renderer
    except ImportError:
        message = "PNG needs a renderer: pip install 'hamstrong[png]', or write .svg instead."
        raise Ended(Exit.WRONG_INPUT, message) from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=_PNG_WIDTH, background="#faf6ee"))


def _exercise(pack: Pack, name: str, rung: int) -> Exercise:
    if name not in pack.exercises:
        known = ", ".join(sorted(pack.exercises))
        message = f"there is no exercise {name!r}. Known: {known}."
        raise Ended(Exit.WRONG_INPUT, message)
    ladder = pack.exercises[name].ladder
    if not 1 <= rung <= len(ladder):
        message = f"{name} has rungs 1 to {len(ladder)}, not {rung}."
        raise Ended(Exit.WRONG_INPUT, message)
    return pack.exercises[name]
