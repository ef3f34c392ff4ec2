"""`hamstrong back`: do less; always open, never questioned."""

from __future__ import annotations

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_decision, show_today
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.prompts import ask_choice


@click.command("back")
@click.pass_obj
def back_command(terminal: Terminal) -> None:
    """Choose something easier: a step, a stage, or rest.

    \b
    Example:
      hamstrong back
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.decide.decisions import Refusal  # noqa: PLC0415
    from hamstrong.engine.facts import StepBackChosen  # noqa: PLC0415

    decision = terminal.known_person().today(terminal.at()).decision
    if isinstance(decision, Refusal):
        show_decision(terminal, decision)
        raise Ended(Exit.REFUSED)
    steps = {str(n): step for n, step in enumerate(decision.step_back)}
    options = [(n, terminal.words.step_back(step)) for n, step in steps.items()]
    chosen = steps[ask_choice(terminal, terminal.say("back_title"), options)]
    terminal.tell(StepBackChosen(chosen.limb, chosen.exercise or None))
    terminal.print(terminal.say("stepped_back"))
    show_today(terminal, terminal.me.today(terminal.at()))
