"""Episode time: how old it is, and for how many days no morning has failed; two counts of days.

Each saturates at the largest number that a criterion of the course asks for.
"""

from __future__ import annotations

from hamstrong.engine.state.morning import Asked, Verdict

NOTHING_PASSED = -1


def close_age(age: int, limit: int) -> int:
    """Let a day pass; the first day of the episode is day 0."""
    return min(limit, age + 1)


def open_fail_free(days: int, verdict: Verdict, asked: Asked) -> int:
    """Days since the last failed morning or, before any, since the first that passed, today's
    answer heard.

    `NOTHING_PASSED` until a morning after a session has passed: no record is no "no fail". Only
    mornings after sessions count.
    """
    if asked is not Asked.SESSION:
        return days
    if verdict is Verdict.FAIL:
        return min(days, 0)
    return 0 if verdict is Verdict.PASS and days == NOTHING_PASSED else days


def close_fail_free(days: int, limit: int) -> int:
    """Let a day pass."""
    return days if days == NOTHING_PASSED else min(limit, days + 1)
