"""`hamstrong approve`: a clinician agreed to the next stage."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from hamstrong.cli.clinician import DATED, DAY, WHO, given_day
from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.prompts import ask_choice, ask_date, ask_text

if TYPE_CHECKING:
    from hamstrong.engine.decide.decisions import Unlock


@click.command("approve")
@click.option("--leg", type=click.Choice(["left", "right"]), help="Which leg may go on.")
@click.option("--who", help=WHO)
@click.option("--dated", type=DAY, help=DATED)
@click.pass_obj
def approve_command(
    terminal: Terminal, leg: str | None, who: str | None, dated: datetime | None
) -> None:
    """Record that your clinician agrees to the next stage.

    Only for those who asked that each stage waits for it. What no option says is asked. Everything
    else that the stage asks for has to be met as before.

    \b
    Examples:
      hamstrong approve
      hamstrong approve --leg left --who "A. Physio" --dated 2025-03-09
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import ApprovalRecorded  # noqa: PLC0415

    terminal.known_person().require_enrolled(terminal.at())
    unlock = _which(terminal, leg)
    who = who or ask_text(terminal, terminal.say("clearance_who"))
    day = given_day(dated) or ask_date(terminal, terminal.say("clearance_when"))
    terminal.tell(ApprovalRecorded(unlock.limb, unlock.target, who, day))
    terminal.print(terminal.say("approve_saved"))


def _which(terminal: Terminal, leg: str | None) -> Unlock:
    """The stage that waits: of the named leg, of the only one, or as chosen."""
    found = {
        unlock.limb: unlock
        for unlock in terminal.me.unlocks(terminal.at())
        if unlock.waits_for_approval and leg in (None, unlock.limb)
    }
    if not found:
        raise Ended(Exit.REFUSED, terminal.say("approve_none"))
    if len(found) == 1:
        return next(iter(found.values()))
    words = terminal.words
    options = [
        (
            limb,
            terminal.say("approve_one", limb=words.leg(limb), name=words.name("stages", u.target)),
        )
        for limb, u in found.items()
    ]
    return found[ask_choice(terminal, terminal.say("approve_which"), options)]
