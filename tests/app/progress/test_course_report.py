"""The report for a clinician holds what was recorded, and where the person is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.app.person import FINE, STRAIN, Someone

from hamstrong.app import App, NotEnrolled, compose
from hamstrong.diary import MemoryDiary
from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    AppointmentMade,
    OutcomeAnswered,
    TestLogged,
)
from hamstrong.engine.state.load import Amount
from hamstrong.protocol.loader import load_pack


@pytest.fixture
def app() -> Iterator[App]:
    with compose(load_pack(), MemoryDiary()) as made:
        yield made


def test_without_a_plan_there_is_nothing_to_report(app: App) -> None:
    someone = Someone(app)
    with pytest.raises(NotEnrolled):
        someone.me.report(someone.at)


def test_the_first_day_has_a_report(app: App) -> None:
    """A stage and nothing reached, rather than an error about an empty diary."""
    someone = Someone(app).begin()
    (limb,) = someone.me.report(someone.at).limbs
    assert (limb.track, limb.stage) == ("tightness", 1)
    assert (limb.rungs, limb.tests, limb.freezes) == ((), (), ())


def test_stage_rungs_and_milestones_come_from_what_was_done(app: App) -> None:
    """Three weeks without pain on a fresh strain: stage 2 or more, and slow lowering was done.

    E130: with supervision lowering began on day 5 (2 to 8), and never on the first day of a plan.
    """
    someone = Someone(app).begin(STRAIN)
    first = someone.day
    someone.live(21)
    (limb,) = someone.me.report(someone.at).limbs
    assert limb.stage >= 2
    found = {one.milestone: one.day for one in limb.milestones}
    done = {day for day in range(first, someone.day) if _lowered(someone, day)}
    assert found["first_lowering"] == min(done) > first
    named = {rung.exercise for rung in limb.rungs}
    assert "slider_lowering" in named
    assert "heel_drag" not in named  # it was of stage 1


def _lowered(someone: Someone, day: int) -> bool:
    why = someone.me.why(someone.at, day)
    assert why is not None
    sets = (fact for fact in why.facts if fact.name == "SetLogged")
    return any('"slider_lowering"' in fact.payload for fact in sets)


def test_a_stage_that_today_opened_is_reached_today(app: App) -> None:
    """Maintain is the stage that the report names and is no milestone still to come."""
    someone = Someone(app).begin()
    for _ in range(80):
        someone.answer_all()
        if someone.me.summary(someone.at).limbs[0].stage == 6:
            break
        someone.live(1)
    (limb,) = someone.me.report(someone.at).limbs
    assert limb.milestones[-1] == ("maintain", someone.day)


def test_the_load_of_a_rung_is_that_of_the_plan(app: App) -> None:
    """Prevention trains with a load of its own from the second week (at most day 10)."""
    someone = Someone(app).begin(FINE)
    someone.live(24)
    rungs = {rung.exercise: rung for rung in someone.me.report(someone.at).limbs[0].rungs}
    assert rungs["rdl"].load is not None
    assert rungs["rdl"].load > Amount(0.0)
    assert rungs["slider_one_leg" if "slider_one_leg" in rungs else "nordic"].load is None


def test_outcomes_tests_and_questions_are_reported_as_given(app: App) -> None:
    someone = Someone(app).begin()
    someone.live(8)
    someone.tell(ActivityNamed("left", "a1", "stairs"))
    someone.tell(ActivitiesRated("left", (("a1", 4),)))
    someone.tell(OutcomeAnswered("left", "better", 1, no_limits=False, can_sit_min=25))
    someone.tell(TestLogged("balance_time", "left", (20,), 0))
    someone.tell(AppointmentMade("b1", someone.day + 3, 600, "physio", ("May I run?",)))
    report = someone.me.report(someone.at)
    (limb,) = report.limbs
    assert [(a.words, a.first, a.last) for a in limb.activities] == [("stairs", 4, 4)]
    assert limb.weekly_pain[-1] == (someone.day, 1)
    assert limb.changes[-1] == (someone.day, "better")
    assert limb.can_sit == ((someone.day, 25),)
    assert [(t.test, t.value, t.change) for t in limb.tests if t.day == someone.day] == [
        ("balance_time", 20.0, "first")
    ]
    assert report.questions == ("May I run?",)


def test_weeks_hold_pain_and_adherence(app: App) -> None:
    """The same days counted by hand from the history."""
    someone = Someone(app).begin()
    someone.live(7)
    someone.morning = 2
    someone.live(6)
    report, days = someone.me.report(someone.at), someone.me.history(someone.at)
    assert [week.first_day for week in report.weeks] == [days[-7].day, days[0].day]
    last = report.weeks[0]
    assert (last.least_morning, last.most_morning) == (2, 2)
    assert last.planned_sets == sum(day.planned_sets for day in days[-7:]) > 0
    assert last.sets == sum(day.sets for day in days[-7:])
    assert report.sessions == report.planned > 0


def test_a_freeze_is_reported_until_it_ends(app: App) -> None:
    """Eight weeks of the same pain with all work done, then a better answer (R-I3)."""
    someone = Someone(app).begin({**STRAIN, "nprs_worst_7d": 4})
    someone.morning, someone.pain = 2, 3
    for _ in range(8):
        someone.tell(OutcomeAnswered("left", "same", 4, no_limits=False))
        someone.live(7)
        if someone.me.state(someone.at).episodes[0].monitors.frozen:
            break
    (limb,) = someone.me.report(someone.at).limbs
    assert [freeze.last_day for freeze in limb.freezes] == [None]
    someone.tell(OutcomeAnswered("left", "better", 0, no_limits=True))
    someone.live(2)
    (limb,) = someone.me.report(someone.at).limbs
    assert len(limb.freezes) == 1
    assert limb.freezes[0].last_day is not None
