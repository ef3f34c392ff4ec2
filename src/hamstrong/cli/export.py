"""`hamstrong export`: the whole diary as one file to take along."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export_command(terminal: Terminal, file: Path) -> None:
    """Write everything that is in your diary to FILE, as JSON Lines.

    Any text editor opens it; `hamstrong import` reads it again. An existing file is not
    overwritten. Only you can read the new file: it holds what you answered.

    \b
    Example:
      hamstrong export diary.jsonl
    """  # noqa: D301  click wants the backspace itself
    me = terminal.known_person()
    with new_archive(file) as stream:
        header = me.export(stream)
    terminal.print(terminal.say("exported", facts=header.count, place=str(file)))


def new_archive(file: Path) -> BinaryIO:
    """Make a new file that only its owner reads.

    Raises:
        Ended: there is a file of that name.
    """
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
    except FileExistsError:
        step = "choose another name."
        raise Ended(Exit.WRONG_INPUT, f"{file} exists and is never overwritten; {step}") from None
    return os.fdopen(handle, "wb")


_BINARY = getattr(os, "O_BINARY", 0)
