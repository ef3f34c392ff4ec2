"""`hamstrong test`: self-tests, which are open, how to do one, and its results."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.prompts import ask_nprs, ask_yes_no, read_line

if TYPE_CHECKING:
    from hamstrong.app.progress.self_test_card import TestCard


@click.command("test")
@click.argument("name", required=False)
@click.option("--side", type=click.Choice(["left", "right"]), help="Which leg you tested.")
@click.option("--value", "values", type=float, multiple=True, help="A reading; repeat it for more.")
@click.option("--nprs", type=int, help="Worst pain in the test, 0 to 10.")
@click.option("--comfortable/--uncomfortable", default=None, help="How it felt.")
@click.option("--stopped", is_flag=True, help="A stop rule ended it.")
@click.pass_obj
def test_command(
    terminal: Terminal,
    *,
    name: str | None,
    side: str | None,
    values: tuple[float, ...],
    nprs: int | None,
    comfortable: bool | None,
    stopped: bool,
) -> None:
    """Test yourself at home: alone it lists the tests, with a NAME it shows how and asks.

    \b
    Examples:
      hamstrong test
      hamstrong test balance_time
      hamstrong test balance_time --side left --value 42 --nprs 0
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import TestLogged  # noqa: PLC0415

    me = terminal.known_person()
    me.require_enrolled(terminal.at())
    if not terminal.app.pack.tests:
        raise Ended(Exit.REFUSED, terminal.say("no_tests"))
    cards = me.tests(terminal.at())
    if name is None:
        _list(terminal, cards)
        return
    card = _find(cards, name)
    if values and card.test.two_legs:
        side = card.sides[0]
    if side is not None:
        terminal.tell(
            TestLogged(
                test=name,
                side=side,
                values=values,
                nprs=nprs,
                comfortable=comfortable,
                stopped=stopped,
            )
        )
    else:
        _do(terminal, card)
    _result(terminal, _find(me.tests(terminal.at()), name))


def _find(cards: tuple[TestCard, ...], name: str) -> TestCard:
    found = next((c for c in cards if c.test.id == name), None)
    if found is None:
        known = "\n".join(f"  {c.test.id}" for c in cards)
        raise Ended(Exit.USAGE, f"There is no test of that name. Name one of them:\n{known}")
    return found


def _list(terminal: Terminal, cards: tuple[TestCard, ...]) -> None:
    words = terminal.words
    for card in (c for c in cards if not c.never):
        state = terminal.say("test_open") if card.open else ""
        if card.reason is not None:
            state = words.reason(card.reason).text
        if card.earliest_day is not None and not card.open:
            state = words.say("test_words.again_from", date=words.date(card.earliest_day))
        terminal.print(f"{words.name('tests', card.test.id)}  ({card.test.id})", style="bold")
        terminal.print(f"  {state}")
        if card.needed_for:
            need = words.name("criteria", card.needed_for)
            terminal.print(f"  {terminal.say('test_needed', name=need)}")
        _result(terminal, card)


def _do(terminal: Terminal, card: TestCard) -> None:
    """Show the sheet, then ask for each side."""
    from hamstrong.engine.facts import TestLogged  # noqa: PLC0415

    words = terminal.words
    if not card.open:
        why = words.reason(card.reason).text if card.reason is not None else ""
        raise Ended(Exit.REFUSED, why)
    terminal.print(words.name("tests", card.test.id), style="bold")
    terminal.print(words.name("tests", card.test.id, "plain"))
    terminal.print(words.name("tests", card.test.id, "warm_up"))
    for field in ("steps", "stop"):
        for line in words.texts.get("tests", card.test.id, field):
            terminal.print(f"  - {line}")
    for side in card.sides:
        terminal.print()
        terminal.print(words.leg(card.leg_of(side)), style="bold")
        readings = tuple(ask_reading(terminal, card.test.id) for _ in range(_asked(card)))
        comfortable = None
        if card.test.asks_comfort:
            comfortable = ask_yes_no(terminal, words.say("test_words.comfortable_ask"), skip=True)
        nprs = ask_nprs(terminal, words.say("test_words.pain_ask"), skip=True)
        known = tuple(r for r in readings if r is not None)
        terminal.tell(
            TestLogged(
                test=card.test.id, side=side, values=known, nprs=nprs, comfortable=comfortable
            )
        )


def _asked(card: TestCard) -> int:
    return 0 if card.test.measure == "comfort" else card.test.readings


def ask_reading(terminal: Terminal, test: str) -> float | None:
    """One reading of a test; None when it is left open."""
    terminal.print(terminal.words.name("tests", test, "ask"))
    while True:
        line = read_line(terminal)
        if line.lower() == "s":
            return None
        try:
            return float(line)
        except ValueError:
            terminal.print(terminal.say("number_how"), style="dim")


def _result(terminal: Terminal, card: TestCard) -> None:
    words = terminal.words
    for side, change in card.changes.items():
        last = [r for r in card.results if r.side == side][-1]
        unit = words.texts.get("tests", card.test.id, "unit")
        shown = "" if last.value is None else unit["other"].format(n=f"{last.value:g}")
        told = words.say(f"test_words.{change}")
        leg = words.leg(card.leg_of(side))
        terminal.print(f"  {leg}: {shown} {told}".replace(":  ", ": "))
    if card.symmetry is not None:
        terminal.print(f"  {words.say('test_words.symmetry', percent=card.symmetry)}")
    if card.test.error_percent is not None and card.changes:
        terminal.print(f"  {words.say('test_words.error_percent', n=card.test.error_percent)}")
    if card.norm is not None:
        norm = {"age": card.norm.from_age, "women": card.norm.women, "men": card.norm.men}
        terminal.print(f"  {words.say('test_words.norm', **norm)}")
