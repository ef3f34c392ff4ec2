"""S13, R-H1, R-H4, R-I3: a decision carries what stops, freezes, refers, advises and reminds.

Each with its rule, the answer behind it, what lifts it and the earliest day, worked out by hand
from the pack's rules: days are counted from a Monday.
"""

from __future__ import annotations

from typing import Any, get_args

import pytest
from tests.engine.decide.notice_lives import (
    LIVES,
    MONDAY,
    frozen,
    healthy,
    names,
    next_day,
    said,
    told,
)
from tests.engine.driver import Person, enrol

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.notices import (
    AdviceName,
    AdviceNotice,
    FreezeName,
    Notice,
    NudgeName,
    ReferralNotice,
    StopName,
    StopNotice,
    is_general,
)
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import ClearanceRecorded, SessionRequested, Stopped
from hamstrong.engine.state.causes import Cause
from hamstrong.protocol.loader import load_pack

OF_A_USE_CASE = {"pack_withdrawn"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


def the(person: Person, name: str) -> Notice:
    """The one stop, freeze, referral or reminder of that name."""
    found = [
        notice
        for notice in said(person)
        if name in (getattr(notice, "name", ""), getattr(notice, "flag", ""))
        and not isinstance(notice, AdviceNotice)
    ]
    assert len(found) == 1, names(person)
    assert found[0].reason.rule
    assert found[0].reason.sources
    return found[0]


def test_every_name_of_the_closed_list_is_made_by_a_life(engine: Engine) -> None:
    closed = {
        name
        for kind in (AdviceName, NudgeName, FreezeName, StopName)
        for name in get_args(kind)
        if name not in OF_A_USE_CASE
    }
    made = {name for live in LIVES.values() for name in names(live(engine))}
    assert closed - made == set()


STOPS: list[tuple[str, str, tuple[Cause, ...], tuple[str, ...], int]] = [
    # name, scope, because of, lifted by, days after Monday on which it could be over
    ("emergency", "all", (Cause("stop", "chest_breath_or_faint", MONDAY),),
     ("clearance:stop_emergency",), 0),
    ("same_day", "all", (Cause("answer", "now_swelling", MONDAY),),
     ("clearance:leg_today",), 0),
    ("sign_withdrawn", "all", (Cause("withdrawn", None, MONDAY),), ("next_day",), 1),
    ("questions_due", "all", (Cause("pain", 5, MONDAY),), ("form:signs",), 1),
    ("too_early", "all", (Cause("injury_age", 0),), ("day",), 2),
    ("baseline_due", "hard_work", (), ("baseline:left",), 0),
    ("episode_closed", "all", (Cause("stop", "pop_or_pull", MONDAY),), ("next_day",), 2),
    ("day_over", "all", (Cause("stop", "tired", MONDAY),), ("next_day",), 1),
    ("pain_before", "all", (Cause("pain_now", 4, MONDAY),), ("next_day",), 1),
    ("holds_only", "hard_work", (Cause("pain_now", 3, MONDAY),), ("next_day",), 1),
    ("rest_chosen", "all", (Cause("rest_chosen", None, MONDAY),), ("next_day",), 1),
    # Monday was hard and Tuesday's morning failed: hard work on Wednesday at the earliest.
    ("failed_morning", "hard_work",
     (Cause("morning", 4, MONDAY + 1), Cause("new_limp", None, MONDAY + 1)),
     ("good_morning",), 2),
    ("morning_awaited", "hard_work", (Cause("morning", 4, MONDAY + 1),), ("good_morning",), 2),
    # Sets on Monday and Wednesday; Thursday is beside a hard day, so Friday at the earliest.
    ("mornings_open", "hard_work", (Cause("mornings_open", 2),), ("good_morning",), 4),
    ("soreness", "hard_work", (Cause("morning", 3, MONDAY + 1),), ("good_morning",), 2),
    ("week_due", "hard_work", (Cause("form_age", 7),), ("form:weekly",), 8),
    ("watch_due", "hard_work", (Cause("watch_open"),), ("watch",), 8),
    # Pain of 6 on Monday: walking on Tuesday, holds on Wednesday, hard work on Thursday (C8).
    ("flare_day_1", "all", (Cause("pain", 6, MONDAY),), ("good_morning",), 3),
    ("flare_day_2", "hard_work", (Cause("pain", 6, MONDAY),), ("good_morning",), 3),
    ("flare_day_3", "lighter", (Cause("pain", 6, MONDAY),), ("good_morning",), 3),
]  # fmt: skip


@pytest.mark.parametrize(("name", "scope", "because", "lifts", "days"), STOPS)
def test_a_stop_names_its_answer_what_lifts_it_and_when(
    engine: Engine,
    name: str,
    scope: str,
    because: tuple[Cause, ...],
    lifts: tuple[str, ...],
    days: int,
) -> None:
    found = the(LIVES[name](engine), name)
    assert isinstance(found, StopNotice)
    assert (found.scope, found.because, found.lifts) == (scope, because, lifts)
    assert found.earliest_day == MONDAY + days


def test_a_limp_waits_until_day_3_at_the_earliest(engine: Engine) -> None:
    """R-I2: injured today; how one walks counts from day 3 on."""
    found = the(LIVES["walking"](engine), "walking")
    assert Cause("answer", "walking_normal=no", MONDAY) in found.because
    assert (found.lifts, found.earliest_day) == (("walking_normal:walking",), MONDAY + 3)


def test_open_pain_questions_end_the_day_and_are_counted(engine: Engine) -> None:
    (cause,) = the(LIVES["unanswered"](engine), "day_over").because
    assert cause.kind == "unanswered"
    assert isinstance(cause.value, int)
    assert cause.value >= engine.pack.rules.pain.unanswered_end


def test_the_answers_behind_a_flag_are_named_for_as_long_as_it_stands(engine: Engine) -> None:
    person = next_day(LIVES["same_day"](engine), 3)
    assert the(person, "same_day").because == (Cause("answer", "now_swelling", MONDAY),)


def test_a_flag_asked_again_is_lifted_by_its_question_too(engine: Engine) -> None:
    """Its clearance ran out: the first answer still says why."""
    person = LIVES["emergency"](engine)
    told(
        person,
        ClearanceRecorded(("stop_emergency",), "A", MONDAY, MONDAY + 5, 4, told_safe=True),
    )
    assert "emergency" not in names(person)
    found = the(next_day(person, 5), "emergency")
    assert found.lifts == ("question:stop_emergency", "clearance:stop_emergency")
    assert found.because == (Cause("stop", "chest_breath_or_faint", MONDAY),)


def test_a_third_failed_morning_refers_with_its_answer_and_count(engine: Engine) -> None:
    """R-H4; it says so on the days after, too."""
    person = LIVES["third_fail"](engine)
    day = person.state.day
    for later in (0, 2):
        found = the(next_day(person, later), "third_fail")
        assert isinstance(found, ReferralNotice)
        assert found.because == (Cause("morning", 4, day), Cause("fails", 3))
        assert found.lifts == ("clearance:third_fail",)


def test_a_failed_morning_also_advises_to_talk_to_a_professional(engine: Engine) -> None:
    """R-H4."""
    person = LIVES["failed_morning"](engine)
    (advice,) = (notice for notice in said(person) if isinstance(notice, AdviceNotice))
    assert advice.name == "failed_morning"
    assert advice.because[0] == Cause("morning", 4, MONDAY + 1)


@pytest.mark.parametrize(
    ("change", "because"),
    [("same", Cause("change", "same")), (None, Cause("no_change_answer"))],
)
def test_a_freeze_names_what_it_rests_on_and_every_way_out(
    engine: Engine, change: str | None, because: Cause
) -> None:
    """R-I4, S22."""
    found = the(frozen(change)(engine), "no_change")
    assert (found.kind, found.because) == ("freeze", (because,))
    assert found.lifts == ("clearance", "outcome:left", "quiet_week")


def test_slower_than_usual_is_advice_and_takes_nothing_away(engine: Engine) -> None:
    """R-I4: the plan is the one that it would be without the advice."""
    slow, plain = LIVES["slower_than_usual"](engine), healthy(engine)
    (advice,) = (n for n in said(slow) if isinstance(n, AdviceNotice) and not is_general(n))
    assert (advice.name, advice.because) == ("slower_than_usual", (Cause("stage_days", 200),))
    plans = [engine.prescribe(person.state) for person in (slow, plain)]
    assert all(isinstance(plan, Prescription) for plan in plans)
    assert len({plan.items for plan in plans if isinstance(plan, Prescription)}) == 1


REMINDERS: list[tuple[str, Cause, dict[str, Any]]] = [
    ("twice_a_week", Cause("hard_days", 1), {}),
    ("keep_a_day_free", Cause("sport_days", 7), {}),
    ("clearance_ends", Cause("clearance_days", 10, MONDAY + 10), {"lifts": ("clearance:pull",)}),
    # Moved to Saturday, with hard work on Friday: Sunday is the next day of that week.
    ("moved_day", Cause("moved", None, MONDAY + 5), {"earliest_day": MONDAY + 6}),
]


@pytest.mark.parametrize(("name", "because", "more"), REMINDERS)
def test_a_reminder_names_its_answer(
    engine: Engine, name: str, because: Cause, more: dict[str, Any]
) -> None:
    found = the(LIVES[name](engine), name)
    assert (found.kind, found.because) == ("nudge", (because,))
    for field, value in more.items():
        assert getattr(found, field) == value


def test_a_moved_day_is_said_once_it_is_impossible_and_until_it_is_over(engine: Engine) -> None:
    """R-H3: from the hard work on Friday on, on Saturday, and not on Sunday."""
    person = LIVES["moved_day"](engine)
    found = [the(person, "moved_day"), the(next_day(person, answer=True), "moved_day")]
    rules = {notice.reason.rule for notice in found}
    assert rules == {"calendar.min_hard_spacing_days"}
    assert "moved_day" not in names(next_day(person, answer=True))


def test_a_moved_day_that_is_possible_is_not_said(engine: Engine) -> None:
    person = told(healthy(engine, (0, 4)), SessionRequested(MONDAY + 5, MONDAY + 4))
    assert "moved_day" not in names(person)
    assert "moved_day" not in names(next_day(person, 5, answer=True))


def test_a_pull_on_a_day_with_another_stop_names_the_pull(engine: Engine) -> None:
    person = told(healthy(engine), Stopped("tired"), Stopped("pop_or_pull"))
    assert the(person, "pull").because == (Cause("stop", "pop_or_pull", MONDAY),)


def test_tips_come_last_and_have_no_cause(engine: Engine) -> None:
    """R-B3: what is usual and the tips of a tendon, after what the day calls for."""
    person = enrol(engine, "tendinopathy", "daily_life", day=MONDAY)
    person.answer_asks()
    notices = engine.prescribe(person.state).notices
    general = [is_general(notice) for notice in notices]
    assert general == sorted(general)
    assert sum(general) == 1 + 6
