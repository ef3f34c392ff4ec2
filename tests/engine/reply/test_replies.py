"""S13, R-A4: every answer has its reply, and a reply says nothing that does not come true.

What each reply must say is worked out by hand from the pack's rules: pain of 4 ends an exercise and
takes a rung, pain of 3 keeps it, a rung of the first stage rises after one clean session.
"""

from __future__ import annotations

import pytest
from tests.engine.decide.notice_lives import LIVES, MONDAY, healthy, next_day, told
from tests.engine.driver import Person, enrol, none_of_all
from tests.engine.reply.reply_lives import (
    CASES,
    LIMB,
    begun,
    finished,
    flare_begun,
    flare_ended,
    freeze_begun,
    frozen_reply,
    gate_opened,
    last_set_of,
    morning,
    pain_in_first,
    say,
    set_of,
    strained,
    worse_twice,
)

from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.decide.script import compile_script
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import ClearanceRecorded, OutcomeAnswered, SetLogged, Stopped
from hamstrong.engine.reply.answers import RecordedFact
from hamstrong.engine.reply.comparison import reply_to
from hamstrong.engine.reply.reply import CHANGE_KINDS, ExerciseChange, StageChange
from hamstrong.engine.state.causes import Cause
from hamstrong.engine.state.ladder import Ladder
from hamstrong.engine.state.lock import standing_flags
from hamstrong.engine.state.state import ladder_key
from hamstrong.protocol.loader import load_pack

PROGRESS = {
    "rung_up", "would_rise", "counts_clean", "clean_enough", "stage_opened", "key_met",
    "criterion_met",
}  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_pack())


def test_every_kind_of_change_has_a_life_that_leads_to_it(engine: Engine) -> None:
    assert set(CASES) == set(CHANGE_KINDS)
    assert [kind for kind, case in CASES.items() if kind not in case.live(engine).kinds] == []


# --- pain and clean sets


def test_a_4_ends_the_exercise_and_brings_it_back_a_rung_lower(engine: Engine) -> None:
    """R-C1: because of that answer, and of nothing else."""
    person = strained(engine, 9)
    (before,) = person.state.episodes
    reply = pain_in_first(person, 4).reply
    ends, down = reply.changes
    assert (ends.kind, down.kind) == ("ends_today", "rung_down")
    assert isinstance(down, ExerciseChange)
    ladder = before.ladders[ladder_key(down.exercise, down.side)]
    rungs = engine.pack.exercises[down.exercise].ladder
    assert down.rung == rungs[ladder.level - 2].id  # a level is a rung's number from 1
    assert down.because == (Cause("pain", 4, person.state.day),)


def test_a_3_keeps_the_rung_and_ends_nothing(engine: Engine) -> None:
    assert pain_in_first(strained(engine, 9), 3).kinds == ["rung_stays"]


def test_only_the_last_clean_set_says_that_the_rung_would_rise(engine: Engine) -> None:
    person = strained(engine)
    balance = next(item for item in begun(person) if item.exercise == "single_leg_balance")
    assert balance.sets == 3
    replies = [say(person, set_of(balance, 0)).kinds for _ in range(3)]
    assert replies == [[], [], ["would_rise"]]


def test_an_unanswered_pain_question_earns_nothing(engine: Engine) -> None:
    """S9: missing is not passing, and no word of progress is said."""
    person = strained(engine)
    kinds = [
        kind
        for item in begun(person)
        for _ in range(item.sets * item.bouts)
        for kind in say(person, set_of(item, None)).kinds
    ]
    assert PROGRESS.isdisjoint(kinds)


@pytest.mark.parametrize("nprs", [3, 4])
def test_work_that_hurts_is_never_called_progress(engine: Engine, nprs: int) -> None:
    person = strained(engine)
    person.pain = lambda _day, _exercise: nprs
    person.morning = lambda _day: 3
    seen: list[str] = []
    for _ in range(8):
        start, known = person.state, len(person.facts)
        person.answer_asks()
        person.work_only()
        for day, fact in person.facts[known:]:
            before, start = start, engine.step(start, fact)
            reply = reply_to(engine, before, start, [RecordedFact(fact, day)])
            seen += [change.kind for change in reply.changes]
        next_day(person)
    assert {"rung_up", "would_rise", "counts_clean", "clean_enough", "stage_opened"}.isdisjoint(
        seen
    )


