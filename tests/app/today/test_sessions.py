"""Starting today's plan: decided anew, recorded, refused while questions are open or it is old."""

import json
from uuid import uuid4

import pytest
from tests.app.person import FINE, Someone

from hamstrong.app import App, FactIn, NotAllowed, StalePlan, Withdrawn
from hamstrong.diary import canonical_json
from hamstrong.engine.decide.ask import SIGNS_FORM, Ask, AskKind
from hamstrong.engine.decide.decisions import Prescription, Refusal
from hamstrong.engine.engine import ENGINE_VERSION
from hamstrong.engine.facts import (
    MorningAnswered,
    PainNowAnswered,
    SessionRequested,
    SessionStarted,
    SetLogged,
    StepBackChosen,
    Stopped,
)
from hamstrong.engine.facts.codec import encode


def the_set(someone: Someone, **changes: object) -> SetLogged:
    session = someone.me.session(someone.at)
    assert session is not None
    item = next(line.item for line in session.lines if line.left)
    done = SetLogged(
        item.exercise, item.side, item.rung, session.plan_id, item.repetitions, item.holds,
        item.hold_s, item.load_kg, 0,
    )  # fmt: skip
    return done._replace(**changes)  # type: ignore[arg-type]


def start(someone: Someone) -> str:
    plan_id = someone.today().plan_id
    assert plan_id is not None
    someone.me.start_session(someone.at, someone.new_id(), plan_id)
    return plan_id


def test_a_started_plan_is_recorded_with_what_it_was_made_from(someone: Someone) -> None:
    today = someone.today()
    start(someone)
    stored = someone.app.diary.read(someone.id)
    issued, started = stored[-2:]
    payload = json.loads(issued.payload)
    assert (issued.name, started.name) == ("PlanIssued", "SessionStarted")
    assert payload["made_at_seq"] == today.seq == issued.seq - 1
    assert payload["logic_hash"] == someone.app.pack.logic_hash
    assert payload["engine_hash"] == ENGINE_VERSION
    assert payload["decision"] == canonical_json(encode(today.decision))
    assert issued.plan_id == started.plan_id == today.plan_id


def test_open_questions_come_first(app: App) -> None:
    someone = Someone(app).begin()
    someone.answer(Ask(AskKind.BASELINE, "left"))
    today = someone.today()
    assert today.plan_id is not None
    with pytest.raises(NotAllowed) as caught:
        someone.me.start_session(someone.at, someone.new_id(), today.plan_id)
    assert caught.value.kind == "asks_open"
    assert caught.value.asks == today.must_answer == (Ask(AskKind.PAIN_NOW, "left"),)


def test_a_plan_is_valid_for_its_day_only(someone: Someone) -> None:
    yesterday = someone.today().plan_id
    someone.day += 1
    someone.answer_all()
    assert yesterday is not None
    with pytest.raises(StalePlan) as caught:
        someone.me.start_session(someone.at, someone.new_id(), yesterday)
    assert caught.value.code == "refused.stale_plan"


def test_a_plan_is_stale_once_an_answer_changed_it(someone: Someone) -> None:
    before = someone.today().plan_id
    someone.tell(StepBackChosen("left", "heel_drag"))
    someone.tell(PainNowAnswered("left", 4, new_limp=False))
    assert before is not None
    with pytest.raises(NotAllowed):
        someone.me.start_session(someone.at, someone.new_id(), before)


def test_a_plan_stays_good_when_an_answer_did_not_change_it(someone: Someone) -> None:
    before = someone.today().plan_id
    someone.tell(MorningAnswered("left", 0, new_limp=False))
    assert someone.today().plan_id == before
    start(someone)


def test_starting_twice_starts_once(someone: Someone) -> None:
    plan_id, client_id = someone.today().plan_id, someone.new_id()
    assert plan_id is not None
    first = someone.me.start_session(someone.at, client_id, plan_id)
    count = len(someone.app.diary.read(someone.id))
    assert someone.me.start_session(someone.at, client_id, plan_id) == first
    assert someone.me.start_session(someone.at, someone.new_id(), plan_id) == first
    assert len(someone.app.diary.read(someone.id)) == count


def test_a_refusal_starts_nothing(app: App) -> None:
    someone = Someone(app)
    someone.me.consent(someone.at, someone.new_id())
    with pytest.raises(NotAllowed) as caught:
        someone.me.start_session(someone.at, someone.new_id(), "made up")
    assert caught.value.kind == "not_enrolled"


def test_a_session_goes_on_where_it_was_left(someone: Someone) -> None:
    start(someone)
    session = someone.me.session(someone.at)
    assert session is not None
    left = [line.left for line in session.lines]
    someone.tell(the_set(someone))
    again = someone.me.session(someone.at)
    assert again is not None
    assert sum(line.left for line in again.lines) == sum(left) - 1
    assert not again.ended


