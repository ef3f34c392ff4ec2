"""Lived day of a story: what its diary says of one day, and what that day came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hamstrong.engine.decide.decisions import Decision
from hamstrong.engine.facts import (
    Fact,
    LoadReported,
    LoadsOwned,
    MorningAnswered,
    PainNowAnswered,
    QuestionAnswered,
    SetLogged,
    Stopped,
)


class Seen(NamedTuple):
    """What a day of a story came to."""

    day: int
    waking: Decision
    shown: Decision
    evening: Decision
    facts: tuple[Fact, ...]


@dataclass
class StoryDay:
    """What the diary says of one day; the rest is a good day."""

    morning: dict[str, MorningAnswered | None] = field(default_factory=dict)
    usual: dict[str, int | None] = field(default_factory=dict)
    walking: dict[str, bool | None] = field(default_factory=dict)
    pain_now: dict[str, PainNowAnswered | None] = field(default_factory=dict)
    pain: list[tuple[str, int, SetLogged | None]] = field(default_factory=list)
    outcome: dict[str, Any] = field(default_factory=dict)
    questions: dict[str, QuestionAnswered | None] = field(default_factory=dict)
    watch: set[str] | None = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    tested: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    untested: set[str] = field(default_factory=set)
    unanswered_forms: set[str] = field(default_factory=set)
    facts_open: bool = False
    forms: dict[str, str] = field(default_factory=dict)
    flags: dict[str, bool | None] = field(default_factory=dict)
    before: list[Callable[[], None]] = field(default_factory=list)
    again: list[Callable[[], None]] = field(default_factory=list)
    during: list[Stopped] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)
    sets: dict[str, int] = field(default_factory=dict)
    repetitions: dict[str, int] = field(default_factory=dict)
    session: bool = True
    only_started: bool = False
    half_range: set[str] = field(default_factory=set)
    run: dict[str, Any] = field(default_factory=dict)
    times: tuple[int, ...] | None = None
    quiet: bool = False
    walk: int | None = None
    walk_pain: int | None = 0
    walks: int = 1
    stairs: bool = True
    step_ups: int = 20
    owned: LoadsOwned | None = None
    loads_open: bool = False
    lifted: dict[str, LoadReported | None] = field(default_factory=dict)
    left: dict[str, str | None] = field(default_factory=dict)
