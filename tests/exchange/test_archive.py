"""What leaves as an archive comes back byte for byte, or is refused with every fault."""

from __future__ import annotations

import io
import json
import uuid
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.diary import Diary, MemoryDiary, NewFact, canonical_json, open_diary
from hamstrong.exchange.archive import (
    Archive,
    ArchiveError,
    ArchiveOfAnotherVersion,
    export_archive,
    read_archive,
)
from hamstrong.exchange.archive_import import ImportRefused, import_archive, plan_import

PERSON = "6f1c2f3e-9f0e-4c0a-8f50-1c7d5a0b9e11"
OTHER = "0b7f6f43-8a57-4b77-9a44-ef1f6c1f2b22"
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
LABELS = st.text(
    st.characters(exclude_categories=["Cs"]).filter(str.isprintable), min_size=1, max_size=20
)
DAYS = st.integers(1, date.max.toordinal())
FACTS = st.builds(
    NewFact,
    person=st.just(PERSON),
    client_id=st.uuids().map(str),
    name=st.from_regex(r"\A[A-Z][A-Za-z0-9]{0,20}\Z"),
    version=st.integers(1, 1_000_000),
    payload=st.dictionaries(st.text(), JSON, max_size=3).map(canonical_json),
    day=DAYS,
    recorded_day=DAYS,
    instant=st.datetimes(timezones=st.just(UTC)),
    plan_id=st.none() | LABELS,
    device_id=LABELS,
    device_counter=st.integers(0, 2**63 - 1),
    counted_by=st.sampled_from(["person", "camera", "clinician", "system"]),
)


def made(count: int, **changes: Any) -> NewFact:
    values: dict[str, Any] = {
        "person": PERSON,
        "client_id": str(uuid.UUID(int=count + (4 << 76), version=4)),
        "name": "PainReported",
        "version": 1,
        "payload": canonical_json({"nprs": count % 4}),
        "day": 739000 + count,
        "recorded_day": 739000 + count,
        "instant": datetime(2026, 3, 1, 7, 30, count % 60, tzinfo=UTC),
        "device_id": "phone",
        "device_counter": count,
        "counted_by": "person",
    }
    return NewFact(**(values | changes))


def exported(diary: Diary, person: str = PERSON) -> bytes:
    stream = io.BytesIO()
    export_archive(diary, person, stream, app_version="1.2.3", logic_hash="abc")
    return stream.getvalue()


def reading(text: bytes) -> Archive:
    return read_archive(io.BytesIO(text))


@pytest.fixture
def diary() -> MemoryDiary:
    diary = MemoryDiary()
    diary.append(PERSON, [made(n) for n in range(5)])
    return diary


@settings(max_examples=60, deadline=None)
@given(st.lists(FACTS, max_size=6, unique_by=lambda fact: fact.client_id))
def test_export_and_import_give_the_same_facts_byte_for_byte(facts: list[NewFact]) -> None:
    diary, fresh = MemoryDiary(), MemoryDiary()
    diary.append(PERSON, facts)
    archive = exported(diary)
    report = import_archive(fresh, reading(archive))
    assert len(report.new) == len(facts)
    assert report.moved == ()
    assert fresh.read(PERSON) == diary.read(PERSON)
    assert exported(fresh) == archive


def test_a_diary_goes_from_memory_through_sqlite_unchanged(
    diary: MemoryDiary, tmp_path: Path
) -> None:
    with open_diary(tmp_path) as fresh:
        import_archive(fresh, reading(exported(diary)))
        assert exported(fresh) == exported(diary)


def test_an_archive_tells_whose_it_is_and_what_wrote_it(diary: MemoryDiary) -> None:
    header = reading(exported(diary)).header
    assert (header.person, header.count) == (PERSON, 5)
    assert (header.app_version, header.logic_hash) == ("1.2.3", "abc")


def test_a_dry_run_tells_new_from_known_and_changes_nothing(diary: MemoryDiary) -> None:
    target = MemoryDiary()
    target.append(PERSON, [made(0), made(1)])
    archive = reading(exported(diary))
    report = plan_import(target, archive)
    assert (len(report.known), len(report.new), report.conflicting) == (2, 3, ())
    assert target.last_seq(PERSON) == 2
    assert import_archive(target, archive) == report
    assert target.read(PERSON) == diary.read(PERSON)
    assert import_archive(target, archive).new == ()


def test_facts_whose_place_changes_are_reported(diary: MemoryDiary) -> None:
    target = MemoryDiary()
    target.append(PERSON, [made(3), made(9)])
    report = import_archive(target, reading(exported(diary)))
    assert len(report.moved) == 5
    assert target.last_seq(PERSON) == 6


def test_two_diaries_that_were_begun_apart_are_never_mixed(diary: MemoryDiary) -> None:
    """Each first web diary has the same person's id, so the id alone does not say whose it is."""
    target = MemoryDiary()
    target.append(PERSON, [made(7), made(8)])
    with pytest.raises(ImportRefused, match="begun apart"):
        import_archive(target, reading(exported(diary)))
    assert target.last_seq(PERSON) == 2


