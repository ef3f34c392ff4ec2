"""`hamstrong prove`: visit every reachable state of a pack and check the safety invariants."""

from __future__ import annotations

import json
from pathlib import Path

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit


@click.command("prove", short_help="Prove the safety invariants of a pack.")
@click.argument(
    "pack", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--quick", is_flag=True, help="About a minute: fewer courses, no large pairings.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--save", is_flag=True, help="Store the report beside the pack.")
@click.option(
    "--page", type=click.Path(dir_okay=False, path_type=Path), help="Write the docs page."
)
@click.option(
    "--tables",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Store compiled tables (.npz).",
)
@click.pass_obj
def prove_command(
    terminal: Terminal,
    pack: Path | None,
    quick: bool,
    as_json: bool,
    save: bool,
    page: Path | None,
    tables: Path | None,
) -> None:
    """Visit every reachable state of every component of the engine under PACK (by default the
    pack in force) and check every invariant. Exit 1 when one of them is broken; then the shortest
    diary of days that leads there is printed.

    \b
    Examples:
      hamstrong prove
      hamstrong prove mypack/ --quick
      hamstrong prove --tables hamstring.npz
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.protocol.loader import load_pack  # noqa: PLC0415

    try:
        from hamstrong.proof import proof_run, report  # noqa: PLC0415
    except ModuleNotFoundError as error:
        message = f"The proof needs {error.name}: pip install 'hamstrong[proof]'"
        raise Ended(Exit.WRONG_INPUT, message) from error
    pack = pack or terminal.pack_folder
    loaded = load_pack(pack)
    if quick and tables is not None:
        raise click.UsageError("--quick visits too little for --tables; leave one of them out.")
    outcome = proof_run.prove(pack, quick=quick, tables=tables)
    made = report.to_json(loaded, outcome, quick=quick)
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False, indent=1))
    else:
        for line in report.to_text(made, outcome.seconds):
            click.echo(line)
    if save:
        report.write(made, pack)
    if page is not None:
        page.write_text(report.to_page(made), encoding="utf-8")
    if outcome.violations:
        raise click.exceptions.Exit(1)
