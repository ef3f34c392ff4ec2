"""What today's session came to for one episode: a result per exercise and side.

Between `work`, which assesses one exercise, and the rooms that read whole sessions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.ladder import Worked
from hamstrong.engine.opening import OpenedEpisode
from hamstrong.engine.reading import DayRead
from hamstrong.engine.state import Episode, ladder_key, split_key
from hamstrong.engine.work import Limits, Result, assess, limits_for
from hamstrong.protocol.model import Pack


class DayWork(NamedTuple):
    """Today's work of one episode: a result per ladder key, and whether it was a session."""

    results: Mapping[str, Result]
    planned: Mapping[str, PlannedItem]
    performed: bool
    worked: bool


def read_work(pack: Pack, opened: OpenedEpisode, day: DayRead) -> DayWork:
    """Assess every exercise that was planned, logged or stopped for this episode today."""
    episode = opened.episode
    planned = {ladder_key(i.exercise, i.side): i for i in day.planned}
    keys = dict.fromkeys((*planned, *(ladder_key(s.exercise, s.side) for s in day.sets)))
    mine = [key for key in keys if _is_mine(episode, key)]
    results = {
        key: assess(pack, planned.get(key), key, day, _limits(pack, opened, key)) for key in mine
    }
    results = dict(_unexplained_stop(results, day))
    sets = sum(i.sets * i.bouts for k, i in planned.items() if k in results)
    logged = sum(1 for s in day.sets if ladder_key(s.exercise, s.side) in results)
    share = logged / sets if sets else 0.0
    performed = bool(sets) and share >= pack.rules.ladder.performed_fraction
    return DayWork(results, planned, performed, logged > 0)


def _is_mine(episode: Episode, key: str) -> bool:
    side = split_key(key)[1]
    return episode.kind.alone or side in ("both", episode.kind.limb)


def _limits(pack: Pack, opened: OpenedEpisode, key: str) -> Limits:
    exercise = pack.exercises.get(split_key(key)[0])
    load_class = pack.load_classes[exercise.load_class] if exercise else None
    zero = bool(load_class and load_class.pain_zero_to_rise)
    zero = zero and opened.course.track.pain_zero_to_rise
    return limits_for(pack, careful=opened.careful, zero_to_rise=zero)


def _unexplained_stop(results: Mapping[str, Result], day: DayRead) -> Mapping[str, Result]:
    """A session stopped without a reason counts as pain for what was being done (RULES 3)."""
    if not any(s.reason is None and s.exercise is None for s in day.stops):
        return results
    keys = [ladder_key(s.exercise, s.side) for s in day.sets] or list(results)[:1]
    last = next((k for k in reversed(keys) if k in results), None)
    if last is None:
        return results
    return {**results, last: results[last]._replace(worked=Worked.DOWN, stopped=True)}
