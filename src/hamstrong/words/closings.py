"""Closings in words: what a person's cautions leave out of the path to their goal."""

from __future__ import annotations

from hamstrong.engine.course.path import Closing
from hamstrong.words.sentences import Words


def closing_lines(words: Words, closings: tuple[Closing, ...]) -> tuple[str, ...]:
    """One line for each closing."""
    return tuple(_line(words, closing) for closing in closings)


def _line(words: Words, closing: Closing) -> str:
    cautions = " ".join(words.name("traits", name, "plain") for name in closing.cautions)
    then = words.name("stages", closing.then)
    if closing.shortens:
        last = words.name("stages", closing.last)
        return words.say("closings.shortens", cautions=cautions, last=last, then=then)
    names = ", ".join(words.name("criteria", name) for name in closing.criteria)
    return words.say("closings.without", cautions=cautions, then=then, criteria=names)
