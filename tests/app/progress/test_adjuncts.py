"""Stretches are counted as stretches and never as a session (R-C2, R-H1, S7)."""

from __future__ import annotations

import pytest
from tests.app.person import FIRST_MONDAY, Someone

from hamstrong.app import App
from hamstrong.app.progress.history import HistoryDay
from hamstrong.app.today.maintenance import count_weeks
from hamstrong.engine.decide.ask import AskKind
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import Fact, PlanIssued, PlannedItem, SetLogged
from hamstrong.engine.fold import Recorded
from hamstrong.protocol.loader import load_pack

PACK = load_pack()
STRETCHES = {e.id for e in PACK.exercises.values() if e.adjunct}
WEEKS = 60


@pytest.fixture
def stretched(someone: Someone) -> Someone:
    """On a day of rest after a hard one, with its stretches done."""
    for _ in range(WEEKS):
        someone.answer_all()
        decision = someone.work()
        hard_yesterday = bool(someone.log) and _is_hard(someone.log[-1][1])
        if isinstance(decision, Prescription) and not decision.items and hard_yesterday:
            assert decision.adjuncts
            return someone
        someone.log.append((someone.day, decision))
        someone.day += 1
    raise AssertionError("no day with stretches alone comes")


def _is_hard(decision: object) -> bool:
    items = decision.items if isinstance(decision, Prescription) else ()
    return any(PACK.load_classes[i.load_class].hard for i in items)


def last_day(someone: Someone) -> HistoryDay:
    return someone.me.history(someone.at)[-1]


def test_day_with_stretches_alone_has_no_session_in_any_view(stretched: Someone) -> None:
    shown, me, at = last_day(stretched), stretched.me, stretched.at
    assert (shown.sets, shown.planned_sets) == (0, 0)
    assert shown.adjunct_sets > 0
    assert set(shown.pain) <= STRETCHES
    assert me.preview(at, 1)[0].kind == "rest"
    began = {day for day, decision in stretched.log if getattr(decision, "items", ())}
    recent = [day for day in began if day > stretched.day - 28]
    assert me.summary(at).sessions == me.summary(at).planned == len(recent)


def test_nobody_is_told_of_a_question_after_stretches_alone(stretched: Someone) -> None:
    assert not stretched.me.asks_tomorrow(stretched.at)
    stretched.day += 1
    assert all(a.kind is not AskKind.MORNING for a in stretched.today().decision.asks)


def test_question_after_a_session_is_told_of(someone: Someone) -> None:
    someone.work()
    assert someone.me.asks_tomorrow(someone.at)


def test_stretches_after_a_session_take_nothing_from_it(app: App) -> None:
    """A plan of stretches alone that is given later that day is no other session."""
    day = FIRST_MONDAY.toordinal()
    rdl = PlannedItem("rdl", "both", "r", 4, "each_set")
    stretch = PlannedItem("calf_stretch", "left", "s", 2, "once")
    facts: tuple[Fact, ...] = (
        PlanIssued("p", 0, "", "", (rdl,)),
        *[SetLogged("rdl", "both", "r", "p", 8)] * 4,
        PlanIssued("q", 0, "", "", (stretch,)),
        *[SetLogged("calf_stretch", "left", "s", "q", holds=1, hold_s=30)] * 2,
    )
    entries = [Recorded(n, f"{n}", day, day, fact) for n, fact in enumerate(facts)]
    assert count_weeks(app.pack, entries, day, 1).this_week == 1
