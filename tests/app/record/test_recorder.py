"""Facts are checked, stored once and in order; bad ones are named with value, place and step."""

import json
from dataclasses import fields
from typing import Any
from uuid import uuid4

import pytest
from tests.app.person import Someone

from hamstrong.app import App, FactIn, InvalidFacts, parse_batch
from hamstrong.diary import ClientIdConflict, NewFact
from hamstrong.engine.facts import (
    CapRecorded,
    MorningAnswered,
    SessionFinished,
    SetLogged,
    SettingsChanged,
    SportLogged,
    WalkLogged,
)
from hamstrong.engine.facts.codec import encode_fact


def sent(name: str, payload: dict[str, Any], **more: Any) -> FactIn:
    return FactIn(client_id=str(uuid4()), name=name, payload=payload, **more)


def set_of(**changes: Any) -> SetLogged:
    plain = SetLogged("heel_drag", "left", "heel_drag-10x5s", holds=10, hold_s=5, nprs=0)
    return plain._replace(**changes)


def test_a_request_that_comes_twice_is_stored_once_and_answered_the_same(
    someone: Someone,
) -> None:
    facts = [FactIn.of(uuid4(), WalkLogged(30)), FactIn.of(uuid4(), set_of())]
    first = someone.me.record(someone.at, facts)
    count = len(someone.app.diary.read(someone.id))
    again = someone.me.record(someone.at, facts)
    assert again.seqs == first.seqs
    assert again.known == {fact.client_id for fact in facts}
    assert len(someone.app.diary.read(someone.id)) == count


def test_a_repeat_on_the_next_day_is_still_a_repeat(someone: Someone) -> None:
    fact = FactIn.of(uuid4(), WalkLogged(30))
    first = someone.me.record(someone.at, [fact])
    someone.day += 1
    assert someone.me.record(someone.at, [fact]).seqs == first.seqs


def test_one_client_id_never_names_two_facts(someone: Someone) -> None:
    client_id = uuid4()
    facts = [FactIn.of(client_id, WalkLogged(30)), FactIn.of(client_id, WalkLogged(40))]
    with pytest.raises(ClientIdConflict):
        someone.me.record(someone.at, facts)


@pytest.mark.parametrize(
    ("fact", "value", "place", "rule"),
    [
        (set_of(exercise="trampoline"), "'trampoline'", "exercise", "must be one of"),
        (set_of(rung="heel_drag-99"), "'heel_drag-99'", "rung", "must be one of"),
        (set_of(side="both"), "'both'", "side", "left, right"),
        (set_of(nprs=11), "11", "nprs", "from 0 to 10"),
        (set_of(nprs=-1), "-1", "nprs", "from 0 to 10"),
        (set_of(holds=100_000), "100000", "holds", "from 0 to 1000"),
        (set_of(load_kg=1e9), "1000000000.0", "load_kg", "from 0 to 500"),
        (MorningAnswered("right", 2, new_limp=False), "'right'", "limb", "must be one of left"),
        (WalkLogged(0), "0", "minutes", "from 1 to 1440"),
        (WalkLogged(1441), "1441", "minutes", "from 1 to 1440"),
        (SettingsChanged(minutes=3), "3", "minutes", "must be one of"),
        (CapRecorded("", 1), "0 characters", "who", "1 to 120 characters"),
    ],
)
def test_an_impossible_value_is_refused_with_value_place_rule_and_step(
    someone: Someone, fact: Any, value: str, place: str, rule: str
) -> None:
    before = someone.app.diary.last_seq(someone.id)
    with pytest.raises(InvalidFacts) as caught:
        someone.tell(fact)
    fault = next(f for f in caught.value.faults if f.place.endswith(place))
    assert fault.value == value
    assert rule in fault.rule
    assert fault.next_step
    assert someone.app.diary.last_seq(someone.id) == before


