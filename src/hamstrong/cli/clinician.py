"""Clinician commands: the options that they share, and stages to choose from."""

from __future__ import annotations

from datetime import datetime

import click

from hamstrong.cli.context import Terminal

DAY = click.DateTime(["%Y-%m-%d"])
WHO = "Who said so: a name or a practice."
DATED = "The day on which you were seen."


def given_day(day: datetime | None) -> int | None:
    """The ordinal of a day that an option named."""
    return None if day is None else day.date().toordinal()


def stage_options(terminal: Terminal) -> list[tuple[str, str]]:
    """Every stage by its number, with its name and what it is for."""
    words = terminal.words
    return [
        (str(n), f"{words.name('stages', n)}: {words.name('stages', n, 'plain')}")
        for n in terminal.app.pack.stages
    ]
