"""The forms of triage: symptoms, screens, what they flag, and how they sort into tracks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hamstrong.protocol.knowledge import Grade

Urgency = Literal["emergency", "same_day", "professional_first", "hold"]


@dataclass(frozen=True, slots=True)
class Symptom:
    """One tick in a list. `standing` marks a fact that does not come and go (pregnancy, clots)."""

    id: str
    standing: bool = False
    risk_factor: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of a form.

    kind `list` offers its symptoms and an explicit "none of these"; `choice` asks for exactly one
    of `options`; `nprs` for a 0-10 number; `days` for a number of days; `yes_no` for yes or no.
    `forms` says in which of long, short and weekly it is; `when` names answers
    (`onset=sudden`) all of which must hold for the screen to be shown.
    """

    id: str
    kind: Literal["list", "choice", "nprs", "days", "yes_no"]
    forms: tuple[str, ...]
    symptoms: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A boolean of answers without negation: every `all`, and one of each group in `any`.

    Terms: a symptom id; `question=value` for a choice or yes/no; `question>=n`, `question<=n`
    for numbers. A term over an unanswered question is false for tracks and true for nothing.
    """

    all: tuple[str, ...] = ()
    any: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding that stops the programme until it is lifted by the means that it names."""

    id: str
    urgency: Urgency
    lifts: Literal["clearance", "walking_normal"]
    sources: tuple[str, ...]
    grade: Grade
    when: tuple[Condition, ...] = ()
    advice: tuple[str, ...] = ()
    standing: bool = False
    closes_episode: bool = False


@dataclass(frozen=True, slots=True)
class TrackRule:
    """Sort into a track when the condition holds; the first that holds decides."""

    track: str
    when: Condition
    sources: tuple[str, ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class TraitRule:
    """The person has the trait when one of the conditions holds; only narrows what is offered."""

    trait: str
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Triage:
    screens: tuple[Screen, ...]
    symptoms: tuple[Symptom, ...]
    flags: tuple[Flag, ...]
    tracks: tuple[TrackRule, ...]
    max_screens: int
    traits: tuple[TraitRule, ...] = ()
