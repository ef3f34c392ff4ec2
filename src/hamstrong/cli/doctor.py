"""`hamstrong doctor`: what is installed, where, and is it healthy."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit

if TYPE_CHECKING:
    from hamstrong.app.checkup import CheckupLine

_STYLES = {"ok": "green", "note": "yellow", "bad": "bold red"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def doctor_command(terminal: Terminal, as_json: bool) -> None:
    """Check the installation, the pack and the diary: every checksum is read and compared.

    Shows nothing of what you answered, so it can be shown to others. Ends with code 5 if
    something is bad.

    \b
    Examples:
      hamstrong doctor
      hamstrong doctor --json
    """  # noqa: D301  click wants the backspace itself
    found = terminal.app.check_up(terminal.at().now)
    if as_json:
        click.echo(json.dumps([asdict(line) for line in found], indent=2, ensure_ascii=False))
    else:
        _show(terminal, found)
    if any(line.health == "bad" for line in found):
        raise Ended(Exit.DIARY)


def _show(terminal: Terminal, found: tuple[CheckupLine, ...]) -> None:
    for line in found:
        terminal.print(f"{line.health:<5} {line.name:<12} {line.detail}", _STYLES[line.health])
        if line.next_step:
            terminal.print(f"      {terminal.say('next_step', step=line.next_step)}")
    ill = any(line.health == "bad" for line in found)
    terminal.print(terminal.say("doctor_ill" if ill else "doctor_well"))
