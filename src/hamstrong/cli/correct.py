"""`hamstrong correct`: another answer for an earlier one, which stays in the diary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from hamstrong.cli.answers import answer_again, described
from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_today
from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.prompts import ask_choice
from hamstrong.cli.triage_form import fill_form, show_outcome
from hamstrong.engine.facts import FormAnswered

if TYPE_CHECKING:
    from hamstrong.app.record.corrections import CorrectableFact
    from hamstrong.engine.facts import Fact

_DAYS = 7


@click.command("correct")
@click.argument("number", type=int, required=False)
@click.option("--days", type=click.IntRange(1, 28), default=_DAYS, show_default=True,
              help="How far back to look.")  # fmt: skip
@click.option(
    "--list", "only_list", is_flag=True, help="Show what can be put right, and its numbers."
)
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE",
              help="The new value of a field, as in the event reference; repeatable.")  # fmt: skip
@click.option("--warning-sign", is_flag=True,
              help="Take back a warning sign of today, by every list of signs again.")  # fmt: skip
@click.pass_obj
def correct_command(
    terminal: Terminal,
    *,
    number: int | None,
    days: int,
    only_list: bool,
    fields: tuple[str, ...],
    warning_sign: bool,
) -> None:
    """Put an earlier answer right, or a set, a walk or a stop.

    NUMBER is one of those that --list shows; without it you choose. The first answer stays in the
    diary. A correction can make the plan smaller at once, and bigger only through new good days; it
    never undoes a stop. A warning sign that you ticked by mistake can be taken back on the same day
    only; after one that was urgent there is no exercise that day all the same.

    \b
    Examples:
      hamstrong correct
      hamstrong correct --list --days 14
      hamstrong correct 41 --set nprs=3 --set new_limp=false
      hamstrong correct --warning-sign
    """  # noqa: D301  click wants the backspace itself
    me = terminal.known_person()
    if warning_sign:
        _take_back(terminal)
        return
    found = {
        entry.stored.seq: entry
        for entry in me.correctable(terminal.at(), days)
        if not isinstance(entry.fact, FormAnswered)
    }
    if not found:
        raise Ended(Exit.REFUSED, terminal.say("correct_none"))
    if only_list:
        for seq, entry in found.items():
            terminal.print(f"{seq:>6}  {_line(terminal, entry)}")
        return
    entry = _chosen(terminal, found, number)
    fact = entry.fact if fields else answer_again(terminal, entry.fact)
    if fact is None:
        terminal.print(terminal.say("correct_open"))
        return
    _store(terminal, entry, fact, dict(_field(text) for text in fields))


def _take_back(terminal: Terminal) -> None:
    """Every symptom list again; the rules say what of today's signs it lifts."""
    me, at = terminal.me, terminal.at()
    form = me.form_to_take_back(at)
    if form is None:
        raise Ended(Exit.REFUSED, terminal.say("sign_none"))
    terminal.print(terminal.say("sign_intro"))
    enrolled = me.is_enrolled(at)
    outcome = fill_form(terminal, form, sort=not enrolled, withdraws=True)
    if enrolled:
        show_today(terminal, me.today(terminal.at()))
    else:
        show_outcome(terminal, outcome)


def _chosen(
    terminal: Terminal, found: dict[int, CorrectableFact], number: int | None
) -> CorrectableFact:
    if number is None:
        options = [(str(seq), _line(terminal, entry)) for seq, entry in found.items()]
        number = int(ask_choice(terminal, terminal.say("correct_which"), options))
    if number not in found:
        known = ", ".join(map(str, found))
        message = f"{number} cannot be put right. Numbers of these days: {known}."
        raise Ended(Exit.WRONG_INPUT, f"{message} See them all: hamstrong correct --list")
    return found[number]


def _line(terminal: Terminal, entry: CorrectableFact) -> str:
    what, answer = described(terminal, entry.fact)
    date = terminal.words.date(entry.stored.day)
    return terminal.say("correct_line", date=date, what=what, answer=answer)


def _field(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise click.BadParameter(f"{text!r} is not a field and its value, such as nprs=3")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


def _store(terminal: Terminal, entry: CorrectableFact, fact: Fact, changes: dict[str, Any]) -> None:
    """Store the correction; whether the changed fields can be is the use case's to say."""
    from hamstrong.engine.facts import FactCorrected  # noqa: PLC0415
    from hamstrong.engine.facts.codec import encode_fact  # noqa: PLC0415

    name, version, payload = encode_fact(fact)
    new = FactCorrected(entry.stored.client_id, name, version, {**payload, **changes})
    terminal.tell(new, entry.stored.day)
    terminal.print(terminal.say("correct_saved"))
    show_today(terminal, terminal.me.today(terminal.at()))
