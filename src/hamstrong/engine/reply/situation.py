"""Situation: a state with everything that a reply compares, each read from the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.session_work import Result, read_work
from hamstrong.engine.decide.decisions import Decision, Unlock
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import MorningAnswered
from hamstrong.engine.state.state import Episode, State


class Situation(NamedTuple):
    """The open day, its decision, and the state that the day would leave as it is now."""

    day: OpenDay
    decision: Decision
    unlocks: Mapping[str, Unlock]
    opened: Mapping[str, OpenedEpisode]
    results: Mapping[str, Mapping[str, Result]]
    tomorrow: State
    left: Mapping[str, Episode]


def situation(engine: Engine, state: State) -> Situation:
    """Read a state; by limb where there are limbs."""
    day, decision = engine.open(state), engine.prescribe(state)
    unlocks, tomorrow = engine.unlocks(state), engine.advance(state, state.day + 1)
    opened = {o.episode.kind.limb: o for o in day.episodes}
    return Situation(
        day=day,
        decision=decision,
        unlocks={unlock.limb: unlock for unlock in unlocks},
        opened=opened,
        results={
            limb: read_work(engine.pack, one, day.read).results for limb, one in opened.items()
        },
        tomorrow=tomorrow,
        left={episode.kind.limb: episode for episode in tomorrow.episodes},
    )


def after_good_morning(engine: Engine, tomorrow: State) -> Mapping[str, Episode]:
    """Each limb's episode once tomorrow's morning has passed."""
    for episode in tomorrow.episodes:
        tomorrow = engine.step(tomorrow, MorningAnswered(episode.kind.limb, 0, new_limp=False))
    return {o.episode.kind.limb: o.episode for o in engine.open(tomorrow).episodes}
