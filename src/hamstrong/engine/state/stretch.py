"""The stretching lock: open only when pain has settled and strength has risen (R-F0, C7).

Knows mornings and one claim about strength; which stretch a track may do is the guard's matter.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.state.morning import Asked, Verdict
from hamstrong.protocol.model import StretchRules


class Stretch(NamedTuple):
    """State: passed mornings in a row, whether opened, days still locked, failed mornings after a
    day with stretching, and whether yesterday had stretching."""

    run: int = 0
    opened: bool = False
    locked: int = 0
    fails: int = 0
    stretched: bool = False


def open_stretch(
    rules: StretchRules, state: Stretch, verdict: Verdict, asked: Asked, *, strong: bool, stage: int
) -> Stretch:
    """Apply this morning. Owed mornings count for nothing here, and only a passed one opens:
    days alone, without an answer, never do (S9).

    Args:
        strong: a key exercise is the pack's number of rungs above its start.
    """
    if asked is Asked.SESSION:
        state = _count(rules, state, verdict)
    if stage < rules.min_stage:
        return state._replace(opened=False)
    settled = state.run >= rules.passed_mornings
    passed = asked is Asked.SESSION and verdict is Verdict.PASS
    return state._replace(opened=True) if passed and settled and strong else state


def _count(rules: StretchRules, state: Stretch, verdict: Verdict) -> Stretch:
    if verdict is Verdict.PASS:
        run = min(rules.passed_mornings, state.run + 1)
        return state._replace(run=run, fails=0 if state.stretched else state.fails)
    if verdict is Verdict.NONE:
        return state
    calm = state._replace(run=0)
    if verdict is not Verdict.FAIL or not state.stretched:
        return calm
    fails = state.fails + 1
    if fails < rules.lock_fails:
        return calm._replace(fails=fails)
    return calm._replace(fails=0, locked=rules.lock_days)


def close_stretch(rules: StretchRules, state: Stretch, *, stretched: bool, hurt: bool) -> Stretch:
    """Let the day pass; pain at or above the pack's limit in a stretch locks stretching."""
    locked = rules.lock_days if hurt else max(0, state.locked - 1)
    return state._replace(locked=locked, stretched=stretched)


def is_open(state: Stretch) -> bool:
    """Whether stretching may be offered today, stage and track apart."""
    return state.opened and not state.locked


def meet_stretches(a: Stretch, b: Stretch) -> Stretch:
    """The more careful of two, field by field."""
    return Stretch(
        run=min(a.run, b.run),
        opened=a.opened and b.opened,
        locked=max(a.locked, b.locked),
        fails=max(a.fails, b.fails),
        stretched=a.stretched or b.stretched,
    )
