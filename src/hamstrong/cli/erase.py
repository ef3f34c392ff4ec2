"""`hamstrong erase`: remove a person wholly, after they typed the word for it."""

from __future__ import annotations

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import read_line


@click.command("erase")
@click.pass_obj
def erase_command(terminal: Terminal) -> None:
    """Remove your diary from this computer: facts, logs and our own backups.

    It cannot be undone. You are asked to type a word. Run it again if it says that something
    remains.

    \b
    Example:
      hamstrong export diary.jsonl && hamstrong erase
    """  # noqa: D301  click wants the backspace itself
    me = terminal.known_person()
    word = terminal.say("erase_word")
    terminal.print(terminal.say("erase_warning"), style="bold")
    terminal.print(terminal.say("erase_ask", word=word))
    if read_line(terminal) != word:
        terminal.print(terminal.say("erase_kept"))
        return
    _forget_name(terminal, me.id)
    done = terminal.app.erase(me.id)
    terminal.print(terminal.say("erased", facts=done.facts, backups=done.backups))
    terminal.print(terminal.say("erased_elsewhere"), style="dim")


def _forget_name(terminal: Terminal, person: str) -> None:
    """What the person is called on the pages lies beside the diary."""
    # The pages are slow to import, and only an erasure needs them here.
    from hamstrong.diary.places import STATE_FOLDER  # noqa: PLC0415
    from hamstrong.web.shell.names import Names  # noqa: PLC0415

    Names(terminal.folder / STATE_FOLDER).forget(person)
