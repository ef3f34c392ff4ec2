"""`hamstrong lint`: every fault of a pack at once."""

from __future__ import annotations

from pathlib import Path

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit


@click.command("lint")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Every fault with all its fields.")
@click.pass_obj
def lint_command(terminal: Terminal, folder: Path | None, as_json: bool) -> None:
    """Name every fault of the pack in FOLDER, by default of the one in force.

    Each with its file, line, key and value, and what would be right. Ends with code 4 if there
    is any: such a pack does not load.

    \b
    Examples:
      hamstrong lint
      hamstrong lint my-pack --json
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.lint.all_faults import lint_pack  # noqa: PLC0415
    from hamstrong.lint.report import lint_report  # noqa: PLC0415

    faults = lint_pack(folder or terminal.pack_folder)
    click.echo(lint_report(faults, as_json=as_json))
    if faults:
        raise Ended(Exit.WRONG_INPUT)
