"""What snapshots, withdrawals and erasures promise, on memory, SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hamstrong.diary import Diary, Erasure, InvalidRequest, NewFact, Snapshot, Tip, Withdrawal

FactMaker = Callable[..., NewFact]


def snapshot(day: int, seq: int, *, logic: str = "logic", engine: str = "engine") -> Snapshot:
    blob = f"{day} {seq}".encode()
    return Snapshot(day=day, seq=seq, logic_hash=logic, engine_hash=engine, blob=blob)


@pytest.fixture
def filled(diary: Diary, fact: FactMaker, person: str) -> Diary:
    """Ten facts and snapshots of days 1, 3 and 5, the last day with two."""
    diary.append(person, [fact(person, n) for n in range(10)])
    for day, seq in [(1, 2), (3, 5), (5, 7), (5, 9)]:
        diary.put_snapshot(person, snapshot(day, seq))
    return diary


@pytest.mark.parametrize(
    ("day", "seq", "found"),
    [
        (0, None, None),
        (1, None, (1, 2)),
        (2, None, (1, 2)),
        (4, None, (3, 5)),
        (5, None, (5, 9)),
        (99, None, (5, 9)),
        (99, 8, (5, 7)),
        (99, 6, (3, 5)),
        (99, 1, None),
    ],
)
def test_the_latest_snapshot_at_or_before_is_found(
    filled: Diary, person: str, day: int, seq: int | None, found: tuple[int, int] | None
) -> None:
    got = filled.get_snapshot(person, day=day, seq=seq, logic_hash="logic", engine_hash="engine")
    assert got == (None if found is None else snapshot(*found))


@pytest.mark.parametrize(("logic", "engine"), [("logic", "other"), ("other", "engine")])
def test_a_snapshot_under_another_hash_is_not_used(
    filled: Diary, person: str, logic: str, engine: str
) -> None:
    assert filled.get_snapshot(person, day=9, logic_hash=logic, engine_hash=engine) is None


def test_a_snapshot_of_the_same_day_and_seq_replaces_the_old_one(
    filled: Diary, person: str
) -> None:
    newer = Snapshot(day=5, seq=9, logic_hash="logic", engine_hash="engine", blob=b"\0newer")
    filled.put_snapshot(person, newer)
    got = filled.get_snapshot(person, day=5, logic_hash="logic", engine_hash="engine")
    assert got == newer


def test_discarding_snapshots_loses_no_fact(filled: Diary, person: str) -> None:
    before = filled.read(person)
    filled.discard_snapshots(person)
    assert filled.get_snapshot(person, day=9, logic_hash="logic", engine_hash="engine") is None
    assert filled.read(person) == before


def test_a_snapshot_of_facts_that_are_not_there_is_refused(
    filled: Diary, person: str, other: str
) -> None:
    for who, seq in [(person, 11), (other, 1), (person, 0)]:
        with pytest.raises(InvalidRequest, match="seq"):
            filled.put_snapshot(who, snapshot(1, seq))


def test_all_faults_of_a_snapshot_are_named_at_once(filled: Diary, person: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        filled.put_snapshot(person, snapshot(0, 1, logic="", engine="x" * 201))
    assert len(caught.value.faults) == 3


def test_a_withdrawn_version_stays_withdrawn_with_its_first_reason(diary: Diary) -> None:
    assert not diary.is_withdrawn("pack", "abc")
    diary.withdraw("pack", "abc", "the Nordic came too early")
    diary.withdraw("pack", "abc", "changed my mind")
    assert diary.is_withdrawn("pack", "abc")
    assert diary.withdrawal("pack", "abc") == Withdrawal("pack", "abc", "the Nordic came too early")
    assert not diary.is_withdrawn("engine", "abc")


def test_a_withdrawal_needs_a_kind_an_id_and_a_reason(diary: Diary) -> None:
    with pytest.raises(InvalidRequest) as caught:
        diary.withdraw("words", "", " ")  # type: ignore[arg-type]
    assert len(caught.value.faults) == 3


def test_an_erased_person_is_gone_and_the_others_stay(
    filled: Diary, fact: FactMaker, person: str, other: str
) -> None:
    filled.append(other, [fact(other)])
    filled.withdraw("engine", "1.0", "a fault in the clock")
    assert filled.erase(person) == Erasure(facts=10, snapshots=4)
    assert filled.persons() == (other,)
    assert filled.read(person) == ()
    assert filled.get_snapshot(person, day=9, logic_hash="logic", engine_hash="engine") is None
    assert filled.last_seq(other) == 1
    assert filled.is_withdrawn("engine", "1.0")
    filled.check()


def test_an_erasure_can_be_repeated_and_erases_strangers_without_a_word(
    filled: Diary, person: str, other: str
) -> None:
    filled.erase(person)
    assert filled.erase(person) == filled.erase(other) == Erasure(facts=0, snapshots=0)


def test_after_an_erasure_a_new_diary_begins_at_one(
    filled: Diary, fact: FactMaker, person: str
) -> None:
    again = fact(person)
    filled.append(person, [again])
    filled.erase(person)
    assert filled.append(person, [again], expected_seq=0).accepted == (1,)


def test_a_healthy_diary_passes_its_check(filled: Diary) -> None:
    filled.check()


def test_the_tip_moves_with_every_fact_withdrawal_and_erasure(
    diary: Diary, fact: FactMaker, person: str, other: str
) -> None:
    assert diary.tip(person) == Tip(0, "", 0)
    facts = [fact(person, n) for n in range(2)]
    diary.append(person, facts[:1])
    assert diary.tip(person) == Tip(1, facts[0].client_id, 0)
    diary.append(person, facts)
    diary.append(other, [fact(other)])
    assert diary.tip(person) == Tip(2, facts[1].client_id, 0)
    diary.withdraw("pack", "logic", "a fault")
    assert diary.tip(person).withdrawn == 1
    diary.erase(person)
    assert diary.tip(person) == Tip(0, "", 1)


def test_the_tip_of_a_diary_that_was_begun_anew_differs(
    diary: Diary, fact: FactMaker, person: str
) -> None:
    diary.append(person, [fact(person)])
    before = diary.tip(person)
    diary.erase(person)
    diary.append(person, [fact(person)])
    assert diary.tip(person) != before
