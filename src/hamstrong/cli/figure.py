"""`hamstrong figure`: an exercise as a picture, moving (SVG) or at one moment (SVG or PNG)."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from hamstrong.body.figure import Look, Side, animated_svg, figure_at, lasts_s
from hamstrong.protocol.loader import load_pack
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
        click.ClickException: for an unknown exercise, rung or suffix, or without a PNG renderer.
    """
    found = _exercise(pack, exercise, rung)
    if out.suffix not in {".svg", ".png"}:
        message = f"{out.name!r} ends in neither .svg nor .png: choose one of them."
        raise click.ClickException(message)
    if out.suffix == ".svg" and at is None:
        out.write_text(animated_svg(found, rung - 1, look=Look(side=side)), encoding="utf-8")
        return
    look = Look(side=side, scheme="auto" if out.suffix == ".svg" else "light")
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
        raise click.ClickException(message) from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=_PNG_WIDTH, background="#faf6ee"))


def _exercise(pack: Pack, name: str, rung: int) -> Exercise:
    if name not in pack.exercises:
        known = ", ".join(sorted(pack.exercises))
        message = f"there is no exercise {name!r}. Known: {known}."
        raise click.ClickException(message)
    ladder = pack.exercises[name].ladder
    if not 1 <= rung <= len(ladder):
        message = f"{name} has rungs 1 to {len(ladder)}, not {rung}."
        raise click.ClickException(message)
    return pack.exercises[name]


@click.command("figure")
@click.argument("exercise")
@click.option("--rung", default=1, show_default=True, help="Rung of the ladder, from 1.")
@click.option("--side", type=click.Choice(["left", "right"]), default="right", show_default=True)
@click.option(
    "--at", type=click.FloatRange(0, 1), help="One moment: share of the repetition, 0 to 1."
)
@click.option(
    "-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="File to write, .svg or .png.",
)  # fmt: skip
def figure_command(exercise: str, rung: int, side: str, at: float | None, out: Path) -> None:
    """Draw EXERCISE: a moving SVG, or one moment of it as SVG or PNG."""
    render_figure(load_pack(), exercise, rung, cast("Side", side), at, out)
    click.echo(f"Wrote {out}.")
