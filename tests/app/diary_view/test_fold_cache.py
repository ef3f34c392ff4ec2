"""The fold is kept, caught up and thrown away without anybody noticing; packs change downward."""

import json
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from tests.app.person import Someone

from hamstrong.app import App, FactIn, InvalidFacts, compose, open_app, replay, to_json
from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.diary_view.snapshots import UnreadableSnapshot, pack_snapshot, unpack_snapshot
from hamstrong.diary import Diary, MemoryDiary, Snapshot
from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.engine import ENGINE_VERSION
from hamstrong.engine.facts import MorningAnswered, SetLogged, StepBackChosen, WalkLogged
from hamstrong.protocol.loader import load_pack


@pytest.fixture(scope="module")
def lived() -> Iterator[Someone]:
    """Five weeks of a person."""
    with compose(load_pack(), MemoryDiary()) as app:
        someone = Someone(app).begin()
        someone.live(35)
        someone.answer_all()
        yield someone


def from_scratch(someone: Someone, diary: Diary | None = None) -> App:
    """Another process over the same diary, that has folded nothing yet."""
    return compose(load_pack(), diary or someone.app.diary)


def whole_fold(someone: Someone) -> FoldedDiary:
    facts = someone.app.diary.read(someone.id)
    carried = folded_diary.begin(someone.app.engine, facts[0].recorded_day)
    for stored in facts:
        carried = folded_diary.take(someone.app.engine, carried, stored)
    return folded_diary.open_until(someone.app.engine, carried, someone.day)


def test_a_snapshot_reads_back_as_it_was(lived: Someone) -> None:
    carried = lived.me.current(lived.at)
    assert unpack_snapshot(FoldedDiary, pack_snapshot(carried)) == carried


