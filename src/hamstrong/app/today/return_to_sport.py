"""Return to sport: the readiness card and the weeks of watching after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.engine.criteria.readiness import Answered, ReadyStatus
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    MorningAnswered,
    QuestionAnswered,
    ReturnedToSport,
    WatchAnswered,
)
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.morning import MorningAnswer
from hamstrong.engine.state.state import State
from hamstrong.protocol.way_back import ReadyQuestion

WatchState = Literal["none", "running", "over", "sign"]


@dataclass(frozen=True, slots=True)
class ReadinessCard:
    """What speaks for one limb's return. It gives no leave: the person and a professional decide.

    Args:
        questions: plain questions of the card that have no fresh answer, to be asked with
            `QuestionAnswered`.
    """

    limb: str
    items: tuple[ReadyStatus, ...]
    questions: tuple[str, ...]

    @property
    def met(self) -> int:
        """How many items are met."""
        return sum(item.status == "met" for item in self.items)


@dataclass(frozen=True, slots=True)
class WatchCard:
    """The watch of one limb.

    Args:
        state: `none` before any return; `running`; `over` after its weeks; `sign` when a sign
            ended it.
        returned_day: the last recorded return.
        day, of: days since the return, and how many the watch has.
        due: the weekly questions (`WatchAnswered`) are due; `overdue`: hard work waits for them.
        signs: the questions, in order; yes means that the sign is there.
        answers: what was answered since the return, as (day, signs).
    """

    limb: str
    state: WatchState
    returned_day: int | None
    day: int
    of: int
    due: bool
    overdue: bool
    signs: tuple[str, ...]
    answers: tuple[tuple[int, tuple[tuple[str, bool], ...]], ...]


def readiness(
    engine: Engine, state: State, entries: Sequence[Recorded]
) -> tuple[ReadinessCard, ...]:
    """The card of each limb."""
    return tuple(_card(engine, state, opened, entries) for opened in engine.open(state).episodes)


def _card(
    engine: Engine, state: State, opened: OpenedEpisode, entries: Sequence[Recorded]
) -> ReadinessCard:
    limb = opened.episode.kind.limb
    items = engine.readiness(state, limb, _answered(state, limb, entries))
    open_items = {line.item for line in items if line.status == "not_asked"}
    asked = (i for i in engine.pack.way_back.readiness.values() if isinstance(i, ReadyQuestion))
    questions = tuple(item.question for item in asked if item.id in open_items)
    return ReadinessCard(limb, items, questions)


def _answered(state: State, limb: str, entries: Sequence[Recorded]) -> Answered:
    """The last answers of a limb's present episode."""
    questions = {
        fact.question: (fact.value, state.day - day)
        for day, fact in of_kind(entries, QuestionAnswered)
        if fact.limb == limb and fact.value is not None
    }
    mornings = tuple(
        MorningAnswer(f.nprs, f.new_limp, f.same_soreness)
        for _, f in of_kind(entries, MorningAnswered)
        if f.limb == limb
    )
    return Answered(questions, mornings)


def watches(engine: Engine, state: State, entries: Sequence[Recorded]) -> tuple[WatchCard, ...]:
    """The watch of each limb."""
    return tuple(_watch(engine, state, o, entries) for o in engine.open(state).episodes)


def _watch(
    engine: Engine, state: State, opened: OpenedEpisode, entries: Sequence[Recorded]
) -> WatchCard:
    rules, limb = engine.pack.way_back.watch, opened.episode.kind.limb
    returns = [day for day, f in of_kind(entries, ReturnedToSport) if f.limb == limb]
    since = max(returns, default=None)
    answers = tuple(
        (day, f.signs)
        for day, f in of_kind(entries, WatchAnswered)
        if f.limb == limb and since is not None and day >= since
    )
    running = opened.episode.watch.left > 0
    sign = any(there for _, signs in answers for _, there in signs)
    day = 0 if since is None else min(rules.days, state.day - since)
    return WatchCard(
        limb=limb,
        state="none" if since is None else "running" if running else "sign" if sign else "over",
        returned_day=since,
        day=day,
        of=rules.days,
        due=opened.watch.asks,
        overdue=opened.watch.hard_waits,
        signs=tuple(rules.signs),
        answers=answers,
    )
