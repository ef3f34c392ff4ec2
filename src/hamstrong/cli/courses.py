"""`hamstrong courses`: how long the programme takes simulated people, milestone by milestone."""

from __future__ import annotations

import json

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit


@click.command("courses", short_help="Simulate people who take the expected courses.")
@click.option("--all", "everything", is_flag=True, help="Every track, goal and training week.")
@click.option(
    "--seeds", type=click.IntRange(0, 10_000), default=20, show_default=True,
    help="Realistic people of each course; 0 leaves them out.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_obj
def courses_command(terminal: Terminal, everything: bool, seeds: int, as_json: bool) -> None:
    """Let simulated people take the courses of the pack in force through the real engine.

    Prints the day of each milestone beside the days that the pack expects and the published
    figure, and for every week the sets of each kind of work, repetitions of lowering work, minutes
    and runs. Ideal people begin on each weekday once; realistic ones by seed.

    \b
    Examples:
      hamstrong courses
      hamstrong courses --all --seeds 0 --json
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.engine import Engine  # noqa: PLC0415
    from hamstrong.proof.simulation import report  # noqa: PLC0415
    from hamstrong.protocol.loader import load_pack  # noqa: PLC0415
    from hamstrong.protocol.texts import load_texts  # noqa: PLC0415
    from hamstrong.words.texts import WordTexts  # noqa: PLC0415

    pack = load_pack(terminal.pack_folder)
    if pack.courses.people is None:
        message = f"The pack {pack.id} has no courses: write courses.yaml (docs/reference/pack.md)."
        raise Ended(Exit.WRONG_INPUT, message)
    engine = Engine(pack)
    made = report.header(pack, seeds)
    keys = report.keys_of(pack, everything=everything)
    made["courses"] = [report.course_report(engine, key, seeds) for key in keys]
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False, indent=1))
        return
    for line in report.to_text(made, WordTexts(load_texts(terminal.pack_folder, "en"))):
        click.echo(line)
