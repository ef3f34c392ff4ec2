"""`hamstrong today`: today's plan or refusal, without starting anything."""

from __future__ import annotations

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_today
from hamstrong.cli.exits import Ended, Exit
from hamstrong.engine.decide.ask import Ask


@click.command("today")
@click.option("--json", "as_json", is_flag=True, help="The decision as JSON, for programs.")
@click.pass_obj
def today_command(terminal: Terminal, as_json: bool) -> None:
    """Show what is due today: the plan, or why there is none and what lifts that.

    Stores nothing. Ends with code 3 when no plan can be given.

    \b
    Examples:
      hamstrong today
      hamstrong today --json
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.diary import canonical_json  # noqa: PLC0415
    from hamstrong.engine.facts.codec import encode  # noqa: PLC0415

    today = terminal.known_person().today(terminal.at())
    refused = not hasattr(today.decision, "items")
    if as_json:
        told = {"plan_id": today.plan_id, "decision": encode(today.decision)}
        click.echo(canonical_json(told))
    else:
        show_today(terminal, today)
        _show_open(terminal, today.open_asks)
    if refused:
        raise Ended(Exit.REFUSED)


def _show_open(terminal: Terminal, asks: tuple[Ask, ...]) -> None:
    if asks:
        terminal.print()
        terminal.print(terminal.say("open_title"), style="dim")
    for ask in asks:
        terminal.print(f"  - {terminal.words.ask(ask).question}", style="dim")
