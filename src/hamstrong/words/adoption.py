"""Adoption in words: what changed when a diary went on under a newer edition of the programme."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.adoption import Adopted
from hamstrong.words.sentences import Words


def adoption_lines(words: Words, adopted: Adopted) -> tuple[str, ...]:
    """Return the sentences that tell an adoption, the general ones first."""
    return tuple(_lines(words, adopted))


def _lines(words: Words, adopted: Adopted) -> Iterator[str]:
    yield words.say("adoption.kept")
    for limb, before, now in adopted.stages:
        if before != now:
            yield words.say(
                "adoption.stage",
                limb=words.leg(limb),
                before=words.name("stages", before),
                now=words.name("stages", now),
            )
    before_minutes, now_minutes = adopted.minutes
    if before_minutes != now_minutes:
        yield words.say("adoption.minutes", before=before_minutes, now=now_minutes)
    if adopted.freeze_ended:
        yield words.say("adoption.freeze_ended")
    if adopted.asked_again:
        yield words.say("adoption.asked_again")
    yield words.say("adoption.stopped")