def test_what_would_rise_rises_with_the_next_good_morning(engine: Engine) -> None:
    """Every promise of three weeks is kept: the rung, and the count of clean sessions."""
    person, promised = strained(engine), 0
    for _ in range(21):
        start, known = person.state, len(person.facts)
        person.answer_asks()
        person.work_only()
        wanted: dict[str, ExerciseChange] = {}
        for day, fact in person.facts[known:]:
            before, start = start, engine.step(start, fact)
            for change in reply_to(engine, before, start, [RecordedFact(fact, day)]).changes:
                if isinstance(change, ExerciseChange) and change.kind in PROGRESS - {"rung_up"}:
                    wanted[ladder_key(change.exercise, change.side)] = change
        next_day(person)
        morning(person, 0)
        (opened,) = engine.open(person.state).episodes
        for key, change in wanted.items():
            ladder = opened.episode.ladders.get(key, Ladder())
            rung = engine.pack.exercises[change.exercise].ladder[max(0, ladder.level - 1)].id
            assert rung == change.rung, key
            assert change.kind == "would_rise" or ladder.clean == change.have, key
            promised += 1
    assert promised > 40


# --- mornings


@pytest.mark.parametrize(
    ("live", "kind"),
    [
        ("morning_passed", "morning_passed"),
        ("morning_held", "morning_held"),
        ("morning_sore", "morning_sore"),
        ("morning_failed", "morning_failed"),
    ],
)
def test_each_class_of_morning_is_named_first(engine: Engine, live: str, kind: str) -> None:
    reply = CASES[live].live(engine).reply
    assert reply.changes[0].kind == kind
    assert [cause.kind for cause in reply.changes[0].because] == ["morning"]


def test_a_held_or_sore_morning_moves_nothing_up(engine: Engine) -> None:
    for live in ("morning_held", "morning_sore"):
        assert PROGRESS.isdisjoint(CASES[live].live(engine).kinds)


def test_the_same_answer_again_changes_nothing(engine: Engine) -> None:
    person = CASES["morning_failed"].live(engine).person
    assert morning(person, 4).kinds == []


def test_a_better_answer_to_the_same_question_says_what_it_changes(engine: Engine) -> None:
    person = CASES["morning_failed"].live(engine).person
    again = morning(person, 0)
    assert "morning_passed" in again.kinds
    assert "notice_ended" in again.kinds  # nothing else keeps hard work back any more


# --- stages, locks, freezes, the flare-up path


def test_a_gate_that_opens_names_what_was_earned_and_what_is_new(engine: Engine) -> None:
    reply = gate_opened(engine).reply
    (opened,) = [change for change in reply.changes if change.kind == "stage_opened"]
    assert isinstance(opened, StageChange)
    assert (opened.before, opened.after) == (1, 2)
    assert set(opened.earned) == set(engine.pack.gates["1-2"].criteria) & set(opened.earned)
    assert "two_mornings_passed" in opened.earned
    assert {"bridge", "slider_lowering"} <= set(opened.new)
    adjuncts = {e.id for e in engine.pack.exercises.values() if e.adjunct}
    assert adjuncts.isdisjoint(opened.new)  # stretching opens by mornings and strength (R-F0)


def test_a_pop_is_answered_by_its_flag_and_by_no_date(engine: Engine) -> None:
    """R-B5: nobody knows when somebody will have looked at it."""
    begun(person := healthy(engine))
    reply = say(person, Stopped("pop_or_pull"))
    assert "flag_begun" in reply.kinds
    assert "session_ended" in reply.kinds
    assert reply.reply.next is not None
    assert (reply.reply.next.kind, reply.reply.next.day) == ("not_before", None)


def test_a_clearance_is_answered_by_the_day_on_which_it_ends(engine: Engine) -> None:
    """R-I1: the flag's question comes again on that day, and on none before."""
    person = next_day(told(healthy(engine), Stopped("pop_or_pull")))
    until = MONDAY + 31
    leave = ClearanceRecorded(("pull",), "A. Physio", MONDAY + 1, until, 2)
    (lifted,) = [c for c in say(person, leave).reply.changes if c.kind == "flag_lifted"]
    assert getattr(lifted, "until", None) == until
    for day, standing in ((until - 1, False), (until, True)):
        person.state = engine.advance(person.state, day)
        assert bool(standing_flags(person.state.lock)) is standing


def test_a_freeze_is_answered_when_it_begins_and_when_it_ends(engine: Engine) -> None:
    assert "freeze_begun" in freeze_begun(engine).kinds
    assert "freeze_ended" in frozen_reply(engine, "better").kinds


