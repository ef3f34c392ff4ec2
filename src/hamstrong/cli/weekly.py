"""Weekly questions beside the weekly form: pain, change, and the person's own activities."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import ask_number, read_line

if TYPE_CHECKING:
    from hamstrong.app.progress.outcomes import OutcomeCard

_SCORES = (0, 10)


def ask_activities(terminal: Terminal) -> None:
    """Name activities where some are wanted, then score each; every answer is stored at once."""
    for card in terminal.me.outcomes(terminal.at()):
        if card.should_name:
            _name(terminal, card)
    for card in terminal.me.outcomes(terminal.at()):
        _score(terminal, card)


def _name(terminal: Terminal, card: OutcomeCard) -> None:
    from hamstrong.engine.facts import ActivityNamed  # noqa: PLC0415

    terminal.print()
    terminal.print(f"{terminal.words.leg(card.limb)}: {terminal.say('activities_ask')}")
    for _ in range(card.may_name):
        words = read_line(terminal)
        if not words:
            return
        terminal.tell(ActivityNamed(card.limb, str(uuid4()), words))


def _score(terminal: Terminal, card: OutcomeCard) -> None:
    from hamstrong.engine.facts import ActivitiesRated  # noqa: PLC0415

    how = terminal.say("number_how")
    scores = []
    for activity in card.activities:
        question = terminal.say("activity_score", name=activity.words)
        score = ask_number(terminal, question, _SCORES, how, skip=True)
        if score is not None:
            scores.append((activity.id, score))
    if scores:
        terminal.tell(ActivitiesRated(card.limb, tuple(scores)))
