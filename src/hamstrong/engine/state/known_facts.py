"""Known facts: what a person said of themselves and of the injury, kept for every later form.

A fact that stands (age, illness, what knees and back allow) is asked once, and again when it is
old; what the injury is, is not asked while its plan runs. Which questions these are the pack says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hamstrong.protocol.model import DiaryRules


class KnownAnswer(NamedTuple):
    """The last answer to one question: the ticks of a list, or a value.

    `age` is days since it was answered; it stops one day after the fact has become `stale`, which
    is when the weekly form asks it again.
    """

    screen: str
    ticks: tuple[str, ...] = ()
    value: str | int | None = None
    age: int = 0
    stale: bool = False


KnownFacts = tuple[KnownAnswer, ...]


def keep_answers(known: KnownFacts, answered: Iterable[KnownAnswer]) -> KnownFacts:
    """The known facts with these answers in place of older ones to the same questions."""
    found = {answer.screen: answer for answer in known}
    found.update({answer.screen: answer for answer in answered})
    return tuple(found[name] for name in sorted(found))


def age_known(rules: DiaryRules, known: KnownFacts) -> KnownFacts:
    """Let a day pass."""
    limit = rules.standing_facts_days
    return tuple(
        answer._replace(age=min(limit + 1, answer.age + 1), stale=answer.age + 1 > limit)
        for answer in known
    )


def meet_known(a: KnownFacts, b: KnownFacts) -> KnownFacts:
    """What either says, the older of two ages: a tick that one of them has stays."""
    first, second = ({x.screen: x for x in known} for known in (a, b))
    return tuple(_meet(first.get(name), second.get(name)) for name in sorted({*first, *second}))


def _meet(a: KnownAnswer | None, b: KnownAnswer | None) -> KnownAnswer:
    if a is None or b is None:
        return a or b or KnownAnswer("")
    ticks = tuple(sorted({*a.ticks, *b.ticks}))
    return a._replace(ticks=ticks, age=max(a.age, b.age), stale=a.stale or b.stale)
