"""Prompts at a terminal: nothing preselected, an empty line is no answer, `s` leaves one open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Paused

SKIP = "s"


def read_line(terminal: Terminal, prompt: str = "> ") -> str:
    """One line from the person.

    Raises:
        Paused: the input ended, or the person pressed Ctrl-C.
    """
    terminal.console.print(prompt, end="")
    try:
        return input().strip()
    except (EOFError, KeyboardInterrupt):
        message = f"{terminal.say(terminal.unsaved)} {terminal.say('again')}"
        raise Paused(message) from None


def again(terminal: Terminal, how: str) -> None:
    """Say that an answer did not fit, and how to give one."""
    terminal.print(f"{terminal.say('not_understood')} {how}", style="dim")


def ask_number(
    terminal: Terminal, question: str, bounds: tuple[int, int], how: str, *, skip: bool = False
) -> int | None:
    """A whole number within bounds; None when it is left open, which only `skip` allows."""
    terminal.print()
    terminal.print(question, style="bold")
    told = f"{how} {terminal.say('skip_how')}" if skip else how
    terminal.print(told, style="dim")
    while True:
        line = read_line(terminal)
        if skip and line.lower() == SKIP:
            return None
        if line.isascii() and line.isdigit() and bounds[0] <= int(line) <= bounds[1]:
            return int(line)
        again(terminal, told)


def ask_nprs(terminal: Terminal, question: str, *, skip: bool = False) -> int | None:
    """Pain from 0 to 10."""
    return ask_number(terminal, question, (0, 10), terminal.say("nprs_how"), skip=skip)


def ask_yes_no(
    terminal: Terminal, question: str, why: str = "", *, skip: bool = False
) -> bool | None:
    """Yes or no."""
    terminal.print()
    terminal.print(question, style="bold")
    how = terminal.say("yes_no_how") + (f" {terminal.say('skip_how')}" if skip else "")
    terminal.print(f"{why} {how}".strip(), style="dim")
    while True:
        line = read_line(terminal).lower()
        if line in ("y", "yes"):
            return True
        if line in ("n", "no"):
            return False
        if skip and line == SKIP:
            return None
        again(terminal, how)


def ask_sure(terminal: Terminal, question: str) -> bool:
    """Yes or no, without a way to leave it open."""
    return ask_yes_no(terminal, question) is True


def ask_choice(
    terminal: Terminal,
    question: str,
    options: Sequence[tuple[str, str]],
    why: str = "",
) -> str:
    """One of several, each an id and its words."""
    terminal.print()
    terminal.print(question, style="bold")
    if why:
        terminal.print(why, style="dim")
    _list(terminal, [words for _, words in options])
    how = terminal.say("choice_how")
    while True:
        line = read_line(terminal)
        if line.isascii() and line.isdigit() and 1 <= int(line) <= len(options):
            return options[int(line) - 1][0]
        again(terminal, how)


def ask_ticks(
    terminal: Terminal,
    question: str,
    options: Sequence[tuple[str, str]],
    none: str,
    why: str = "",
) -> tuple[str, ...]:
    """Any of several, with an explicit "none of these" unless its words are empty."""
    terminal.print()
    terminal.print(question, style="bold")
    if why:
        terminal.print(why, style="dim")
    _list(terminal, [words for _, words in options], none)
    how = terminal.say("ticks_how" if none else "some_how")
    terminal.print(how, style="dim")
    while True:
        numbers = read_line(terminal).replace(",", " ").split()
        found = _numbers(numbers, len(options))
        if found or (none and found is not None):
            return tuple(options[number - 1][0] for number in found)
        again(terminal, how)


def _numbers(parts: Sequence[str], most: int) -> tuple[int, ...] | None:
    """The numbers that were entered; nothing for a lone 0; None when it is no answer."""
    if list(parts) == ["0"]:
        return ()
    known = {str(number): number for number in range(1, most + 1)}
    if not parts or any(part not in known for part in parts):
        return None
    return tuple(sorted({known[part] for part in parts}))


def _list(terminal: Terminal, words: Sequence[str], none: str = "") -> None:
    from rich.table import Table  # noqa: PLC0415  a table lets long lines hang

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True, min_width=4)
    table.add_column()
    for number, text in enumerate(words, start=1):
        table.add_row(str(number), text)
    if none:
        table.add_row("0", none)
    terminal.print(table)


def ask_text(terminal: Terminal, question: str) -> str:
    """A line that is not empty."""
    terminal.print()
    terminal.print(question, style="bold")
    while True:
        line = read_line(terminal)
        if line:
            return line
        again(terminal, question)


def ask_date(terminal: Terminal, question: str) -> int:
    """A day, as its ordinal."""
    terminal.print()
    terminal.print(question, style="bold")
    while True:
        try:
            return date.fromisoformat(read_line(terminal)).toordinal()
        except ValueError:
            again(terminal, question)
