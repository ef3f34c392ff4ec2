"""The long looks back: what is judged, what freezes, and what is only called slow (R-I4)."""

from __future__ import annotations

from typing import Any

import pytest

from hamstrong.engine.engine import Engine
from hamstrong.engine.state.monitors import (
    WEEK,
    Looked,
    MonitorPlan,
    Monitors,
    close_monitors,
    is_slow,
)
from hamstrong.engine.state.state import EpisodeKind, PersonSettings
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
RULES = PACK.rules.referral
PLAN = MonitorPlan(RULES, no_change_weeks=4, slow_days=56, gate_answers=7)
STEADY = Looked(planned=True, done=True)


def closed(state: Monitors, days: int, **told: Any) -> Monitors:
    """The state after some days of steady work, the last of them with these answers."""
    for _ in range(days - 1):
        state, _ = close_monitors(PLAN, state, STEADY)
    state, _ = close_monitors(PLAN, state, STEADY._replace(**told))
    return state


@pytest.mark.parametrize(("gain", "frozen"), [(1, "no_change"), (2, "")])
def test_a_small_gain_on_the_own_scale_is_a_change(gain: int, frozen: str) -> None:
    """C23, E78: 1.3 points are a change, one is not."""
    state = closed(Monitors(), 1, scores=(("a", 4), ("b", 4)))
    state = closed(state, 28, form=True, scores=(("a", 4 + gain), ("b", 4 + gain)))
    assert (state.best_gain, state.frozen) == (gain, frozen)


def test_no_change_is_judged_by_a_form_from_the_end_of_the_fourth_week() -> None:
    """R-I4: the form of day 27 judges nothing, that of day 28 does, and no day without one."""
    before = closed(Monitors(), 28, form=True, change="same")
    assert before.frozen == ""
    assert closed(before, 1, form=True).frozen == "no_change"
    assert closed(before, 20).frozen == ""


def test_nothing_is_judged_while_only_an_approval_is_awaited() -> None:
    """R-I5: waiting for a clinician is neither slow nor no change."""
    state = closed(Monitors(), 28)
    state = closed(state, 1, form=True, change="same", waits=True, clock_ticks=True)
    assert (state.frozen, state.stage_days) == ("", 0)


def test_a_new_period_begins_when_a_freeze_ends() -> None:
    """R-I4: its best answers are empty, and four weeks pass before it is judged."""
    state = Monitors(frozen="no_change", change="same", best_drop=1, age=28)
    state = closed(state, 1, change="better")
    assert (state.frozen, state.change, state.best_drop) == ("", None, None)
    assert closed(state, 26, form=True, change="same").frozen == ""


@pytest.mark.parametrize("change", ["same", "worse"])
def test_what_is_not_better_ends_no_freeze(change: str) -> None:
    """S22."""
    state = Monitors(frozen="no_change", usual=3, start=6, age=28)
    assert closed(state, WEEK, change=change, worst_week=5).frozen == "no_change"


def test_slow_is_twice_the_days_that_the_gate_takes() -> None:
    """R-I4: stage 3 of a sore tendon takes 28 days at least, so 56 days are slow and 55 are not."""
    engine = Engine(PACK)
    person = PersonSettings("daily_life", (0, 3), 45, frozenset(PACK.kits))
    plan = engine.course(EpisodeKind("left", "tendinopathy"), person).monitors[2]
    assert plan.slow_days == RULES.slow_factor * PACK.gates["to-6"].usual_days["daily_life"]
    state = Monitors(stage_days=55, stage_planned=3, stage_done=2)
    assert not is_slow(PLAN, state)
    assert is_slow(PLAN, state._replace(stage_days=56))
    assert not is_slow(PLAN, state._replace(stage_days=56, stage_done=1))
