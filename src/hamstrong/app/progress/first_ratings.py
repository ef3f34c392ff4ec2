"""First ratings: the baseline of a person's own activities, asked for in the first days of a plan.

No rule of the engine asks for them and nothing waits for them; without them later weeks have
nothing to compare with, which the report says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.app.progress.outcomes import OutcomeCard, cards
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import ActivitiesRated, Enrolled, SetLogged
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.state import State

FirstRatings = Literal["none", "open", "given", "missing"]
"""Of prevention nothing is asked; `open` until the first days are over."""


def due(engine: Engine, state: State, entries: Sequence[Recorded]) -> tuple[OutcomeCard, ...]:
    """The limbs whose activities are to be named and rated on the open day: once something was done
    on an earlier day of the plan, and not enough of them have a score."""
    first, fewest = _first_day(entries), engine.pack.way_back.activities.fewest
    if first is None or not any(first <= day < state.day for day, _ in of_kind(entries, SetLogged)):
        return ()
    return tuple(
        card
        for card in cards(engine, state, entries)
        if standing(engine, state, entries, card.limb) in ("open", "given")
        and state.day < first + engine.pack.way_back.activities.first_days
        and len([activity for activity in card.activities if activity.scores]) < fewest
    )


def standing(engine: Engine, state: State, entries: Sequence[Recorded], limb: str) -> FirstRatings:
    """What became of the first ratings of one limb."""
    first = _first_day(entries)
    track = next(e.kind.track for e in state.episodes if e.kind.limb == limb)
    if first is None or engine.pack.tracks[track].no_change_weeks is None:
        return "none"
    last = first + engine.pack.way_back.activities.first_days
    rated = (day for day, fact in of_kind(entries, ActivitiesRated) if fact.limb == limb)
    if any(first <= day < last for day in rated):
        return "given"
    return "open" if state.day < last else "missing"


def _first_day(entries: Sequence[Recorded]) -> int | None:
    """The first day of the plan that runs."""
    return max((day for day, _ in of_kind(entries, Enrolled)), default=None)
