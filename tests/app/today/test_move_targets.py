"""R-H2, R-H3: a training day can be moved within its week to where hard work is possible."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.app.person import CHOICES, FINE, Someone
from tests.engine.driver import Person

from hamstrong.app import App, FactIn, InvalidFacts, date_text
from hamstrong.app.today.move_targets import DAYS_AHEAD, week_of
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import (
    Fact,
    MorningAnswered,
    PainReported,
    SessionRequested,
    SetLogged,
    Stopped,
    WalkLogged,
)
from hamstrong.protocol.rule_ids import NumberRule

MONDAY = 739_313  # 3 March 2025


def training_on(app: App, *weekdays: int) -> Someone:
    """Somebody whose every training day holds hard work from the first day on (prevention)."""
    choices = replace(CHOICES, training_days=weekdays)
    someone = Someone(app).begin(FINE, choices)
    assert someone.day == MONDAY
    someone.answer_all()
    return someone


@pytest.fixture
def mover(app: App) -> Someone:
    """Somebody in stage 2 with a plan."""
    someone = Someone(app).begin(FINE)
    someone.live(1)
    return someone


def plan(someone: Someone) -> dict[int, tuple[bool, bool]]:
    """Training or not, moved or not, by day for the next two weeks."""
    days = someone.me.preview(someone.at, DAYS_AHEAD + 1)
    return {day.day: (day.training_day, day.moved) for day in days}


def same_week(a: int, b: int) -> bool:
    return (a - 1) // 7 == (b - 1) // 7


def a_move(someone: Someone, *, last: bool = False) -> tuple[int, int]:
    """A training day of the plan and a free day of the same week."""
    days = plan(someone)
    pairs = [
        (old, target.planned.day)
        for old in days
        for target in someone.me.move_targets(someone.at, old)
        if target.refusal is None
    ]
    assert all(days[old][0] and not days[new][0] and same_week(old, new) for old, new in pairs)
    return pairs[-1 if last else 0]


@pytest.mark.parametrize("last", [False, True])
def test_the_plan_shows_the_day_where_it_was_moved_to(mover: Someone, last: bool) -> None:
    old, new = a_move(mover, last=last)
    mover.tell(SessionRequested(new, old))
    assert plan(mover)[new] == (True, True)
    assert plan(mover)[old] == (False, False)


def test_any_day_up_to_the_end_of_next_week_can_be_asked_for(app: App) -> None:
    """R-H2: beside Mondays and Wednesdays one more session, on Friday and on the last Sunday."""
    someone = training_on(app, 0, 2)
    for ahead in (4, DAYS_AHEAD):
        someone.tell(SessionRequested(MONDAY + ahead))
    moved = {day - MONDAY for day, (_, moved) in plan(someone).items() if moved}
    assert moved == {4, DAYS_AHEAD}


@pytest.mark.parametrize("ahead", [-1, DAYS_AHEAD + 1])
def test_what_is_over_or_too_far_ahead_is_refused_by_name(mover: Someone, ahead: int) -> None:
    with pytest.raises(InvalidFacts, match="from today on"):
        mover.tell(SessionRequested(mover.day + ahead))


def test_a_move_keeps_to_its_week(mover: Someone) -> None:
    old, _ = a_move(mover)
    days = plan(mover)
    other = next(d for d in days if not days[d][0] and not same_week(d, old))
    with pytest.raises(InvalidFacts, match="own week"):
        mover.tell(SessionRequested(other, old))


def test_a_move_goes_from_a_training_day_to_another_day(mover: Someone) -> None:
    old, new = a_move(mover)
    with pytest.raises(InvalidFacts, match="must be a training day"):
        mover.tell(SessionRequested(old, new))
    with pytest.raises(InvalidFacts, match="is a training day already"):
        mover.tell(SessionRequested(old, old))


def test_a_move_on_to_a_training_day_names_the_nearest_day_that_can_hold_it(app: App) -> None:
    """R-H3: beside Wednesday and Friday there is no Thursday, and Sunday is a day off from both."""
    someone = training_on(app, 0, 2, 4)
    with pytest.raises(InvalidFacts) as raised:
        someone.tell(SessionRequested(MONDAY + 4, MONDAY + 2))
    (fault,) = raised.value.faults
    assert (fault.rule, fault.value) == ("is a training day already", "2025-03-07")
    nearest = date_text(
        min(
            (
                target.planned.day
                for target in someone.me.move_targets(someone.at, MONDAY + 2)
                if target.refusal is None
            ),
            key=lambda day: (abs(day - MONDAY - 4), day),
        )
    )
    assert fault.next_step.startswith(f"choose {nearest}, the nearest day")


# --- where hard work is not possible


def refused(someone: Someone, new: int, old: int | None = None) -> tuple[str, int | None]:
    """The rule that refuses a move, and the nearest day named; the diary is left as it was."""
    fact, before = SessionRequested(new, old), someone.me.tip()
    found = someone.me.move_refusal(someone.at, fact)
    assert found is not None
    nearest = "no other day" if found.nearest_day is None else date_text(found.nearest_day)
    with pytest.raises(InvalidFacts, match=nearest) as raised:
        someone.tell(fact)
    assert f"{found.reason.rule} forbids it; got {date_text(new)}" in str(raised.value)
    assert found.reason.sources  # S13
    assert someone.me.tip() == before
    return found.reason.rule, found.nearest_day


def test_a_day_next_to_a_counted_hard_day_is_refused_with_the_nearest_possible(app: App) -> None:
    """R-H3, S3: Monday was hard, so Wednesday's session cannot be had on Tuesday; Thursday can."""
    someone = training_on(app, 0, 2)
    someone.live(1)
    assert refused(someone, MONDAY + 1, MONDAY + 2) == (NumberRule.HARD_SPACING, MONDAY + 3)
    someone.tell(SessionRequested(MONDAY + 3, MONDAY + 2))
    assert plan(someone)[MONDAY + 3] == (True, True)


