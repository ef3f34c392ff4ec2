"""`hamstrong start`: triage, goal and choices, and a plan from then on."""

from __future__ import annotations

import click

from hamstrong.cli.consent import have_consent
from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_today
from hamstrong.cli.enrolment import set_up
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.prompts import ask_sure


@click.command("start")
@click.pass_obj
def start_command(terminal: Terminal) -> None:
    """Answer the first questions, choose a goal, and get a plan.

    Asks for warning signs first. What is urgent is shown at once, and then no plan is made. With a
    plan already there it asks whether you want to begin again.

    \b
    Examples:
      hamstrong start
      hamstrong --person new start     a plan for somebody else in the household
    """  # noqa: D301  click wants the backspace itself
    if not have_consent(terminal):
        return
    enrolled = terminal.me.is_enrolled(terminal.at())
    if enrolled:
        terminal.print(terminal.say("already_enrolled"))
        if not ask_sure(terminal, terminal.say("new_start_ask")):
            terminal.print(terminal.say("kept"))
            return
    if not set_up(terminal, anew=enrolled):
        raise Ended(Exit.REFUSED)
    show_today(terminal, terminal.me.today(terminal.at()))
