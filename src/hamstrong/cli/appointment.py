"""`hamstrong appointment`: when, with whom, what to ask; moved and cancelled; the page to bring."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import click

from hamstrong.cli.context import Terminal

_WHEN = click.DateTime(["%Y-%m-%d %H:%M"])


@click.group("appointment", invoke_without_command=True)
@click.pass_context
def appointment_command(context: click.Context) -> None:
    """Keep your appointments, with what you want to ask. Alone, it lists them.

    \b
    Examples:
      hamstrong appointment
      hamstrong appointment add "2025-03-20 09:30" "Physio" --ask "May I run?"
      hamstrong appointment move 1f0c "2025-03-21 10:00"
      hamstrong appointment cancel 1f0c
    """  # noqa: D301  click wants the backspace itself
    if context.invoked_subcommand is None:
        _list(context.obj)


@appointment_command.command("add")
@click.argument("when", type=_WHEN)
@click.argument("who")
@click.option("--ask", "questions", multiple=True, help="Something to ask; repeat it for more.")
@click.pass_obj
def add_command(terminal: Terminal, when: datetime, who: str, questions: tuple[str, ...]) -> None:
    """Store an appointment on a day at a time, with WHO."""
    from hamstrong.engine.facts import AppointmentMade  # noqa: PLC0415

    terminal.known_person()
    day, minute = _split(when)
    terminal.tell(
        AppointmentMade(
            appointment=str(uuid4()), on_day=day, minute=minute, who=who, questions=questions
        )
    )
    _list(terminal)


@appointment_command.command("move")
@click.argument("appointment")
@click.argument("when", type=_WHEN)
@click.pass_obj
def move_command(terminal: Terminal, appointment: str, when: datetime) -> None:
    """Give an appointment another day and time."""
    from hamstrong.engine.facts import AppointmentMoved  # noqa: PLC0415

    day, minute = _split(when)
    terminal.tell(AppointmentMoved(_whole_id(terminal, appointment), day, minute))
    _list(terminal)


@appointment_command.command("cancel")
@click.argument("appointment")
@click.pass_obj
def cancel_command(terminal: Terminal, appointment: str) -> None:
    """Cancel an appointment."""
    from hamstrong.engine.facts import AppointmentCancelled  # noqa: PLC0415

    terminal.tell(AppointmentCancelled(_whole_id(terminal, appointment)))
    _list(terminal)


def _split(when: datetime) -> tuple[int, int]:
    return when.date().toordinal(), when.hour * 60 + when.minute


def _whole_id(terminal: Terminal, start: str) -> str:
    """The one appointment whose id begins so; else what was typed, which the diary refuses."""
    known = terminal.known_person().appointments(terminal.at())
    found = [a.id for a in known if a.id.startswith(start.lower())]
    return found[0] if len(found) == 1 else start


def _list(terminal: Terminal) -> None:
    known = terminal.known_person().appointments(terminal.at())
    if not known:
        terminal.print(terminal.say("no_appointments"))
    for one in known:
        when = f"{terminal.words.date(one.day)}, {one.minute // 60:02}:{one.minute % 60:02}"
        state = terminal.say(f"appointment_{one.state}")
        terminal.print(f"{one.id[:8]}  {when}  {one.who}  ({state})")
        for question in one.questions:
            terminal.print(f"    {question}")