@pytest.mark.parametrize(
    ("name", "payload", "rule"),
    [
        ("Morning", {}, "event reference"),
        ("MorningAnswered", {"limb": "left", "nprs": True}, "whole number from 0 to 10"),
        ("MorningAnswered", {"limb": "left", "nprs": "3"}, "whole number from 0 to 10"),
        ("MorningAnswered", {"limb": "left", "nprs": 2.5}, "whole number from 0 to 10"),
        ("MorningAnswered", {"nprs": 3}, "required"),
        ("MorningAnswered", {"limb": "left", "nprs": 3, "mood": "bad"}, "known fields are"),
        ("SetLogged", {"exercise": "bridge"}, "required"),
        ("FormAnswered", {"form": "yearly"}, "short"),
        ("PlanIssued", {"plan_id": "x", "made_at_seq": 1, "logic_hash": "", "engine_hash": "",
                        "items": []}, "use case"),
    ],
)  # fmt: skip
def test_what_has_another_form_is_refused(
    someone: Someone, name: str, payload: dict[str, Any], rule: str
) -> None:
    with pytest.raises(InvalidFacts, match=rule):
        someone.me.record(someone.at, [sent(name, payload)])


def test_a_fault_never_repeats_what_was_answered(someone: Someone) -> None:
    private = "my left knee hurts like hell"
    with pytest.raises(InvalidFacts) as caught:
        someone.me.record(
            someone.at, [sent("MorningAnswered", {"limb": "left", "nprs": private, private: 1})]
        )
    assert private not in str(caught.value)


def test_another_schema_version_is_refused(someone: Someone) -> None:
    with pytest.raises(InvalidFacts, match="upgrade Hamstrong"):
        someone.me.record(someone.at, [sent("WalkLogged", {"minutes": 3}, version=99)])


def test_all_faults_of_a_batch_come_at_once_and_nothing_is_stored(someone: Someone) -> None:
    before = someone.app.diary.last_seq(someone.id)
    facts: list[Any] = [set_of(nprs=11), WalkLogged(30), set_of(exercise="x")]
    with pytest.raises(InvalidFacts) as caught:
        someone.me.record(someone.at, [FactIn.of(uuid4(), fact) for fact in facts])
    assert [fault.place for fault in caught.value.faults] == ["facts.0.nprs", "facts.2.exercise"]
    assert someone.app.diary.last_seq(someone.id) == before


def test_a_batch_may_leave_the_wrong_ones_out(someone: Someone) -> None:
    facts = [FactIn.of(uuid4(), fact) for fact in (set_of(nprs=11), WalkLogged(30))]
    receipt = someone.me.record(someone.at, facts, on_fault="skip")
    assert receipt.seqs[0] is None
    assert receipt.seqs[1] is not None
    assert [refused.client_id for refused in receipt.refused] == [facts[0].client_id]


@pytest.mark.parametrize(
    ("shift", "allowed"), [(1, False), (0, True), (-3, True), (-28, True), (-29, False)]
)
def test_a_day_from_four_weeks_ago_to_today_can_be_told(
    app: App, shift: int, allowed: bool
) -> None:
    someone = Someone(app).begin()
    start = someone.day
    someone.day += 40
    if allowed:
        someone.tell(WalkLogged(20), someone.day + shift)
        return
    with pytest.raises(InvalidFacts) as caught:
        someone.tell(WalkLogged(20), someone.day + shift)
    assert "a day from 2025-03-15 to 2025-04-12" in str(caught.value)
    assert start < someone.day


def test_a_day_before_the_plan_is_refused(someone: Someone) -> None:
    with pytest.raises(InvalidFacts, match="a day from 2025-03-03"):
        someone.tell(WalkLogged(20), someone.day - 1)


def test_a_late_fact_is_stored_and_marked(someone: Someone) -> None:
    someone.day += 3
    fact = FactIn.of(uuid4(), WalkLogged(20), someone.day - 2)
    receipt = someone.me.record(someone.at, [fact])
    assert [mark.kind for mark in receipt.marks] == ["late"]


