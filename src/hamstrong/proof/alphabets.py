"""Alphabets: what may happen to a person on a day, from the pack's own thresholds.

One representative on each side of each threshold is enough: the engine only ever compares an
answer with the pack's numbers, so answers between two thresholds cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from hamstrong.engine.facts import FormAnswered
from hamstrong.engine.quiet_form import quiet_form
from hamstrong.protocol.model import FormName, Pack

LOWEST_PAIN, HIGHEST_PAIN = 0, 10


def both_sides(thresholds: Iterable[int], low: int, high: int) -> tuple[int, ...]:
    """The ends, each threshold and its two neighbours, within `low` and `high`."""
    wanted = {low, high}
    for limit in thresholds:
        wanted |= {limit - 1, limit, limit + 1}
    return tuple(sorted(n for n in wanted if low <= n <= high))


def morning_pains(pack: Pack) -> tuple[int, ...]:
    """Pains that the morning's rules can tell apart, whatever the baseline."""
    rules = pack.rules.morning
    return both_sides(
        (
            rules.pass_max,
            rules.hold_at_baseline,
            rules.strong_at,
            rules.soreness_down_at,
            rules.soreness_hold_min,
            rules.soreness_hold_max,
            rules.soreness_clear_max,
            rules.baseline_referral_min,
        ),
        LOWEST_PAIN,
        HIGHEST_PAIN,
    )


def session_pains(pack: Pack) -> tuple[int, ...]:
    """Pains that the rules of a session can tell apart."""
    rules = pack.rules.pain
    return both_sides(
        (
            rules.clean_max,
            rules.early_clean_max,
            rules.finish_at,
            rules.stop_exercise_at,
            rules.run_clean_max,
            rules.run_stop_at,
            rules.end_session_at,
            rules.before_isometrics_only,
            rules.before_nothing,
            pack.rules.stretch.lock_pain,
        ),
        LOWEST_PAIN,
        HIGHEST_PAIN,
    )


def spacings(pack: Pack) -> tuple[int, ...]:
    """Longest planned spacings that a person's week can have, the first stage's included."""
    gap = pack.rules.gap
    return tuple(sorted({gap.spacing_first_stage, *range(1, gap.spacing_max + 1)}))


def gap_rungs(pack: Pack) -> tuple[int, ...]:
    """How many rungs a gap may ask for so far."""
    return tuple(sorted({0, *(band.rungs_down for band in pack.rules.gap.bands)}))


def quiet_forms(pack: Pack) -> Iterator[tuple[str, FormAnswered]]:
    """Each form answered in full without a finding, from the pack's own questions."""
    for form in get_args(FormName):
        yield f"the {form} form finds nothing", quiet_form(pack, form)
