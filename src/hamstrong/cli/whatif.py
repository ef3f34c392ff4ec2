"""`hamstrong whatif`: what other answers would change, saving nothing."""

from __future__ import annotations

import click

from hamstrong.cli.checkin import only_leg
from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_decision

_PAIN = click.IntRange(0, 10)


@click.command("whatif")
@click.option("--morning", type=_PAIN, help="This morning's pain, 0 to 10.")
@click.option("--limp", is_flag=True, help="With a new limp.")
@click.option("--now", "pain_now", type=_PAIN, help="Pain just before the session.")
@click.option("--pain", type=_PAIN, help="Pain in every set of today's session.")
@click.option("--leg", type=click.Choice(["left", "right"]), help="Which leg.")
@click.pass_obj
def whatif_command(
    terminal: Terminal,
    morning: int | None,
    limp: bool,
    pain_now: int | None,
    pain: int | None,
    leg: str | None,
) -> None:
    """Show what today and tomorrow would be with other answers. Nothing is saved.

    \b
    Examples:
      hamstrong whatif --morning 4
      hamstrong whatif --now 3
      hamstrong whatif --pain 5            if every set hurt this much
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import Fact, MorningAnswered, PainNowAnswered  # noqa: PLC0415

    me = terminal.known_person()
    me.require_enrolled(terminal.at())
    if morning is None and pain_now is None and pain is None:
        raise click.UsageError("Name an answer: --morning, --now or --pain.")
    limb = only_leg(terminal, leg)
    facts: list[Fact] = []
    if morning is not None:
        facts.append(MorningAnswered(limb, morning, limp))
    if pain_now is not None:
        facts.append(PainNowAnswered(limb, pain_now, limp))
    found = me.what_if(terminal.at(), facts, pain)
    terminal.print(terminal.say("what_if_today"), style="bold")
    show_decision(terminal, found.today)
    terminal.print()
    terminal.print(terminal.say("what_if_tomorrow"), style="bold")
    show_decision(terminal, found.tomorrow)
    terminal.print(terminal.say("what_if_note"), style="dim")
