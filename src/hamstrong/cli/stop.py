"""`hamstrong stop`: stop at once; the reason decides what follows."""

from __future__ import annotations

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_today
from hamstrong.cli.prompts import ask_choice
from hamstrong.cli.session_player import stop_options


@click.command("stop")
@click.argument("reason", required=False)
@click.option("--exercise", help="Only this exercise; without it, the session.")
@click.option("--side", type=click.Choice(["left", "right", "both"]), help="On this side.")
@click.option("--no-reason", is_flag=True, help="Give none; it then counts as pain.")
@click.pass_obj
def stop_command(
    terminal: Terminal, reason: str | None, exercise: str | None, side: str | None, no_reason: bool
) -> None:
    """Stop today's session, or one exercise of it.

    REASON is one of pop_or_pull, chest_breath_or_faint, numbness_or_swelling, sharp_pain, cramp,
    pain_elsewhere, tired, time, other, or on a run tightening. Without one, you are asked.

    \b
    Examples:
      hamstrong stop
      hamstrong stop tired
      hamstrong stop cramp --exercise prone_curl --side left
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import Stopped  # noqa: PLC0415

    terminal.known_person()
    if reason is None and not no_reason:
        reason = ask_choice(terminal, terminal.say("stop_ask"), stop_options(terminal, run=True))
    terminal.tell(Stopped(reason, exercise, side))
    terminal.print(terminal.say("saved"))
    show_today(terminal, terminal.me.today(terminal.at()))
