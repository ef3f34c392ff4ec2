"""The flare-up path: rest, isometrics, one rung lower, each day repeated until its morning is well.

Serves `flare` of the pack's rules (C8, R-H4). Phase 0 is "not on the path"; phase n is day n of it.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.state.morning import Asked, Verdict
from hamstrong.protocol.model import FlareRules

ISOMETRIC_DAY = 2
"""The day of the path on which only isometrics are done."""


class Flare(NamedTuple):
    """State: day of the path, days since it began, days since the last one ended.

    `age` saturates at one past the pack's limit; `since` likewise, and starts there (never).
    `worked` says that today's phase had its session, so that its morning may move the path.
    """

    phase: int = 0
    age: int = 0
    since: int = -1
    begun: bool = False


class FlareSignals(NamedTuple):
    """What the path signals to the others: it is on day `phase`; refer if late or a second one."""

    phase: int = 0
    not_settled: bool = False
    second: bool = False


def open_flare(rules: FlareRules, state: Flare, verdict: Verdict, asked: Asked) -> Flare:
    """Let this morning move the path on; a day repeats until its morning passes or holds.

    The first morning of day 1 judges the day that started the path and moves nothing, hence
    `begun`. The last day moves on only after a session of its own.
    """
    if not state.phase or not state.begun:
        return state
    if verdict not in (Verdict.PASS, Verdict.HOLD, Verdict.SORE_HOLD):
        return state
    if state.phase < rules.path_days:
        return state._replace(phase=state.phase + 1, begun=False)
    if asked is not Asked.SESSION:
        return state
    return Flare(since=0)


def close_flare(
    rules: FlareRules, state: Flare, *, starts: bool, performed: bool
) -> tuple[Flare, FlareSignals]:
    """Let the day pass; `starts` begins the path tomorrow.

    Args:
        performed: a session took place today; on the last day of the path it must, before a
            morning can end the path.
    """
    if starts:
        second = bool(state.phase) or 0 <= state.since <= rules.second_within_days
        return Flare(phase=1, age=0), FlareSignals(1, second=second)
    if not state.phase:
        since = state.since if state.since < 0 else state.since + 1
        return state._replace(
            since=-1 if since > rules.second_within_days else since
        ), FlareSignals()
    aged = state._replace(
        age=min(rules.reach_within_days + 1, state.age + 1),
        begun=state.phase < rules.path_days or performed,
    )
    # Once only: a clearance of this must not find the flag raised again the same evening.
    late = aged.age == rules.reach_within_days and aged.phase < rules.path_days
    return aged, FlareSignals(aged.phase, not_settled=late)


def meet_flares(a: Flare, b: Flare) -> Flare:
    """The more careful of two: on the path beats off it, an earlier day beats a later one."""
    if a.phase and b.phase:
        return Flare(
            min(a.phase, b.phase), max(a.age, b.age), max(a.since, b.since), a.begun and b.begun
        )
    if a.phase or b.phase:
        return a if a.phase else b
    sinces = [s for s in (a.since, b.since) if s >= 0]
    return Flare(since=min(sinces) if sinces else -1)