@pytest.mark.parametrize("change", ["same", "worse"])
def test_same_and_worse_end_no_freeze(engine: Engine, change: str) -> None:
    """R-I3."""
    assert "freeze_ended" not in frozen_reply(engine, change).kinds


def test_a_second_worse_says_that_somebody_comes_first_from_tomorrow_on(engine: Engine) -> None:
    told_twice = worse_twice(engine)
    assert "flag_tomorrow" in told_twice.kinds
    assert isinstance(engine.prescribe(told_twice.person.state), Refusal)


def test_the_flare_up_path_is_answered_from_its_first_day_to_its_last(engine: Engine) -> None:
    assert "path_begun" in flare_begun(engine).kinds
    assert "path_day" in CASES["path_day"].live(engine).kinds
    assert "path_ended" in flare_ended(engine).kinds


# --- what comes next


def test_the_end_of_a_session_names_each_exercise_and_the_next_session(engine: Engine) -> None:
    person = strained(engine, 12)
    exercises = {item.exercise for item in begun(Person(engine, person.state))}
    reply = finished(person).reply
    (ended,) = [change for change in reply.changes if change.kind == "session_ended"]
    assert {outcome.exercise for outcome in getattr(ended, "outcomes", ())} == exercises
    assert reply.morning
    assert reply.next is not None
    assert reply.next.kind == "session_on"


@pytest.mark.parametrize(
    ("track", "goal"), [("strain", "running"), ("tendinopathy", "running"), ("prevention", "gym")]
)
def test_the_date_of_the_next_session_comes_true_for_whoever_lives_well(
    engine: Engine, track: str, goal: str
) -> None:
    person, dates = enrol(engine, track, goal, day=MONDAY, injured_days_ago=5), 0
    promised: int | None = None
    for _ in range(28):
        person.answer_asks()
        decision = engine.prescribe(person.state)
        has_session = not isinstance(decision, Refusal) and bool(decision.items)
        if promised is not None:
            assert has_session == (person.state.day == promised)
        if has_session:
            step = finished(person).reply.next
            promised = step.day if step is not None and step.kind == "session_on" else None
            dates += promised is not None
        next_day(person)
    assert dates > 6


@pytest.mark.parametrize("days", [0, 4, 12])
def test_the_script_knows_the_date_that_the_end_of_its_session_says(
    engine: Engine, days: int
) -> None:
    """A player without a network says it from the script, for whoever does all of it."""
    person = strained(engine, days)
    person.answer_asks()
    script = compile_script(engine, person.state, "plan")
    assert script is not None
    step = finished(person).reply.next
    assert step is not None
    assert (step.kind, step.day) == ("session_on", script.next_session)


def test_no_date_of_a_session_is_promised_beside_a_refusal(engine: Engine) -> None:
    """No life that is stopped hears of a session; one may hear the earliest day of another plan."""
    for name, live in LIVES.items():
        person = live(engine)
        if isinstance(engine.prescribe(person.state), Refusal):
            step = say(person).reply.next
            assert step is not None, name
            assert step.kind in ("answer", "not_before"), name
            assert step.day is None or step.day > person.state.day, name


def test_saying_nothing_is_answered_by_no_change(engine: Engine) -> None:
    for live in LIVES.values():
        assert say(live(engine)).kinds == []


def test_a_form_of_several_answers_has_one_reply(engine: Engine) -> None:
    """The weekly form and its outcome are one recording."""
    person = next_day(strained(engine, 2), 8)
    reply = say(
        person,
        none_of_all(engine.pack, "weekly"),
        OutcomeAnswered(LIMB, "better", 0, no_limits=True),
    )
    assert "notice_ended" in reply.kinds


def test_a_set_of_another_exercise_is_not_the_cause(engine: Engine) -> None:
    person = strained(engine, 12)
    first, second = begun(person)[:2]
    reply = say(person, set_of(first, 1), set_of(second, 4)).reply
    concerned = [c for c in reply.changes if getattr(c, "exercise", "") == second.exercise]
    assert [cause.value for c in concerned for cause in c.because] == [4] * len(concerned)
    assert len(concerned) == 2  # it ends, and comes back easier


def test_a_set_logged_without_a_plan_is_answered(engine: Engine) -> None:
    hard = SetLogged("bridge", "both", "bridge-2x10", None, 10, nprs=4)
    assert say(strained(engine, 9), hard).kinds == ["ends_today", "rung_down"]


def test_only_a_whole_exercise_of_the_plan_counts(engine: Engine) -> None:
    assert last_set_of("heel_drag", strained(engine)).kinds == ["would_rise"]