def test_a_conflict_refuses_the_whole_import(diary: MemoryDiary) -> None:
    target = MemoryDiary()
    target.append(PERSON, [made(2, payload=canonical_json({"nprs": 9}))])
    archive = reading(exported(diary))
    assert plan_import(target, archive).conflicting == (made(2).client_id,)
    with pytest.raises(ImportRefused, match=made(2).client_id) as caught:
        import_archive(target, archive)
    assert "nprs" not in str(caught.value)
    assert target.last_seq(PERSON) == 1


def test_an_archive_fills_a_fresh_person_but_never_mixes_two(diary: MemoryDiary) -> None:
    archive = reading(exported(diary))
    import_archive(diary, archive, OTHER)
    assert [f.client_id for f in diary.read(OTHER)] == [f.client_id for f in diary.read(PERSON)]
    with pytest.raises(ImportRefused, match="never mixed"):
        import_archive(diary, archive, OTHER)


def test_an_archive_cut_anywhere_is_refused(diary: MemoryDiary) -> None:
    whole = exported(diary)
    for length in range(len(whole)):
        with pytest.raises(ArchiveError):
            reading(whole[:length])


def test_an_archive_cut_between_two_lines_says_so(diary: MemoryDiary) -> None:
    lines = exported(diary).splitlines(keepends=True)
    with pytest.raises(ArchiveError, match="cut off") as caught:
        reading(b"".join(lines[:4]))
    assert len(caught.value.faults) == 1


def test_any_changed_byte_is_refused(diary: MemoryDiary) -> None:
    whole = exported(diary)
    for place in range(len(whole)):
        with pytest.raises(ArchiveError):
            reading(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])


def test_lines_left_out_doubled_or_in_another_order_are_refused(diary: MemoryDiary) -> None:
    head, a, b, *rest = exported(diary).splitlines(keepends=True)
    for lines in ([head, b, *rest], [head, a, a, b, *rest], [head, b, a, *rest]):
        with pytest.raises(ArchiveError, match="seq must be"):
            reading(b"".join(lines))
    with pytest.raises(ArchiveError):
        reading(b"".join([head, a, b, *rest, rest[-1]]))


def test_every_fault_is_named_with_its_line(diary: MemoryDiary) -> None:
    lines = exported(diary).splitlines(keepends=True)
    for index, change in [
        (1, {"day": 0, "counted_by": "nobody"}),
        (3, {"payload": ["nprs", 9]}),
        (4, {"instant": "yesterday", "version": "1"}),
    ]:
        lines[index] = canonical_json(json.loads(lines[index]) | change).encode() + b"\n"
    lines[5] = b"{}\n"
    with pytest.raises(ArchiveError) as caught:
        reading(b"".join(lines))
    places = [fault.place for fault in caught.value.faults]
    assert places == ["line 7", "line 2", "line 2", "line 4", "line 5", "line 5", "line 6"]
    assert "'yesterday'" in str(caught.value)
    assert "nprs" not in str(caught.value)


def test_an_archive_of_another_version_says_what_to_do(diary: MemoryDiary) -> None:
    header, *rest = exported(diary).splitlines(keepends=True)
    newer = canonical_json(json.loads(header) | {"version": 2, "app_version": "9.0"})
    with pytest.raises(ArchiveOfAnotherVersion, match="install the version") as caught:
        reading(b"".join([newer.encode() + b"\n", *rest]))
    assert "'9.0'" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        b"Dear physiotherapist\n",
        b"\xff\xfe\0",
        b"[1]\n",
        b'{"format":"other"}\n',
        b"[" * 100_000,
    ],
    ids=["nothing", "line", "letter", "bytes", "list", "other", "deep"],
)
def test_what_is_no_archive_is_refused(text: bytes) -> None:
    with pytest.raises(ArchiveError, match="hamstrong export"):
        reading(text)


def test_a_header_without_its_keys_is_refused(diary: MemoryDiary) -> None:
    header, *rest = exported(diary).splitlines(keepends=True)
    for change in ({"person": "Anna"}, {"count": -1}, {"logic_hash": 1}, {"more": 1}):
        spoilt = canonical_json(json.loads(header) | change).encode() + b"\n"
        with pytest.raises(ArchiveError, match="line 1"):
            reading(b"".join([spoilt, *rest]))


def test_a_thousand_faults_are_counted_not_all_printed() -> None:
    diary = MemoryDiary()
    diary.append(PERSON, [made(n) for n in range(300)])
    head, *rest = exported(diary).splitlines(keepends=True)
    with pytest.raises(ArchiveError, match="201 more faults") as caught:
        reading(b"".join([head, *([b"{}\n"] * 300), rest[-1]]))
    assert len(caught.value.faults) == 101