def test_a_day_next_to_a_planned_hard_day_before_it_is_refused(app: App) -> None:
    """R-H3: Monday's session is still to be done; with it Tuesday cannot hold Wednesday's."""
    someone = training_on(app, 0, 2)
    assert refused(someone, MONDAY + 1, MONDAY + 2) == (NumberRule.HARD_SPACING, MONDAY + 3)


def test_a_fourth_hard_day_in_seven_is_refused_and_no_day_named_where_none_is(app: App) -> None:
    """R-H2, C5: after a hard Monday, Wednesday and Friday, Sunday would be the fourth; Saturday
    is over, so no day of that week can be."""
    someone = training_on(app, 0, 2, 4)
    someone.live(6)
    assert refused(someone, MONDAY + 6) == (NumberRule.HARD_COUNT, None)


def test_the_day_of_a_failed_morning_is_refused(app: App) -> None:
    """R-H4: Wednesday's morning failed, so Thursday's session cannot be had on it; Friday is the
    nearest day that is none already."""
    someone = training_on(app, 0, 3)
    someone.live(1)
    someone.answer_all()
    someone.day += 1
    someone.tell(SetLogged("bridge", "both", "bridge-2x10", None, 10, nprs=1), MONDAY + 1)
    someone.tell(MorningAnswered("left", 4, new_limp=False))
    someone.answer_all()
    assert refused(someone, MONDAY + 2, MONDAY + 3) == ("morning.pass_max", MONDAY + 4)


def test_the_first_days_after_strong_pain_are_refused(app: App) -> None:
    """C8, R-H4: pain of 5 on Monday makes Tuesday rest and Wednesday isometrics; Thursday is the
    first day on which hard work comes back."""
    someone = training_on(app, 0, 4)
    someone.work()
    someone.tell(PainReported("bridge", "both", 5))
    someone.answer_all()
    someone.day += 1
    someone.answer_all()
    assert refused(someone, MONDAY + 1, MONDAY + 4) == ("flare.path_days", MONDAY + 3)
    assert refused(someone, MONDAY + 2, MONDAY + 4) == ("flare.path_days", MONDAY + 3)