@pytest.mark.parametrize("blob", [b"", b"x", b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_snapshot_that_is_none_is_unreadable(blob: bytes) -> None:
    with pytest.raises(UnreadableSnapshot):
        unpack_snapshot(FoldedDiary, blob)


def test_what_is_kept_equals_a_fold_from_the_first_fact(lived: Someone) -> None:
    assert lived.me.current(lived.at) == whole_fold(lived)


def test_a_restart_from_the_snapshot_gives_the_same(lived: Someone) -> None:
    fresh = from_scratch(lived)
    fresh.person(lived.id).current(lived.at)
    kept = lived.app.diary.get_snapshot(
        lived.id, day=lived.day, logic_hash=lived.app.pack.logic_hash, engine_hash=ENGINE_VERSION
    )
    assert kept is not None
    again = from_scratch(lived)
    assert again.person(lived.id).current(lived.at) == whole_fold(lived)


def test_a_broken_snapshot_is_passed_over(lived: Someone) -> None:
    last = lived.app.diary.last_seq(lived.id)
    lived.app.diary.put_snapshot(
        lived.id,
        Snapshot(
            day=lived.day,
            seq=last,
            logic_hash=lived.app.pack.logic_hash,
            engine_hash=ENGINE_VERSION,
            blob=b"nonsense",
        ),
    )
    fresh = from_scratch(lived)
    assert fresh.person(lived.id).current(lived.at) == whole_fold(lived)
    lived.app.diary.discard_snapshots(lived.id)


def test_every_day_can_be_explained_and_comes_out_the_same(lived: Someone) -> None:
    for day, decision in lived.log:
        why = lived.me.why(lived.at, day)
        assert why is not None
        assert why.day == day
        assert why.reasons
        if isinstance(decision, Prescription) and decision.items:
            assert why.recorded
            assert why.decision == decision
            assert {state for _, state in why.plans} == {"same"}


def test_a_day_before_the_diary_has_no_why(lived: Someone) -> None:
    assert lived.me.why(lived.at, lived.log[0][0] - 1) is None


def test_why_today_names_rules_sources_and_the_facts_of_the_day(lived: Someone) -> None:
    why = lived.me.why(lived.at)
    assert why is not None
    assert why.day == lived.day
    assert all(reason.sources for reason in why.reasons)
    assert {fact.recorded_day for fact in why.facts} == {lived.day}


def test_a_replay_is_byte_identical(lived: Someone) -> None:
    facts = lived.app.diary.read(lived.id)
    once, twice = (
        [to_json(day) for day in replay(from_scratch(lived).engine, facts)] for _ in range(2)
    )
    assert once == twice
    assert len(once) == 36
    assert {state for line in once for _, state in json.loads(line)["plans"]} == {"same"}


def test_a_replay_can_stop_early(lived: Someone) -> None:
    facts = lived.app.diary.read(lived.id)
    days = list(replay(lived.app.engine, facts, as_of=100))
    assert days[-1].seq == 100
    assert list(replay(lived.app.engine, facts, as_of=0)) == []


def test_another_answer_saves_nothing(lived: Someone) -> None:
    before = lived.app.diary.last_seq(lived.id)
    found = lived.me.what_if(lived.at, [StepBackChosen("left")], pain=6)
    assert found.today != lived.today().decision
    assert not isinstance(found.tomorrow, Prescription)
    assert lived.app.diary.last_seq(lived.id) == before


def test_an_answer_that_could_not_be_saved_is_not_tried_out_either(lived: Someone) -> None:
    wrong = (
        SetLogged("no_such_exercise", "left", "bridge-2x10", repetitions=10),
        MorningAnswered("left", 11, new_limp=False),
    )
    with pytest.raises(InvalidFacts) as refused:
        lived.me.what_if(lived.at, wrong)
    assert [fault.place for fault in refused.value.faults] == ["facts.0.exercise", "facts.1.nprs"]


def test_what_is_tried_out_is_what_then_happens() -> None:
    with compose(load_pack(), MemoryDiary()) as app:
        someone = Someone(app).begin()
        someone.live(3)
        bad = MorningAnswered("left", 7, new_limp=True)
        imagined = someone.me.what_if(someone.at, [bad]).today
        someone.tell(bad)
        assert someone.today().decision == imagined


def test_more_pain_is_never_a_harder_day() -> None:
    """S10, over what a face shows: hard sets of today never grow with this morning's pain."""
    sets = []
    with compose(load_pack(), MemoryDiary()) as app:
        someone = Someone(app).begin()
        someone.live(16)
        someone.answer_all()  # a hard day after one with isometrics, whose morning is asked
        for nprs in range(11):
            answers = [MorningAnswered("left", nprs, new_limp=False)]
            decision = someone.me.what_if(someone.at, answers).today
            items = decision.items if isinstance(decision, Prescription) else ()
            hard = app.pack.load_classes
            sets.append(sum(item.sets for item in items if hard[item.load_class].hard))
    assert sets == sorted(sets, reverse=True)
    assert sets[0] > sets[-1]


def test_a_preview_is_what_a_good_fortnight_brings(lived: Someone) -> None:
    days = lived.me.preview(lived.at, 14)
    assert [entry.day for entry in days] == list(range(lived.day, lived.day + 14))
    hard = [entry.day for entry in days if entry.kind == "hard"]
    assert hard
    assert all(b - a >= 2 for a, b in pairwise(hard))
    assert all(entry.minutes > 0 for entry in days if entry.kind == "hard")
    copy = Someone(from_scratch(lived), day=lived.day)
    assert copy.me.preview(copy.at, 14) == days


def test_history_tells_every_day(lived: Someone) -> None:
    days = lived.me.history(lived.at)
    assert [entry.day for entry in days] == list(range(days[0].day, lived.day + 1))
    assert days[0].events == [("enrolled", "daily_life")]
    assert all(entry.worst_pain == 0 for entry in days if entry.sets)
    stages = [entry.stages["left"] for entry in days if entry.stages]
    assert stages == sorted(stages)
    moved = [entry.day for entry in days if ("stage", "left") in entry.events]
    assert len(moved) == len(set(stages)) - 1


def test_two_windows_on_one_diary_see_each_other(tmp_path: Path) -> None:
    with open_app(tmp_path) as one, open_app(tmp_path) as other:
        mine = Someone(one).begin()
        theirs = Someone(other, count=1000)
        assert theirs.today().day == mine.today().day
        theirs.answer(Ask(AskKind.BASELINE, "left"))
        theirs.tell(WalkLogged(20))
        assert mine.me.current(mine.at) == theirs.me.current(theirs.at)
        plan_id = mine.today().plan_id
        assert plan_id is not None
        mine.answer_all()
        mine.me.start_session(mine.at, mine.new_id(), plan_id)
        session = theirs.me.session(theirs.at)
        assert session is not None
        assert session.plan_id == plan_id


def test_many_threads_store_every_fact_once(someone: Someone) -> None:
    facts = [FactIn.of(uuid4(), WalkLogged(10 + n)) for n in range(12)]

    def send() -> None:
        for fact in facts:
            someone.me.record(someone.at, [fact])

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    walks = [f for f in someone.app.diary.read(someone.id) if f.name == "WalkLogged"]
    assert len(walks) == len(facts)
    assert someone.me.current(someone.at) == whole_fold(someone)
