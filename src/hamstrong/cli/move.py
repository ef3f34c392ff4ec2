"""`hamstrong move` and `hamstrong stay`: a diary goes to another home, or is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import uuid4

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.decision_text import show_today
from hamstrong.cli.export import new_archive

if TYPE_CHECKING:
    from hamstrong.engine.facts.homes import Home


@click.command("move")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--to", type=click.Choice(("phone", "computer")), required=True, help="What it goes to."
)
@click.pass_obj
def move_command(terminal: Terminal, file: Path, to: str) -> None:
    """Move your diary to another home: write it to FILE, and only read it here from now on.

    On the phone press "I have a diary file" and choose FILE; on another computer use `hamstrong
    import`. If that never happens, `hamstrong stay` takes the move back and nothing is lost.

    \b
    Example:
      hamstrong move diary.jsonl --to phone
    """  # noqa: D301  click wants the backspace itself
    me = terminal.known_person()
    with new_archive(file) as stream:
        try:
            me.move(terminal.at(), str(uuid4()), cast("Home", to))
        except BaseException:
            file.unlink()  # nothing moved, so there is no file of it
            raise
        header = me.export(stream)
    terminal.print(terminal.say("exported", facts=header.count, place=str(file)))
    terminal.print(terminal.say(f"diary_moved_to_{to}"))


@click.command("stay")
@click.pass_obj
def stay_command(terminal: Terminal) -> None:
    """Take back a move of your diary that was never finished, and go on here.

    \b
    Example:
      hamstrong stay
    """  # noqa: D301  click wants the backspace itself
    me = terminal.known_person()
    back = me.arrive(terminal.at(), str(uuid4()), "computer")
    terminal.print(terminal.say("diary_stays" if back else "diary_is_here"))
    show_today(terminal, me.today(terminal.at()))