def test_while_a_warning_sign_stands_no_day_is_possible(app: App) -> None:
    """S1: no day of the week can hold work until the sign is lifted."""
    someone = training_on(app, 0, 3)
    someone.tell(Stopped("chest_breath_or_faint"))
    rule, nearest = refused(someone, MONDAY + 5, MONDAY + 3)
    assert (rule.partition(".")[0], nearest) == ("flag", None)


def test_today_is_refused_once_its_session_was_stopped(app: App) -> None:
    """R-B6: Tuesday's work is over; Wednesday is the nearest day that can be."""
    someone = training_on(app, 4, 6)
    someone.live(1)
    someone.answer_all()
    someone.tell(Stopped("tired"))
    assert refused(someone, MONDAY + 1) == ("stop_reason.ended", MONDAY + 2)


def test_a_move_names_the_training_day_that_it_costs(app: App) -> None:
    """R-H3: Wednesday's session on Thursday leaves Friday without hard work."""
    someone = training_on(app, 0, 2, 4)
    someone.live(1)
    targets = {t.planned.day - MONDAY: t for t in someone.me.move_targets(someone.at, MONDAY + 2)}
    assert sorted(targets) == [1, 3, 5, 6]
    assert [(day, rule.rule) for day, rule in targets[3].lost] == [
        (MONDAY + 4, NumberRule.HARD_SPACING)
    ]


def test_a_batch_keeps_its_other_facts_when_a_move_is_refused(app: App) -> None:
    someone = training_on(app, 0, 2)
    someone.live(1)
    facts: list[Fact] = [SessionRequested(MONDAY + 1, MONDAY + 2), WalkLogged(20, nprs=0)]
    sent = [FactIn.of(someone.new_id(), fact) for fact in facts]
    receipt = someone.me.record(someone.at, sent, on_fault="skip")
    assert [seq is None for seq in receipt.seqs] == [True, False]
    assert "2025-03-06" in receipt.refused[0].faults[0].next_step


def test_a_move_that_became_impossible_stays_and_holds_nothing_hard(app: App) -> None:
    """S3: Friday's session was moved to Saturday, then Friday had hard work after all."""
    someone = training_on(app, 0, 4)
    someone.live(2)
    someone.answer_all()
    someone.tell(SessionRequested(MONDAY + 5, MONDAY + 4))
    someone.day = MONDAY + 4
    someone.answer_all()
    someone.tell(SetLogged("slider_lowering", "both", "slider_lowering-2x6", None, 5, nprs=0))
    someone.day = MONDAY + 5
    someone.answer_all()
    assert plan(someone)[MONDAY + 5] == (True, True)
    decision = someone.today().decision
    assert isinstance(decision, Prescription)
    classes = app.pack.load_classes
    assert not any(classes[item.load_class].hard for item in decision.items)


@pytest.mark.parametrize("weekdays", [(0, 2), (1, 5), (3, 6), (0, 2, 4), (1, 3, 5), (0, 1, 4)])
def test_a_move_is_refused_exactly_where_the_guard_would_leave_it_without_hard_work(
    app: App, weekdays: tuple[int, ...]
) -> None:
    """S3: the oracle lives on day by day with the wish put past the check."""
    someone = training_on(app, *weekdays)
    state, seen = someone.me.current(someone.at).fold.live, set()
    for old in (day for day in range(MONDAY, MONDAY + 14) if (day - MONDAY) % 7 in weekdays):
        for new in range(week_of(old) * 7 + 1, week_of(old) * 7 + 8):
            if (new - MONDAY) % 7 in weekdays:
                continue
            fact = SessionRequested(new, old)
            lived = Person(app.engine, app.engine.step(state, fact))
            lived.live(new - MONDAY)
            lived.answer_asks()
            decision = app.engine.prescribe(lived.state)
            assert isinstance(decision, Prescription)
            hard = any(app.pack.load_classes[i.load_class].hard for i in decision.items)
            assert (someone.me.move_refusal(someone.at, fact) is None) is hard, (old, new)
            seen.add(hard)
    assert True in seen
