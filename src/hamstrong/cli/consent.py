"""Consent: what this is for, who has reviewed it, and whether the person agrees."""

from __future__ import annotations

from uuid import uuid4

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import ask_sure


def have_consent(terminal: Terminal) -> bool:
    """Whether the person agreed, now or before, to the words as they are now."""
    at = terminal.at()
    if terminal.me.has_consented(at):
        return True
    texts = terminal.words.texts
    terminal.print(terminal.say("welcome"), style="bold")
    terminal.print()
    for sentence in texts.get("intended_use"):
        terminal.print(str(sentence).strip())
    if terminal.app.pack.reviewed_by is None:
        terminal.print()
        terminal.print(str(texts.get("not_reviewed")).strip(), style="bold")
    terminal.print()
    terminal.print(str(texts.get("consent")).strip())
    if not ask_sure(terminal, terminal.say("consent_ask")):
        terminal.print(terminal.say("consent_no"))
        return False
    terminal.me.consent(at, str(uuid4()))
    terminal.print(terminal.say("consent_yes", place=terminal.place))
    return True
