"""What today's session came to for one episode: a result per exercise and side.

Between `work`, which assesses one exercise, and the rooms that read whole sessions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.record import DayRecord
from hamstrong.engine.day.run_work import key_of
from hamstrong.engine.day.session_work import Limits, Result, assess, limits_for
from hamstrong.engine.facts import PlannedItem, TestLogged
from hamstrong.engine.state.ladder import Worked
from hamstrong.engine.state.state import Episode, ladder_key, split_key
from hamstrong.protocol.model import Pack


class DayWork(NamedTuple):
    """Today's work of one episode, with a result per ladder key.

    `session` are the results that are not an adjunct's: an adjunct is never a session. `worked`:
    a set or run of the session was logged; `performed`: the pack's share of its prescribed sets.
    """

    results: Mapping[str, Result]
    planned: Mapping[str, PlannedItem]
    session: Mapping[str, Result]
    performed: bool
    worked: bool


def read_work(pack: Pack, opened: OpenedEpisode, day: DayRecord) -> DayWork:
    """Assess every exercise that was planned, logged or stopped for this episode today."""
    episode = opened.episode
    planned = {ladder_key(i.exercise, i.side): i for i in day.planned}
    lifted = (ladder_key(s.exercise, s.side) for s in day.sets)
    keys = dict.fromkeys((*planned, *lifted, *map(key_of, day.runs)))
    mine = [key for key in keys if _is_mine(episode, key)]
    results = {
        key: assess(pack, planned.get(key), key, day, _limits(pack, opened, key)) for key in mine
    }
    results = dict(_unexplained_stop(results, day))
    results |= _hurt_in_tests(pack, opened, results, day)
    session = {k: r for k, r in results.items() if split_key(k)[0] not in day.adjuncts}
    sets = sum(i.sets * i.bouts for k, i in planned.items() if k in session)
    logged = sum(1 for s in day.sets if ladder_key(s.exercise, s.side) in session)
    logged += sum(r.intervals for r in session.values())
    share = logged / sets if sets else 0.0
    performed = bool(sets) and share >= pack.rules.ladder.performed_fraction
    worked = any(r.done for r in session.values())
    return DayWork(results, planned, session, performed, worked)


def _is_mine(episode: Episode, key: str) -> bool:
    side = split_key(key)[1]
    return episode.kind.alone or side in ("both", episode.kind.limb)


def _limits(pack: Pack, opened: OpenedEpisode, key: str) -> Limits:
    exercise = pack.exercises.get(split_key(key)[0])
    load_class = pack.load_classes[exercise.load_class] if exercise else None
    zero = bool(load_class and load_class.pain_zero_to_rise)
    zero = zero and opened.course.track.pain_zero_to_rise
    return limits_for(pack, careful=opened.careful, zero_to_rise=zero)


def _hurt_in_tests(
    pack: Pack, opened: OpenedEpisode, results: Mapping[str, Result], day: DayRecord
) -> dict[str, Result]:
    """A self-test that hurts says of its exercise what a set of it would have said."""
    found: dict[str, Result] = {}
    for logged in day.tests:
        test = pack.tests.get(logged.test)
        if test is None or test.exercise is None or logged.elsewhere:
            continue
        key = ladder_key(test.exercise, logged.side)
        worked = _of_pain(logged, _limits(pack, opened, key))
        if worked is not Worked.NONE and _is_mine(opened.episode, key):
            known = found.get(key) or results.get(key, Result())
            worst = max(n for n in (known.worst, logged.nprs, 0) if n is not None)
            found[key] = known._replace(worked=max(known.worked, worked), worst=worst)
    return found


def _of_pain(logged: TestLogged, limits: Limits) -> Worked:
    if logged.sharp or (logged.nprs is not None and logged.nprs >= limits.stop_at):
        return Worked.DOWN
    high = logged.nprs is not None and logged.nprs > limits.clean_max
    return Worked.BROKEN if high else Worked.NONE


def _unexplained_stop(results: Mapping[str, Result], day: DayRecord) -> Mapping[str, Result]:
    """A session stopped without a reason counts as pain for what was being done (RULES 3)."""
    if not any(s.reason is None and s.exercise is None for s in day.stops):
        return results
    done = [*map(key_of, day.runs), *(ladder_key(s.exercise, s.side) for s in day.sets)]
    keys = done or list(results)[:1]
    last = next((k for k in reversed(keys) if k in results), None)
    if last is None:
        return results
    return {**results, last: results[last]._replace(worked=Worked.DOWN, stopped=True)}
