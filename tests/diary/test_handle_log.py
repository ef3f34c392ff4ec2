"""A log behind handles keeps every answered request, whenever the device stops."""

from __future__ import annotations

import pytest
from tests.diary.conftest import FactMaker
from tests.diary.handles import MemoryHandle, PowerCut, Storage

from hamstrong.diary import DiaryError, DiskFull, OutcomeUnknown
from hamstrong.diary.log.handle_log_file import HandleLogFile
from hamstrong.diary.log.log_diary import LogDiary


def opened(storage: Storage) -> LogDiary:
    return LogDiary(HandleLogFile(storage.handles(), "diary"))


def after(storage: Storage) -> LogDiary:
    """The diary as the next start finds it."""
    storage.cut_at = storage.room = None
    storage.refuses_truncate = False
    return opened(storage)


@pytest.mark.parametrize("cut_at", range(1, 60))
def test_whenever_the_device_stops_the_answered_requests_are_there(
    cut_at: int, fact: FactMaker, person: str, other: str
) -> None:
    """Appends, then an erasure, then appends again: every step is one at which it may stop."""
    storage = Storage(cut_at=cut_at)
    answered: list[str] = []
    erased = False
    facts = [fact(person, n) for n in range(3)] + [fact(other, n) for n in range(3)]
    try:
        diary = opened(storage)
        for new in facts[:5]:
            diary.append(new.person, [new])
            answered.append(new.client_id)
        diary.erase(person)
        erased = True
        diary.append(other, [facts[5]])
        answered.append(facts[5].client_id)
    except PowerCut:
        pass
    found = after(storage)
    mine = [f.client_id for f in found.read(person)]
    theirs = [f.client_id for f in found.read(other)]
    expected = {c for c in answered if c in {f.client_id for f in facts[3:]}}
    assert expected <= set(theirs)
    assert len(theirs) == len(set(theirs)) <= len(expected) + 1
    if erased:
        assert mine == []
    else:
        gone = len(answered) == 5 and mine == []  # the erasure was under way and is finished now
        assert gone or {c for c in answered if c not in expected} <= set(mine)
    # A request that was not answered is sent again, and is there once.
    for new in facts[3:]:
        found.append(other, [new])
    assert len(after(storage).read(other)) == 3


def test_every_step_of_that_life_was_a_cut(fact: FactMaker, person: str, other: str) -> None:
    storage = Storage()
    diary = opened(storage)
    for n in range(3):
        diary.append(person, [fact(person, n)])
    for n in range(2):
        diary.append(other, [fact(other, n)])
    diary.erase(person)
    diary.append(other, [fact(other, 2)])
    assert storage.steps < 60


def test_header_that_was_cut_off_is_written_anew(fact: FactMaker, person: str) -> None:
    storage = Storage()
    storage.files["log"][:] = b"HAMSTR"
    opened(storage).append(person, [fact(person)])
    assert len(after(storage).read(person)) == 1


def test_full_storage_stores_nothing_and_the_next_write_succeeds(
    fact: FactMaker, person: str
) -> None:
    storage = Storage()
    diary = opened(storage)
    diary.append(person, [fact(person)])
    before = bytes(storage.files["log"])
    storage.room = storage.used() + 100
    with pytest.raises(DiskFull, match="free some room"):
        diary.append(person, [fact(person, 1)])
    assert storage.files["log"] == before
    storage.room = None
    assert diary.append(person, [fact(person, 2)]).seqs == (2,)


@pytest.mark.parametrize("claims", [4_294_967_288, -8, 0, None])
def test_write_that_only_claims_to_be_done_is_no_answer(
    claims: int | None, fact: FactMaker, person: str
) -> None:
    """4294967288 is what Chromium answers in a private window without space; None all of it."""
    storage = Storage()
    diary = opened(storage)
    diary.append(person, [fact(person)])
    for length in range(1, 2000) if claims is None else (claims,):
        storage.claims = length
        with pytest.raises(DiaryError):
            diary.append(person, [fact(person, 1)])
    storage.claims = None
    assert diary.append(person, [fact(person, 2)]).seqs == (2,)
    assert len(after(storage).read(person)) == 2


def test_torn_write_is_cut_even_where_nothing_can_be_kept_of_it(
    fact: FactMaker, person: str
) -> None:
    storage = Storage()
    opened(storage).append(person, [fact(person)])
    storage.files["log"] += b"\x50\0\0\0torn"
    storage.room = storage.used()
    found = opened(storage)
    assert len(found.read(person)) == 1
    assert storage.files["aside"] == b""


def test_write_that_cannot_be_taken_back_is_of_unknown_outcome(
    fact: FactMaker, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = Storage()
    diary = opened(storage)
    new = fact(person)

    def broken(_self: MemoryHandle) -> None:
        raise OSError(5, "broken")

    monkeypatch.setattr(MemoryHandle, "flush", broken)
    with pytest.raises(OutcomeUnknown, match="stored once"):
        diary.append(person, [new])
    monkeypatch.undo()
    assert after(storage).append(person, [new]).seqs == (1,)


def test_erasure_that_could_not_be_finished_takes_no_answer_before_the_next_start(
    fact: FactMaker, person: str, other: str
) -> None:
    """What was written into a half rewritten log would be gone when the journal is followed."""
    storage = Storage()
    diary = opened(storage)
    diary.append(person, [fact(person)])
    diary.append(other, [fact(other)])
    storage.refuses_truncate = True
    with pytest.raises(DiaryError):
        diary.erase(person)
    with pytest.raises(DiaryError, match="open the diary again"):
        diary.append(other, [fact(other, 1)])
    found = after(storage)
    assert found.read(person) == ()
    assert len(found.read(other)) == 1


def test_erased_person_leaves_no_byte_in_any_file(fact: FactMaker, person: str) -> None:
    storage = Storage()
    opened(storage).append(person, [fact(person)])
    del storage.files["log"][-3:]
    diary = opened(storage)
    assert person.encode() in storage.files["aside"]
    diary.erase(person)
    assert not any(person.encode() in data for data in storage.files.values())
