"""Replies on the terminal: what was just recorded changed, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.cli.context import Terminal

if TYPE_CHECKING:
    from hamstrong.words.replies import GateText

_STYLES = {"stop": "bold red", "caution": "yellow", "note": None, None: "green"}


def show_reply(terminal: Terminal, *, with_next: bool = True) -> None:
    """The reply to everything recorded since the last one; nothing where nothing changed.

    Args:
        with_next: also what comes next, for a command that does not go on with it by itself.
    """
    from hamstrong.words.replies import reply_text  # noqa: PLC0415

    reply = terminal.me.take_reply()
    if reply is None:
        return
    said = reply_text(terminal.words, reply, beside_notices=True)
    if reply.changes:
        for line in said.lines:
            terminal.print(line, style=_STYLES[said.tone])
        for gate in said.gates:
            _show_gate(terminal, gate)
    for line in (said.tomorrow, said.next if with_next else ""):
        if line:
            terminal.print(line)


def _show_gate(terminal: Terminal, gate: GateText) -> None:
    names = tuple(name for _, name in gate.new)
    for title, lines in ((gate.earned_title, gate.earned), (gate.new_title, names)):
        if lines:
            terminal.print(title, style="bold")
            for line in lines:
                terminal.print(f"  - {line}")
