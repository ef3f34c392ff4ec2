"""`hamstrong figure`: an exercise as a picture, moving (SVG) or at one moment (SVG or PNG)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from hamstrong.cli.context import Terminal

if TYPE_CHECKING:
    from hamstrong.body.figure import Side


@click.command("figure")
@click.argument("exercise")
@click.option("--rung", default=1, show_default=True, help="Rung of the ladder, from 1.")
@click.option(
    "--side", type=click.Choice(["left", "right"]), default="right", show_default=True,
    help="The leg that works.",
)  # fmt: skip
@click.option(
    "--at", type=click.FloatRange(0, 1), help="One moment: share of the repetition, 0 to 1."
)
@click.option(
    "-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="File to write, .svg or .png.",
)  # fmt: skip
@click.pass_obj
def figure_command(
    terminal: Terminal, exercise: str, rung: int, side: str, at: float | None, out: Path
) -> None:
    """Draw EXERCISE: a moving SVG, or one moment of it as SVG or PNG.

    \b
    Examples:
      hamstrong figure bridge -o bridge.svg
      hamstrong figure heel_drag --rung 2 --side left --at 0.5 -o heel_drag.png
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.cli.picture_file import render_figure  # noqa: PLC0415
    from hamstrong.protocol.loader import load_pack  # noqa: PLC0415

    render_figure(load_pack(terminal.pack_path), exercise, rung, cast("Side", side), at, out)
    click.echo(f"Wrote {out}.")
