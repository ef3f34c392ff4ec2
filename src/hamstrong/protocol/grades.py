"""Evidence grades: how strong the support of a number is, as one letter from A to E.

A from a trial or pooled trials, B from observation or a validated measure, C from a guideline, a
consensus or a published expert programme, D from the source article, E our careful default.
A fact says which letter it can bear; a number says which letter it claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from hamstrong.protocol.knowledge import Fact, Grade

GRADES: tuple[Grade, ...] = get_args(Grade)
DEFAULT_GRADE: Grade = "E"
_SEEN_GRADES = frozenset({"A", "B", "C"})
SEEN = frozenset({"V", "V2"})
_ARTICLE = "article"


def borne_by(fact: Fact) -> Grade:
    """The letter that a fact can bear: only what was seen, or the article, bears one above E."""
    if fact.status in SEEN and fact.grade in _SEEN_GRADES:
        return fact.grade
    return "D" if fact.status == _ARTICLE else DEFAULT_GRADE


def best_grade(sources: Iterable[str], facts: Mapping[str, Fact]) -> Grade:
    """The best letter that one of these sources bears; a source without a fact bears none."""
    borne = (borne_by(facts[source]) for source in sources if source in facts)
    return min(borne, key=GRADES.index, default=DEFAULT_GRADE)


def is_within(claimed: Grade, borne: Grade) -> bool:
    """Whether a claimed letter is no better than the one that is borne."""
    return GRADES.index(claimed) >= GRADES.index(borne)


def weakest(grades: Iterable[Grade]) -> Grade:
    """The letter of several numbers together, E where there is none."""
    return max(grades, key=GRADES.index, default=DEFAULT_GRADE)
