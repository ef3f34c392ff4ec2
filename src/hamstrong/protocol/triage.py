"""The forms of triage: symptoms, screens, what they flag, and how they sort into tracks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hamstrong.protocol.knowledge import Grade

FormName = Literal["long", "signs", "short", "weekly"]
Urgency = Literal["emergency", "same_day", "professional_first"]


@dataclass(frozen=True, slots=True)
class Symptom:
    """One tick in a list. `standing` marks a fact that does not come and go (pregnancy, clots)."""

    id: str
    standing: bool = False
    risk_factor: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One question of a form.

    kind `list` offers its symptoms and an explicit "none of these"; `choice` asks for exactly one
    of `options`; `nprs` for a 0-10 number; `days` for a number of days; `years` for an age in
    years; `yes_no` for yes or no. `forms` says in which of long, signs, short and weekly it
    stands. Questions in a row with the same `page` are asked on one page of the form; without one
    a question has a page of its own.

    `when` names answers (`onset=sudden`, or a symptom that was ticked), all of which must hold for
    the question to be asked, and `when_any` answers of which one must. `form=signs` is the form
    itself. `about` says what an answer is kept for: `person` (a fact that stands: asked once, and
    again when it is old), `injury` (what the track rests on: asked before a plan begins), `known`
    (whether all that is known still holds), and nothing for a sign of today.
    """

    id: str
    kind: Literal["list", "choice", "nprs", "days", "years", "yes_no"]
    forms: tuple[str, ...]
    symptoms: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    when_any: tuple[str, ...] = ()
    page: str = ""
    about: Literal["", "person", "injury", "known"] = ""

    @property
    def shown_on(self) -> str:
        """The page that asks it."""
        return self.page or self.id


@dataclass(frozen=True, slots=True)
class Condition:
    """A boolean of answers without negation: every `all`, one of each group in `any`, and
    `at_least` of those in `among`.

    Terms: a symptom id; `question=value` for a choice or yes/no; `question>=n`, `question<=n`
    for numbers. A term over an unanswered question is false for tracks and true for nothing.
    """

    all: tuple[str, ...] = ()
    any: tuple[tuple[str, ...], ...] = ()
    at_least: int = 0
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding that stops the programme until it is lifted by the means that it names.

    One that a normal walk lifts leaves the track open: exercise waits. `lifts_after_days` is set
    where, besides a clearance, time itself lifts it.
    """

    id: str
    urgency: Urgency
    lifts: Literal["clearance", "walking_normal"]
    sources: tuple[str, ...]
    grade: Grade
    when: tuple[Condition, ...] = ()
    advice: tuple[str, ...] = ()
    standing: bool = False
    closes_episode: bool = False
    lifts_after_days: int | None = None


@dataclass(frozen=True, slots=True)
class TrackRule:
    """Sort into a track when the condition holds; the first that holds decides."""

    track: str
    when: Condition
    sources: tuple[str, ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class TraitRule:
    """The person has the trait when one of the conditions holds; only narrows what is offered.

    `means` says what the engine reads of it besides: `sitting_bone`, the pain is at the sitting
    bone; `longest`, every gate has its longest minimum of days. `advice` is said beside every plan.
    """

    trait: str
    when: tuple[Condition, ...]
    means: Literal["", "sitting_bone", "longest"] = ""
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triage:
    """All forms. `max_pages` is the longest way to the outcome by track, and `signs` that of the
    symptom lists alone.
    """

    screens: tuple[Screen, ...]
    symptoms: tuple[Symptom, ...]
    flags: tuple[Flag, ...]
    tracks: tuple[TrackRule, ...]
    max_pages: Mapping[str, int]
    traits: tuple[TraitRule, ...] = ()
