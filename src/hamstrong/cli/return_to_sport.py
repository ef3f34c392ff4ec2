"""`hamstrong return`: what speaks for going back to sport, and the weeks of watching after it."""

from __future__ import annotations

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.prompts import ask_yes_no


@click.command("return")
@click.option("--leg", type=click.Choice(["left", "right"]), help="Which leg it is about.")
@click.option("--ask", is_flag=True, help="Ask what has no fresh answer.")
@click.option("--returned", is_flag=True, help="You went back to sport today.")
@click.pass_obj
def return_command(terminal: Terminal, leg: str | None, ask: bool, returned: bool) -> None:
    """Show what speaks for going back to sport. It never gives leave.

    \b
    Examples:
      hamstrong return
      hamstrong return --ask
      hamstrong return --returned
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import QuestionAnswered, ReturnedToSport  # noqa: PLC0415

    me = terminal.known_person()
    me.require_enrolled(terminal.at())
    if not terminal.app.pack.way_back.readiness:
        raise Ended(Exit.REFUSED, terminal.say("no_return"))
    cards = [c for c in me.readiness(terminal.at()) if leg in (None, c.limb)]
    if ask:
        for card in cards:
            for question in card.questions:
                said = ask_yes_no(terminal, terminal.words.name("questions", question, "ask"),
                                  skip=True)  # fmt: skip
                if said is not None:
                    answer = "yes" if said else "no"
                    terminal.tell(QuestionAnswered(question, card.limb, answer))
    if returned:
        for card in cards:
            terminal.tell(ReturnedToSport(card.limb))
    _show(terminal, leg)


def _show(terminal: Terminal, leg: str | None) -> None:
    words, person = terminal.words, terminal.me
    terminal.print(words.say("readiness_words.title"), style="bold")
    terminal.print(words.say("readiness_words.plain"))
    for card in person.readiness(terminal.at()):
        if leg not in (None, card.limb):
            continue
        terminal.print(words.leg(card.limb), style="bold")
        for line in card.items:
            state = words.say(f"readiness_words.{line.status}")
            terminal.print(f"  {words.name('readiness', line.item)}: {state}")
    for watch in person.watch(terminal.at()):
        if watch.state == "running":
            told = terminal.say("watch_day", n=watch.day, of=watch.of)
            terminal.print(f"{words.leg(watch.limb)}: {told}")
