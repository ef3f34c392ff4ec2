"""`hamstrong why`: the reasons of today, or of any earlier day, with their sources."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_decision, show_reasons, show_unlocks
from hamstrong.cli.exits import Ended, Exit

if TYPE_CHECKING:
    from hamstrong.app import Why


@click.command("why")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]), required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def why_command(terminal: Terminal, day: datetime | None, as_json: bool) -> None:
    """Say why the plan is what it is, today or on DAY, and where each rule comes from.

    For an earlier day the diary is replayed: you see what was in force and what was recorded.

    \b
    Examples:
      hamstrong why
      hamstrong why 2025-03-09
    """  # noqa: D301  click wants the backspace itself
    me = terminal.known_person()
    asked = None if day is None else day.date().toordinal()
    found = me.why(terminal.at(), asked)
    if found is None or (asked is not None and asked > found.day):
        date = terminal.words.date(asked or terminal.at().day)
        raise Ended(Exit.WRONG_INPUT, terminal.say("no_day", date=date))
    if as_json:
        _print_json(found)
    else:
        _show(terminal, found)


def _show(terminal: Terminal, why: Why) -> None:
    words, decision = terminal.words, why.decision
    terminal.print(words.date(why.day), style="bold")
    if why.recorded:
        terminal.print(terminal.say("in_force"), style="dim")
    show_decision(terminal, decision)
    show_reasons(terminal, why.reasons)
    for _, state in why.plans:
        terminal.print(words.say(f"plans.{state}"), style="dim")
    left_out = [words.left_out(left).text for left in getattr(decision, "left_out", ())]
    if left_out:
        terminal.print()
        terminal.print(terminal.say("left_out_title"), style="bold")
    for text in dict.fromkeys(left_out):
        terminal.print(f"  - {text}")
    show_unlocks(terminal, getattr(decision, "unlocks", ()))


def _print_json(why: Why) -> None:
    from hamstrong.diary import canonical_json  # noqa: PLC0415
    from hamstrong.engine.facts.codec import encode  # noqa: PLC0415

    told = {
        "day": why.day,
        "recorded": why.recorded,
        "decision": encode(why.decision),
        "plans": [list(plan) for plan in why.plans],
        "reasons": [encode(reason) for reason in why.reasons],
        "facts": [[fact.seq, fact.name] for fact in why.facts],
    }
    click.echo(canonical_json(told))
