"""Knowledge of a pack and what it rests on: advice, cards, facts and works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["A", "B", "C", "D", "E"]


@dataclass(frozen=True, slots=True)
class Advice:
    """A tip, comfort advice, early care, a stop rule or what is usual. Its words are in the pack's
    language files.

    Args:
        trait, without_trait: whom alone it is for, and for whom it is not.
        day: of a prognosis, the day since the injury or the start on which it is said; without one
            it is said on the first day of the plan.
    """

    id: str
    kind: Literal["tip", "comfort", "early_care", "stop_rule", "next_step", "prognosis", "caution"]
    sources: tuple[str, ...]
    grade: Grade
    tracks: tuple[str, ...] = ()
    trait: str | None = None
    without_trait: str | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An education card: facts with what could and could not be confirmed."""

    id: str
    facts: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    rows: tuple[str, ...]
    figure: str | None = None  # the exercise whose picture is shown beside the words


@dataclass(frozen=True, slots=True)
class Fact:
    """One evidence fact. Status: V seen, V2 seen on a secondary page, R recalled, D derived.

    `grade` is the best letter that a number can take from it (see `protocol.grades`).
    """

    id: str
    statement: str
    status: Literal["V", "V2", "R", "D", "default", "article", "expert"]
    grade: Grade = "E"
    works: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A bibliographic entry."""

    id: str
    title: str
    authors: str = ""
    year: str = ""
    doi: str = ""
    url: str = ""
    seen: Literal["primary", "secondary", "not_seen"] = "not_seen"
