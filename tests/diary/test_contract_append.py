"""What an append promises, on memory, SQLite and PostgreSQL alike."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hamstrong.diary import (
    Append,
    AppendResult,
    ClientIdConflict,
    Diary,
    DiaryClosed,
    InvalidRequest,
    NewFact,
    VersionConflict,
    canonical_json,
)

FactMaker = Callable[..., NewFact]


def test_facts_are_numbered_from_one_without_a_gap_in_the_order_given(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    given = [fact(person, n) for n in range(5)]
    assert diary.append(person, given[:2]).seqs == (1, 2)
    assert diary.append(person, given[2:]).seqs == (3, 4, 5)
    assert [f.client_id for f in diary.read(person)] == [f.client_id for f in given]
    assert [f.seq for f in diary.read(person)] == [1, 2, 3, 4, 5]


def test_a_fact_is_read_back_as_it_was_given(diary: Diary, fact: FactMaker, person: str) -> None:
    given = fact(
        person,
        payload=canonical_json({"note": "søre \u2028 \0 'quoted' 🦵", "x": [0, -0.5, 1e22, None]}),
        plan_id="plan-é",
        day=1,
        recorded_day=3652059,
        device_counter=2**63 - 1,
        counted_by="camera",
    )
    diary.append(person, [given])
    (stored,) = diary.read(person)
    assert {**vars(given), "seq": 1} == vars(stored)


def test_reading_gives_what_follows_one_seq_up_to_another(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    diary.append(person, [fact(person, n) for n in range(6)])
    assert [f.seq for f in diary.read(person, after_seq=2)] == [3, 4, 5, 6]
    assert [f.seq for f in diary.read(person, after_seq=2, up_to=4)] == [3, 4]
    assert [f.seq for f in diary.read(person, after_seq=-7, up_to=1)] == [1]
    assert diary.read(person, up_to=0) == diary.read(person, up_to=-1) == ()
    assert diary.read(person, after_seq=9) == ()


def test_a_stranger_has_no_fact_and_is_nobody(diary: Diary, person: str) -> None:
    assert diary.read(person) == ()
    assert diary.last_seq(person) == 0
    assert diary.persons() == ()


def test_persons_are_kept_apart(diary: Diary, fact: FactMaker, person: str, other: str) -> None:
    diary.append(person, [fact(person)])
    diary.append(other, [fact(other), fact(other)])
    assert (diary.last_seq(person), diary.last_seq(other)) == (1, 2)
    assert diary.persons() == tuple(sorted([person, other]))


def test_an_empty_request_changes_nothing(diary: Diary, person: str) -> None:
    assert diary.append(person, [], expected_seq=9) == AppendResult(())
    assert diary.persons() == ()


def test_a_repeated_request_is_accepted_once_and_answered_the_same(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    given = [fact(person, n) for n in range(3)]
    first = diary.append(person, given, expected_seq=0)
    diary.append(person, [fact(person)])
    again = diary.append(person, given, expected_seq=0)
    assert again.seqs == first.seqs == (1, 2, 3)
    assert (first.accepted, again.accepted) == ((1, 2, 3), ())
    assert again.known == {1, 2, 3}
    assert diary.last_seq(person) == 4


def test_a_request_that_is_partly_known_adds_only_the_rest(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    old, new = fact(person, 1), fact(person, 2)
    diary.append(person, [old])
    result = diary.append(person, [new, old, new])
    assert result == AppendResult((2, 1, 2), frozenset({1}))
    assert result.accepted == (2,)
    assert diary.last_seq(person) == 2


def test_a_second_delivery_on_a_later_day_is_the_same_fact(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    given = fact(person)
    diary.append(person, [given])
    later = replace(
        given, recorded_day=given.recorded_day + 1, instant=given.instant + timedelta(hours=9)
    )
    assert diary.append(person, [later]).seqs == (1,)
    assert diary.read(person)[0].instant == given.instant


@pytest.mark.parametrize(
    "change",
    [
        {"payload": canonical_json({"nprs": 7})},
        {"name": "SetCompleted"},
        {"version": 2},
        {"day": 5},
        {"plan_id": "another"},
        {"counted_by": "camera"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_client_id_with_other_contents_is_a_conflict_that_names_it(
    diary: Diary, fact: FactMaker, person: str, change: dict[str, Any]
) -> None:
    given = fact(person)
    diary.append(person, [given])
    with pytest.raises(ClientIdConflict) as caught:
        diary.append(person, [fact(person), replace(given, **change)])
    assert given.client_id in str(caught.value)
    assert "nprs" not in str(caught.value)
    assert diary.last_seq(person) == 1


def test_one_client_id_twice_in_a_request_must_say_the_same(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    given = fact(person)
    with pytest.raises(ClientIdConflict):
        diary.append(person, [given, replace(given, day=1)])
    assert diary.persons() == ()


def test_the_same_client_id_of_two_persons_is_two_facts(
    diary: Diary, fact: FactMaker, person: str, other: str
) -> None:
    mine = fact(person)
    diary.append(person, [mine])
    assert diary.append(other, [replace(mine, person=other, day=9)]).accepted == (1,)


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_a_stale_view_is_refused_and_nothing_is_stored(
    diary: Diary, fact: FactMaker, person: str, expected: int
) -> None:
    diary.append(person, [fact(person), fact(person)])
    with pytest.raises(VersionConflict) as caught:
        diary.append(person, [fact(person)], expected_seq=expected)
    assert f"expected_seq {expected}" in str(caught.value)
    assert diary.append(person, [fact(person)], expected_seq=2).seqs == (3,)


def test_a_fact_of_somebody_else_refuses_the_whole_request(
    diary: Diary, fact: FactMaker, person: str, other: str
) -> None:
    with pytest.raises(InvalidRequest, match=person):
        diary.append(person, [fact(person), fact(other)])
    assert diary.persons() == ()


@pytest.mark.parametrize("who", ["", "me", "{0}", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"])
def test_an_id_that_nobody_can_have_is_refused(diary: Diary, who: str) -> None:
    for ask in (diary.read, diary.last_seq, diary.erase, diary.discard_snapshots):
        with pytest.raises(InvalidRequest, match="UUID"):
            ask(who)


def test_a_large_request_is_one_request(diary: Diary, fact: FactMaker, person: str) -> None:
    given = [fact(person, n) for n in range(1203)]
    assert diary.append(person, given).seqs == tuple(range(1, 1204))
    assert diary.append(person, given).known == frozenset(range(1, 1204))


def test_a_closed_diary_says_so(diary: Diary, fact: FactMaker) -> None:
    person = str(uuid.uuid4())
    diary.close()
    diary.close()
    for ask in (diary.persons, lambda: diary.read(person), lambda: diary.erase(person)):
        with pytest.raises(DiaryClosed, match="open_diary"):
            ask()
    with pytest.raises(DiaryClosed):
        diary.append(person, [fact(person)])


def test_requests_that_come_together_are_answered_each_by_itself(
    diary: Diary, fact: FactMaker, person: str, other: str
) -> None:
    mine, theirs = fact(person, 1), [fact(other, n) for n in range(2)]
    conflicting = replace(mine, payload=canonical_json({"count": 99}))
    found = diary.append_all(
        [
            Append(person, [mine]),
            Append(other, theirs, 0),
            Append(person, [conflicting]),
            Append(other, [fact(other, 5)], 1),
            Append(person, [mine, fact(person, 2)]),
        ]
    )
    assert found[0] == AppendResult((1,))
    assert found[1] == AppendResult((1, 2))
    assert isinstance(found[2], ClientIdConflict)
    assert isinstance(found[3], VersionConflict)
    assert found[4] == AppendResult((1, 2), frozenset({1}))
    assert [f.seq for f in diary.read(person)] == [f.seq for f in diary.read(other)] == [1, 2]
    assert diary.append_all([]) == ()


def test_facts_are_found_by_their_client_ids_in_recorded_order(
    diary: Diary, fact: FactMaker, person: str, other: str
) -> None:
    given = [fact(person, n) for n in range(4)]
    diary.append(person, given)
    diary.append(other, [fact(other)])
    wanted = [given[2].client_id, given[0].client_id, str(uuid.uuid4()), given[2].client_id]
    assert [f.seq for f in diary.find(person, wanted)] == [1, 3]
    assert diary.find(person, []) == diary.find(other, wanted) == ()
    assert diary.find(str(uuid.uuid4()), wanted) == ()
