"""Easy running that goes on before running is planned: how many minutes a run may last.

Begins with the mean of the two weeks before enrolment and never rises; a run that hurts and a
failed morning after a run each take a part off (`running.easy_fail_divisor`). What forbids it
today is the guard's.
"""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.protocol.model import RunningRules


class Easy(NamedTuple):
    """State of one episode: minutes allowed, and whether a run waits for its morning."""

    minutes: int = 0
    ran: bool = False


def open_easy(rules: RunningRules, state: Easy, *, failed: bool) -> Easy:
    """Morning part of a day: a failed morning after a run takes a part off."""
    return _cut(rules, state) if failed and state.ran else state


def close_easy(rules: RunningRules, state: Easy, *, ran: bool, hurt: bool) -> Easy:
    """Evening part of a day.

    Args:
        ran: a run was logged today.
        hurt: its pain was above the pack's clean limit, or it was stopped for pain.
    """
    after = _cut(rules, state) if hurt else state
    return after._replace(ran=ran)


def _cut(rules: RunningRules, state: Easy) -> Easy:
    taken = -(-state.minutes // rules.easy_fail_divisor)
    return state._replace(minutes=state.minutes - taken)


def meet_easy(a: Easy, b: Easy) -> Easy:
    """The more careful of two: fewer minutes, and a run of either still waits."""
    return Easy(min(a.minutes, b.minutes), a.ran or b.ran)