def test_strong_pain_ends_the_session_and_asks_the_symptom_lists(someone: Someone) -> None:
    """S4: five or more ends the day's work and triage comes first."""
    start(someone)
    someone.tell(the_set(someone, nprs=5))
    session = someone.me.session(someone.at)
    assert session is not None
    assert session.ended
    decision = someone.today().decision
    assert isinstance(decision, Refusal)
    assert decision.kind == "triage_due"
    assert SIGNS_FORM in decision.asks


def test_pain_of_four_ends_the_exercise_only(someone: Someone) -> None:
    start(someone)
    done = the_set(someone, nprs=4)
    someone.tell(done)
    session = someone.me.session(someone.at)
    assert session is not None
    assert not session.ended
    assert {(x.item.exercise, x.stopped) for x in session.lines} >= {(done.exercise, True)}


def test_a_stop_ends_the_session(someone: Someone) -> None:
    start(someone)
    someone.tell(Stopped("tired"))
    session = someone.me.session(someone.at)
    assert session is not None
    assert session.ended


def test_a_pop_closes_the_plan(someone: Someone) -> None:
    """S17."""
    start(someone)
    someone.tell(Stopped("pop_or_pull"))
    decision = someone.today().decision
    assert isinstance(decision, Refusal)
    assert decision.reasons[0].rule == "flag.pull"


def test_a_set_against_a_stale_plan_is_stored_and_marked(someone: Someone) -> None:
    plan_id = start(someone)
    late = the_set(someone)
    someone.day += 1
    receipt = someone.me.record(someone.at, [FactIn.of(uuid4(), late)])
    assert [mark.kind for mark in receipt.marks] == ["stale_plan"]
    stored = someone.app.diary.read(someone.id)[-1]
    assert (stored.name, stored.plan_id) == ("SetLogged", plan_id)
    assert someone.me.history(someone.at)[-1].stale_sets == 1


def test_an_offline_session_brings_its_plan_along(someone: Someone) -> None:
    plan_id = someone.today().plan_id
    assert plan_id is not None
    facts = [FactIn.of(uuid4(), SessionStarted(plan_id))]
    receipt = someone.me.record(someone.at, facts)
    assert receipt.marks == ()
    names = [fact.name for fact in someone.app.diary.read(someone.id)[-2:]]
    assert names == ["PlanIssued", "SessionStarted"]
    again = someone.me.record(someone.at, facts)
    assert again.seqs == receipt.seqs


def test_an_offline_session_on_another_plan_is_kept_and_marked(someone: Someone) -> None:
    facts = [FactIn.of(uuid4(), SessionStarted("f" * 32))]
    receipt = someone.me.record(someone.at, facts)
    assert [mark.kind for mark in receipt.marks] == ["stale_plan"]
    assert someone.app.diary.read(someone.id)[-1].name == "SessionStarted"


def test_an_offline_session_before_the_questions_is_marked(app: App) -> None:
    someone = Someone(app).begin()
    someone.answer(Ask(AskKind.BASELINE, "left"))
    plan_id = someone.today().plan_id
    assert plan_id is not None
    receipt = someone.me.record(someone.at, [FactIn.of(uuid4(), SessionStarted(plan_id))])
    assert [mark.kind for mark in receipt.marks] == ["asks_open"]


def test_a_withdrawn_pack_gives_no_plan_until_it_is_upgraded(someone: Someone) -> None:
    plan_id = someone.today().plan_id
    someone.app.withdraw("pack", someone.app.pack.logic_hash, "A rung was too heavy.")
    today = someone.today()
    assert isinstance(today.decision, Refusal)
    assert (today.decision.kind, today.plan_id) == ("pack_withdrawn", None)
    assert today.decision.reasons[0].rule == "pack.withdrawn"
    assert plan_id is not None
    with pytest.raises(Withdrawn, match="A rung was too heavy"):
        someone.me.start_session(someone.at, someone.new_id(), plan_id)
    someone.tell(MorningAnswered("left", 3, new_limp=False))


def test_a_withdrawn_engine_gives_no_plan_either(someone: Someone) -> None:
    someone.app.withdraw("engine", ENGINE_VERSION, "It counted wrong.")
    assert someone.today().plan_id is None
    assert someone.app.withdrawal() == "It counted wrong."


def test_a_red_flag_speaks_before_a_withdrawal(someone: Someone) -> None:
    someone.tell(Stopped("chest_breath_or_faint"))
    someone.app.withdraw("engine", ENGINE_VERSION, "It counted wrong.")
    decision = someone.today().decision
    assert isinstance(decision, Refusal)
    assert decision.kind == "emergency"


def test_a_training_day_can_be_moved_to_today(app: App) -> None:
    someone = Someone(app).begin(FINE)
    someone.live(1)
    someone.day += 4  # Saturday, no training day
    someone.answer_all()
    before = someone.today().decision
    someone.tell(SessionRequested(someone.day))
    after = someone.today().decision
    assert isinstance(before, Prescription)
    assert isinstance(after, Prescription)
    assert len(after.items) > len(before.items)
    assert any(reason.rule == "day.training" for reason in after.reasons)
