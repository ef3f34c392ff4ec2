"""Answers of a form, and the conditions that the pack states about them.

A condition has no negation: an answer that was never given makes nothing hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import ge, le

from hamstrong.protocol.model import Condition, Screen

_COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {">=": ge, "<=": le}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person has answered so far on one form.

    `yes` holds ticked symptoms, `none_confirmed` the list screens whose "none of these" was
    chosen, `values` the other screens' answers by screen id; None is "not answered".
    """

    yes: frozenset[str] = frozenset()
    none_confirmed: frozenset[str] = frozenset()
    values: Mapping[str, str | int | None] = field(default_factory=dict)


def evaluate(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds; an empty one never does, and nothing follows from no answer."""
    if not condition.all and not condition.any and not condition.at_least:
        return False
    held = sum(term_holds(term, answers) for term in condition.among)
    return (
        held >= condition.at_least
        and all(term_holds(term, answers) for term in condition.all)
        and all(any(term_holds(term, answers) for term in group) for group in condition.any)
    )


def is_answered(screen: Screen, answers: Answers) -> bool:
    """Whether a screen has an answer; a list needs a tick or its explicit "none of these"."""
    if screen.kind == "list":
        ticked = not answers.yes.isdisjoint(screen.symptoms)
        return ticked or screen.id in answers.none_confirmed
    value = answers.values.get(screen.id)
    if screen.kind == "choice":
        return value in screen.options
    if screen.kind == "yes_no":
        return value in ("yes", "no")
    return _number(value) is not None


def terms_behind(conditions: tuple[Condition, ...], answers: Answers) -> tuple[str, ...]:
    """The terms that make the first condition that holds hold: a symptom's id or SCREEN=OPTION;
    none where no single condition does."""
    held = next((c for c in conditions if evaluate(c, answers)), Condition())
    return tuple(term for term in terms_of(held) if term_holds(term, answers))


def terms_of(condition: Condition) -> Iterator[str]:
    """Every term of a condition."""
    yield from condition.all
    for group in condition.any:
        yield from group
    yield from condition.among


def term_parts(term: str) -> tuple[str, str, str]:
    """Screen, sign (`>=`, `<=` or `=`) and value of a term about a screen; for a symptom, which is
    a term by itself, both are empty."""
    if "=" not in term:
        return term, "", ""
    sign = next((sign for sign in _COMPARISONS if sign in term), "=")
    screen, _, value = term.partition(sign)
    return screen, sign, value


def term_holds(term: str, answers: Answers) -> bool:
    """Whether one term of a condition holds."""
    screen, sign, bound = term_parts(term)
    if not sign:
        return term in answers.yes
    value = answers.values.get(screen)
    compare = _COMPARISONS.get(sign)
    if compare is None:
        return value is not None and str(value) == bound
    number = _number(value)
    return number is not None and compare(number, int(bound))


def _number(value: str | int | None) -> int | None:
    """A whole number that can be; a negative one is no answer, so nothing is built on it."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return value