def test_a_json_batch_is_read_strictly() -> None:
    fact = {"client_id": str(uuid4()), "name": "SportLogged", "payload": {}}
    assert parse_batch(json.dumps([fact]))[0].name == "SportLogged"
    for wrong in (
        "{}",
        "[",
        json.dumps([{**fact, "client_id": "ABC"}]),
        json.dumps([{**fact, "day": "2025-03-09"}]),
        json.dumps([{**fact, "mood": 1}]),
        json.dumps([{**fact, "counted_by": "clinician"}]),
        json.dumps([{**fact, "instant": "2025-03-09T08:00:00"}]),
        json.dumps([{**fact, "instant": "0001-01-01T00:00:00+14:00"}]),
        json.dumps([{**fact, "instant": "9999-12-31T23:59:59-12:00"}]),
        json.dumps([{**fact, "day": 3_652_059}]),
        json.dumps([fact] * 501),
        "[" * 1_000 + "]" * 1_000,
    ):
        with pytest.raises(InvalidFacts):
            parse_batch(wrong)


def test_device_counts_go_on_and_may_come_from_the_device(someone: Someone) -> None:
    someone.me.record(
        someone.at, [sent("SportLogged", {"hamstrings_loaded": True}, device_counter=500)]
    )
    someone.tell(SportLogged())
    counts = [fact.device_counter for fact in someone.app.diary.read(someone.id)]
    assert counts == sorted(counts)
    assert counts[-2:] == [500, 501]


def counts_of(someone: Someone) -> list[int]:
    return [fact.device_counter for fact in someone.app.diary.read(someone.id)]


def test_a_count_far_ahead_is_not_believed_and_the_fact_is_kept(someone: Someone) -> None:
    last = counts_of(someone)[-1]
    for claimed in (last + 100_000, 10**9):
        fact = sent("SportLogged", {"hamstrings_loaded": True}, device_counter=claimed)
        assert someone.me.record(someone.at, [fact]).seqs != (None,)
    someone.tell(SportLogged())
    assert counts_of(someone)[-3:] == [last + 100_000, last + 100_001, last + 100_002]


def test_a_count_beyond_its_bounds_is_refused_as_a_form() -> None:
    fact = {"client_id": str(uuid4()), "name": "SportLogged", "payload": {}}
    with pytest.raises(InvalidFacts, match=r"facts\.0\.device_counter"):
        parse_batch(json.dumps([{**fact, "device_counter": 2**63 - 1}]))


def test_a_device_whose_count_stands_at_the_edge_goes_on_writing(someone: Someone) -> None:
    """Older versions took any count, and the device of a diary with 2^63-1 was shut out."""
    last = someone.app.diary.read(someone.id)[-1]
    values = {f.name: getattr(last, f.name) for f in fields(NewFact)}
    edge = values | {"client_id": str(uuid4()), "device_counter": 2**63 - 1}
    someone.app.diary.append(someone.id, [NewFact(**edge)])
    someone.tell(SportLogged())
    assert counts_of(someone)[-1] == last.device_counter + 1


def test_what_the_camera_counted_says_so(someone: Someone) -> None:
    name, version, payload = encode_fact(set_of())
    someone.me.record(someone.at, [sent(name, payload, version=version, counted_by="camera")])
    assert someone.app.diary.read(someone.id)[-1].counted_by == "camera"


def test_a_performed_set_is_stored_whatever_the_plan_says(someone: Someone) -> None:
    """A nordic on the first day of stage 1 is unwise; it is also what happened."""
    rung = someone.app.pack.exercises["nordic"].ladder[0].id
    someone.tell(SetLogged("nordic", "both", rung, repetitions=5, nprs=4))
    assert someone.app.diary.read(someone.id)[-1].name == "SetLogged"


def test_finishing_a_session_that_never_began_is_harmless(someone: Someone) -> None:
    someone.tell(SessionFinished("nothing"))
    assert someone.me.session(someone.at) is None
