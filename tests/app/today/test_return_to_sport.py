"""The way back: what its use cases say, and that the diary takes and keeps its facts."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.app.person import CHOICES, FIRST_MONDAY, STRAIN, TENDON, Someone

from hamstrong.app import App, InvalidFacts, compose
from hamstrong.app.progress.self_test_card import TestCard, figure_of
from hamstrong.body.figure import animated_svg
from hamstrong.diary import MemoryDiary
from hamstrong.engine.decide.ask import SIGNS_FORM, Ask, AskKind
from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    ClearanceRecorded,
    Fact,
    MorningAnswered,
    OutcomeAnswered,
    PainReported,
    QuestionAnswered,
    ReturnedToSport,
    SetLogged,
    SittingLogged,
    Stopped,
    TestLogged,
    WatchAnswered,
)
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.yaml_files import read_files

CALM = tuple((sign, False) for sign in load_pack().way_back.watch.signs)


def card(someone: Someone, test: str) -> TestCard:
    return next(c for c in someone.me.tests(someone.at) if c.test.id == test)


def test_first_result_is_called_first_and_a_small_change_no_real_one(someone: Someone) -> None:
    """C21, E88: eight degrees are what measuring alone can do on the tightness track."""
    for angle in (40, 34):
        someone.tell(TestLogged("active_knee_extension", "left", (angle,) * 3, 0, comfortable=True))
        someone.day += 1
    shown = card(someone, "active_knee_extension")
    assert [r.value for r in shown.results] == [40, 34]
    assert shown.error == 8
    assert shown.changes == {"left": "no_real_change"}
    someone.tell(TestLogged("active_knee_extension", "left", (26,) * 3, 0, comfortable=True))
    assert card(someone, "active_knee_extension").changes == {"left": "better"}


def test_every_test_has_a_figure_that_can_be_drawn() -> None:
    pack = load_pack()
    for test in pack.tests.values():
        exercise, sequence = figure_of(pack, test)
        assert "<svg" in animated_svg(exercise, 0, sequence=sequence)


def test_fewer_readings_than_three_give_no_value(someone: Someone) -> None:
    """C21: the average of three."""
    someone.tell(TestLogged("active_knee_extension", "left", (40, 41), 0, comfortable=True))
    (shown,) = card(someone, "active_knee_extension").results
    assert shown.value is None
    assert shown.comfortable is True


def test_an_answer_without_pain_is_not_comfortable(someone: Someone) -> None:
    """S9, S12: a missing number never counts as a good one."""
    someone.tell(TestLogged("active_knee_extension", "left", (40,) * 3, None, comfortable=True))
    (shown,) = card(someone, "active_knee_extension").results
    assert shown.value is None
    assert shown.comfortable is None


def test_a_closed_test_says_its_rule_and_stage(app: App) -> None:
    """The maximal bridge opens at stage 3."""
    someone = Someone(app).begin(STRAIN)
    someone.answer_all()
    shown = card(someone, "bridge_to_fatigue")
    assert not shown.open
    assert shown.hard
    assert shown.reason is not None
    assert shown.reason.rule == "test.bridge_to_fatigue.from_stage.strain"
    assert shown.reason.sources


@pytest.mark.parametrize(
    ("fact", "place"),
    [
        (TestLogged("wish", "left"), "test"),
        (TestLogged("balance_time", "both", (20,), 0), "side"),
        (TestLogged("balance_time", "left", (61,), 0), "values.0"),
        (TestLogged("balance_time", "left", (20,), 11), "nprs"),
        (TestLogged("balance_time", "left", (20,) * 11, 0), "values"),
        (ActivitiesRated("left", (("stairs", 5),)), "scores"),
        (WatchAnswered("left", (("mood", True),)), "signs"),
        (SittingLogged(0), "minutes"),
        (SittingLogged(1441), "minutes"),
        (AppointmentMoved("nobody", FIRST_MONDAY.toordinal(), 1), "appointment"),
        (AppointmentCancelled("nobody"), "appointment"),
        (AppointmentMade("a", 1, 600, "Dr Who"), "on_day"),
        (ReturnedToSport("right"), "limb"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(someone: Someone, fact: Fact, place: str) -> None:
    with pytest.raises(InvalidFacts) as caught:
        someone.tell(fact)
    assert any(place in fault.place for fault in caught.value.faults)


def test_words_of_the_person_are_in_no_message(someone: Someone) -> None:
    secret = "carry my mother upstairs " * 20
    with pytest.raises(InvalidFacts) as caught:
        someone.tell(ActivityNamed("left", "a1", secret))
    assert "mother" not in str(caught.value)


def test_activities_are_held_against_their_own_first_score(someone: Someone) -> None:
    """E78: 1.3 is a small, 2.3 a medium change."""
    for name in ("a1", "a2", "a3"):
        someone.tell(ActivityNamed("left", name, f"words of {name}"))
    someone.tell(ActivitiesRated("left", (("a1", 3), ("a2", 4), ("a3", 5))))
    (first,) = someone.me.outcomes(someone.at)
    assert (first.size, first.change, first.should_name, first.may_name) == ("first", None, 0, 2)
    someone.day += 7
    someone.tell(ActivitiesRated("left", (("a1", 5), ("a2", 5), ("a3", 6))))
    (card_,) = someone.me.outcomes(someone.at)
    assert card_.change == pytest.approx(4 / 3)
    assert card_.size == "small"
    assert [a.scores[-1][1] for a in card_.activities] == [5, 5, 6]


def test_a_renamed_activity_begins_anew_and_a_sixth_is_refused(someone: Someone) -> None:
    for name in ("a1", "a2", "a3", "a4", "a5"):
        someone.tell(ActivityNamed("left", name, name))
    with pytest.raises(InvalidFacts, match="at most 5"):
        someone.tell(ActivityNamed("left", "a6", "a6"))
    someone.tell(ActivitiesRated("left", (("a1", 2),)))
    someone.tell(ActivityNamed("left", "a1", "other words"))
    someone.tell(ActivityNamed("left", "a2", ""))
    (card_,) = someone.me.outcomes(someone.at)
    assert {a.id for a in card_.activities} == {"a1", "a3", "a4", "a5"}
    assert all(not a.scores for a in card_.activities)


def test_the_weekly_form_asks_of_each_leg_and_blocks_when_old(someone: Someone) -> None:
    """Older than seven days: no hard work until answered."""
    weekly = someone.me.weekly(someone.at)
    assert [card.limb for card in weekly.limbs] == ["left"]
    assert not weekly.blocks
    someone.day += 8
    assert someone.me.weekly(someone.at).blocks


def test_questionnaires_are_links_without_texts(someone: Someone) -> None:
    """C22."""
    found = someone.me.questionnaires(someone.at)
    assert {q.id for q in found} == {"lefs", "tsk", "fabq"}
    assert all(q.url.startswith("https://") and q.owner for q in found)


def test_an_empty_record_meets_no_item_of_the_card(app: App) -> None:
    """S12, C20, C24."""
    someone = Someone(app).begin(STRAIN, replace(CHOICES, goal="field_sport"))
    (ready,) = someone.me.readiness(someone.at)
    assert ready.met == 0
    states = {line.item: line.status for line in ready.items}
    assert states["ballistic_test"] == "with_professional"
    assert {states[name] for name in ("sprints_at_100", "sure_of_it", "sides_even")} == {
        "not_asked"
    }


def test_an_answer_counts_while_it_is_fresh(someone: Someone) -> None:
    """S9."""
    someone.tell(QuestionAnswered("ready_sure", "left", "yes"))
    (ready,) = someone.me.readiness(someone.at)
    assert next(i for i in ready.items if i.item == "sure_of_it").status == "met"
    someone.day += 8
    (ready,) = someone.me.readiness(someone.at)
    assert next(i for i in ready.items if i.item == "sure_of_it").status == "not_asked"
    assert "ready_sure" in ready.questions


def test_four_weeks_of_watch_end_only_with_an_answered_last_week(someone: Someone) -> None:
    """E24, C24, S9."""
    someone.tell(ReturnedToSport("left"))
    for _ in range(28):
        someone.day += 1
        (watch,) = someone.me.watch(someone.at)
        if watch.due and watch.day < 28:
            someone.tell(WatchAnswered("left", CALM))
    (watch,) = someone.me.watch(someone.at)
    assert (watch.state, watch.due) == ("running", True)
    someone.day += 1
    (watch,) = someone.me.watch(someone.at)
    assert watch.overdue
    assert Ask(AskKind.WATCH, watch.limb) in someone.today().decision.asks
    someone.tell(WatchAnswered("left", CALM))
    someone.day += 1
    (watch,) = someone.me.watch(someone.at)
    assert watch.state == "over"


def test_a_sign_ends_the_watch_and_asks_the_symptom_lists(someone: Someone) -> None:
    """E24: conservative, one stage back, triage first."""
    someone.tell(ReturnedToSport("left"))
    someone.day += 7
    someone.tell(WatchAnswered("left", (("same_spot", True),)))
    assert SIGNS_FORM in someone.today().decision.asks
    assert someone.today().plan_id is None
    someone.day += 1
    (watch,) = someone.me.watch(someone.at)
    assert watch.state == "sign"


def test_sitting_is_shown_beside_the_next_morning(app: App) -> None:
    values = dict(TENDON)
    someone = Someone(app).begin(values)
    someone.answer_all()
    assert someone.me.sitting(someone.at) is not None
    someone.tell(SittingLogged(30))
    someone.tell(SittingLogged(60))
    someone.day += 1
    someone.tell(MorningAnswered("left", 2, new_limp=False))
    found = someone.me.sitting(someone.at)
    assert found is not None
    assert (found.days[0].minutes, found.days[0].next_morning) == (90, (("left", 2),))
    assert (found.today_min, found.stand_after_min) == (0, 30)


def test_other_tracks_have_no_sitting_budget(someone: Someone) -> None:
    assert someone.me.sitting(someone.at) is None


def test_an_appointment_is_moved_reminded_of_and_cancelled(someone: Someone) -> None:
    made = AppointmentMade("a1", someone.day + 7, 600, "physio", ("May I run?",))
    someone.tell(made)
    assert [r.in_days for r in someone.me.reminders(someone.at)] == [7]
    assert someone.me.summary(someone.at).questions == ("May I run?",)
    someone.tell(AppointmentMoved("a1", someone.day + 3, 0))
    (found,) = someone.me.appointments(someone.at)
    assert (found.day, found.minute, found.state) == (someone.day + 3, 0, "coming")
    assert someone.me.reminders(someone.at) == ()
    someone.tell(AppointmentCancelled("a1"))
    assert someone.me.appointments(someone.at)[0].state == "cancelled"
    assert someone.me.summary(someone.at).questions == ()


def test_each_exercise_stands_beside_pain_and_the_morning_after(someone: Someone) -> None:
    someone.live(1)
    someone.tell(MorningAnswered("left", 1, new_limp=False))
    rows = someone.me.exercise_pain()
    assert rows
    for row in rows:
        assert row.worst_nprs == 0
        assert all(day.next_morning == (("left", 1),) for day in row.days if day.side != "right")
    sets = sum(day.sets for row in rows for day in row.days)
    logged = [f for f in someone.me.history(someone.at) if f.sets]
    assert sets == sum(day.sets for day in logged)


def test_the_flare_up_path_is_a_plan_of_three_days(someone: Someone) -> None:
    assert someone.me.flare(someone.at) == ()
    someone.live(2)
    someone.answer_all()
    item = someone.me.start_session(someone.at, someone.new_id(), someone.today().plan_id or "")
    line = item.lines[0].item
    someone.tell(SetLogged(line.exercise, line.side, line.rung, item.plan_id, nprs=6))
    (waits,) = someone.me.flare(someone.at)
    assert waits.waits_for_form
    someone.answer_all()
    someone.day += 1
    (found,) = someone.me.flare(someone.at)
    assert (found.day, found.of) == (1, 3)
    assert found.days == ("walk", "isometrics", "one_rung_lower")


def test_a_new_pop_opens_a_new_episode_and_keeps_the_old_one(someone: Someone) -> None:
    """S17: the history stays."""
    someone.live(3)
    someone.tell(Stopped("pop_or_pull"))
    someone.day += 1
    assert [e.ended for e in someone.me.episodes(someone.at)] == ["pop_or_pull"]
    leave = ClearanceRecorded(("pull",), "physio", someone.day, someone.day + 60, 6, told_safe=True)
    someone.tell(leave)
    someone.day += 1
    found = someone.me.episodes(someone.at)
    assert [(e.track, e.ended) for e in found] == [("tightness", "pop_or_pull"), ("strain", None)]
    assert someone.me.history(someone.at)[0].sets > 0


def test_columns_stand_side_by_side(app: App) -> None:
    someone = Someone(app).begin({**STRAIN, "limbs": "both"})
    someone.answer_all()
    found = someone.me.limbs(someone.at)
    assert [c.limb for c in found.columns] == ["left", "right"]
    assert all(c.stage == 1 and c.next is not None for c in found.columns)
    assert all(c.during is None for c in found.columns)


def test_pain_of_one_leg_stands_in_its_own_column(app: App) -> None:
    """Zero is an answer, and two-leg work counts for both."""
    someone = Someone(app).begin({**STRAIN, "limbs": "both"})
    someone.answer_all()
    someone.tell(PainReported("single_leg_balance", "left", 2))
    someone.tell(PainReported("bridge", "both", 0))
    left, right = someone.me.limbs(someone.at).columns
    assert (left.during, right.during) == ((someone.day, 2), (someone.day, 0))


def test_the_summary_holds_what_was_recorded(someone: Someone) -> None:
    someone.live(8)
    someone.tell(OutcomeAnswered("left", "better", 1, no_limits=False))
    page = someone.me.summary(someone.at)
    (limb,) = page.limbs
    assert page.sessions > 0
    assert page.worst_during == 0
    assert limb.outcome.changes[-1][1] == "better"
    assert limb.weeks


def test_maintenance_names_ramp_and_sessions(someone: Someone) -> None:
    (found,) = someone.me.maintenance(someone.at)
    assert not found.maintains
    assert found.ramp is not None
    assert found.ramp.step == 1
    assert someone.me.warm_up(someone.at) == ()


def test_an_archive_keeps_every_new_fact(someone: Someone) -> None:
    facts = (
        TestLogged("balance_time", "left", (20.5,), 0),
        ActivityNamed("left", "a1", "stairs"),
        ActivitiesRated("left", (("a1", 4),)),
        ReturnedToSport("left"),
        WatchAnswered("left", CALM),
        SittingLogged(30),
        AppointmentMade("a1", someone.day + 1, 600, "physio", ("q",)),
        AppointmentMoved("a1", someone.day + 2, 30),
        AppointmentCancelled("a1"),
    )
    for fact in facts:
        someone.tell(fact)
    stream = io.BytesIO()
    someone.me.export(stream)
    with compose(load_pack(), MemoryDiary()) as other:
        other.import_archive(other.read_archive(io.BytesIO(stream.getvalue())), someone.at.now)
        there = Someone(other, day=someone.day)
        assert there.me.current(there.at) == someone.me.current(someone.at)
        assert there.me.summary(there.at) == someone.me.summary(someone.at)


def test_an_impossible_number_is_refused(someone: Someone) -> None:
    with pytest.raises(InvalidFacts):
        someone.tell(TestLogged("balance_time", "left", (float("nan"),), 0))


def said(tree: Any) -> list[str]:
    if isinstance(tree, dict):
        return [text for value in tree.values() for text in said(value)]
    if isinstance(tree, list):
        return [text for value in tree for text in said(value)]
    return [tree] if isinstance(tree, str) else []


def test_nobody_is_ever_told_that_they_are_cleared(root: Path) -> None:
    """C20, C24: the system reports what is met; leave is given by people."""
    folders = [f for f in (root / "src").rglob("en*") if "text" in f.parent.name]
    trees = [read_files(f if f.is_dir() else f.parent).trees for f in folders]
    texts = said(trees)
    assert len(texts) > 1000
    assert [t for t in texts if "cleared" in t.lower()] == []
