"""`hamstrong sitting`: minutes sat, when to stand up, mornings beside them."""

from __future__ import annotations

import click

from hamstrong.cli.context import Terminal


@click.command("sitting")
@click.argument("minutes", type=int, required=False)
@click.pass_obj
def sitting_command(terminal: Terminal, minutes: int | None) -> None:
    """Store MINUTES of sitting; alone, it shows the last days beside your mornings.

    \b
    Examples:
      hamstrong sitting 30
      hamstrong sitting
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import SittingLogged  # noqa: PLC0415

    me = terminal.known_person()
    if minutes is not None:
        terminal.tell(SittingLogged(minutes))
        terminal.print(terminal.say("saved"))
    card = me.sitting(terminal.at())
    if card is None:
        terminal.print(terminal.say("no_sitting_budget"))
        return
    words = terminal.words
    terminal.print(words.say("sitting_words.today", n=card.today_min))
    terminal.print(words.say("sitting_words.stand_up", n=card.stand_after_min))
    for day in card.days:
        mornings = ", ".join(f"{words.leg(limb)} {n}" for limb, n in day.next_morning)
        line = terminal.say("sitting_day", date=words.date(day.day), n=day.minutes)
        terminal.print(f"  {line} {mornings}".rstrip())
