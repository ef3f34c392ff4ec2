"""Outcomes in the person's own terms: activities, weekly pain, own global change, weekly form.

Compares each activity with its first score (E78) and says how large the change is by the pack's
sizes. Decides nothing: the engine's monitors do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import ActivitiesRated, ActivityNamed, OutcomeAnswered
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.state import State
from hamstrong.protocol.way_back import Activities, Questionnaire

Size = Literal["first", "none", "small", "medium", "large", "worse"]


@dataclass(slots=True)
class Activity:
    """One activity of the person's own scale, with its scores by day, oldest first."""

    id: str
    words: str
    scores: list[tuple[int, int]] = field(default_factory=list)

    @property
    def change(self) -> int | None:
        """The last score against the first; None with fewer than two."""
        return self.scores[-1][1] - self.scores[0][1] if len(self.scores) > 1 else None


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    """The outcomes of one limb.

    Args:
        change: mean change of the activities rated at least twice; `size` calls it by the pack.
        pain: worst pain of the week by day; `start_nprs` that of the enrolment.
        changes: own global change by day: `better`, `same` or `worse`.
        can_sit: minutes that one could sit before it hurt, by day; `asks_sitting` says whether the
            limb's track asks for them each week.
        may_name: how many more activities may be named; `should_name` how many are still wanted.
        frozen: why nothing moves up (`no_change`), empty when it may.
    """

    limb: str
    activities: tuple[Activity, ...]
    change: float | None
    size: Size
    pain: tuple[tuple[int, int], ...]
    start_nprs: int | None
    changes: tuple[tuple[int, str], ...]
    can_sit: tuple[tuple[int, int], ...]
    asks_sitting: bool
    may_name: int
    should_name: int
    frozen: str


@dataclass(frozen=True, slots=True)
class Weekly:
    """The weekly form: the lists of signs, and then how the week went, in one flow.

    Args:
        blocks: whether hard work waits for it.
        limbs: what the last page asks about each limb: worst pain, change and limits
            (`OutcomeAnswered`), and a score for each activity (`ActivitiesRated`).
    """

    age_days: int
    blocks: bool
    due_in_days: int
    limbs: tuple[OutcomeCard, ...]


def cards(engine: Engine, state: State, entries: Sequence[Recorded]) -> tuple[OutcomeCard, ...]:
    """The outcomes of each limb with a plan."""
    return tuple(_card(engine, state, e.kind.limb, entries) for e in state.episodes)


def activities(entries: Sequence[Recorded], limb: str) -> tuple[Activity, ...]:
    """The named activities of a limb, in the order of their naming; renamed ones begin anew."""
    found: dict[str, Activity] = {}
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, ActivityNamed) and fact.limb == limb:
            found.pop(fact.activity, None)
            if fact.words.strip():
                found[fact.activity] = Activity(fact.activity, fact.words)
        elif isinstance(fact, ActivitiesRated) and fact.limb == limb:
            _rate(found, entry.day, fact)
    return tuple(found.values())


def _rate(found: dict[str, Activity], day: int, fact: ActivitiesRated) -> None:
    for name, score in fact.scores:
        if name in found:
            scores = {**dict(found[name].scores), day: score}
            found[name].scores = sorted(scores.items())


def _card(engine: Engine, state: State, limb: str, entries: Sequence[Recorded]) -> OutcomeCard:
    sizes = engine.pack.way_back.activities
    named = activities(entries, limb)
    said = [(day, f) for day, f in of_kind(entries, OutcomeAnswered) if f.limb == limb]
    moved = [a.change for a in named if a.change is not None]
    change = sum(moved) / len(moved) if moved else None
    episode = next(e for e in state.episodes if e.kind.limb == limb)
    monitors = episode.monitors
    return OutcomeCard(
        limb=limb,
        activities=named,
        change=change,
        size=_size(sizes, change),
        pain=tuple((day, f.worst_nprs) for day, f in said if f.worst_nprs is not None),
        start_nprs=monitors.start,
        changes=tuple((day, f.change) for day, f in said if f.change is not None),
        can_sit=tuple((day, f.can_sit_min) for day, f in said if f.can_sit_min is not None),
        asks_sitting=episode.kind.track in engine.pack.way_back.sitting.tracks,
        may_name=max(0, sizes.most - len(named)),
        should_name=max(0, sizes.fewest - len(named)),
        frozen=monitors.frozen,
    )


def _size(sizes: Activities, change: float | None) -> Size:
    if change is None:
        return "first"
    if change <= -sizes.small:
        return "worse"
    named: tuple[tuple[Size, float], ...] = (
        ("large", sizes.large), ("medium", sizes.medium), ("small", sizes.small),
    )  # fmt: skip
    return next((name for name, low in named if change >= low), "none")


def weekly(engine: Engine, state: State, entries: Sequence[Recorded]) -> Weekly:
    """The weekly form with the outcomes."""
    limit = engine.pack.rules.diary.weekly_form_days
    age = engine.open(state).lock.lock.weekly_age
    return Weekly(age, age > limit, max(0, limit - age), cards(engine, state, entries))


def questionnaires(engine: Engine, state: State) -> tuple[Questionnaire, ...]:
    """Licensed questionnaires that fit the person's tracks: names and addresses, never texts."""
    tracks = {e.kind.track for e in state.episodes}
    known = engine.pack.way_back.questionnaires.values()
    return tuple(q for q in known if not q.tracks or tracks & set(q.tracks))
