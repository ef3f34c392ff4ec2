"""What diaries hold is read for ever: stable names, the golden archive, upcasters."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, get_type_hints

import pytest
from tests.engine.facts.golden_facts import ARCHIVES, path_of

from hamstrong.diary import StoredFact
from hamstrong.engine.facts import FACT_TYPES, SCHEMAS, FactSchema, TestLogged, name_of
from hamstrong.engine.facts.codec import (
    DecodeError,
    FactCodec,
    decode_fact,
    encode_fact,
)
from hamstrong.exchange.archive import read_archive

each_archive = pytest.mark.parametrize("name", ARCHIVES)


def stored(name: str) -> list[StoredFact]:
    with path_of(name).open("rb") as stream:
        return list(read_archive(stream).facts)


def payload_of(fact: StoredFact) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(fact.payload)
    return payload


# --- the golden archives


@each_archive
def test_facts_in_old_diaries_are_read_as_they_were_meant(name: str) -> None:
    """Whatever became of the class: its name, its fields, its place."""
    found = [decode_fact(f.name, f.version, payload_of(f)) for f in stored(name)]
    assert found == list(ARCHIVES[name])


def test_archives_hold_every_kind_in_every_version() -> None:
    held = {(fact.name, fact.version) for name in ARCHIVES for fact in stored(name)}
    assert held == {(s.name, v) for s in SCHEMAS for v in range(1, s.version + 1)}


def test_archives_have_every_field_of_every_kind_filled() -> None:
    facts = [fact for name in ARCHIVES for fact in ARCHIVES[name]]
    for schema in SCHEMAS:
        mine = [fact for fact in facts if type(fact) is schema.kind]
        for field, default in schema.kind._field_defaults.items():
            assert any(getattr(fact, field) != default for fact in mine), (schema.name, field)


@each_archive
def test_form_of_a_fact_changes_only_with_its_version(name: str) -> None:
    """Whoever adds, drops or renames a field raises the version and adds an upcaster."""
    versions = {schema.name: schema.version for schema in SCHEMAS}
    for fact, line in zip(ARCHIVES[name], stored(name), strict=True):
        if line.version == versions[line.name]:
            assert encode_fact(fact) == (line.name, line.version, payload_of(line))


def test_every_kind_of_fact_has_one_name() -> None:
    assert sorted(name_of(kind) for kind in FACT_TYPES) == sorted({s.name for s in SCHEMAS})


# --- versions


class WalkTimed(NamedTuple):
    """A walk as a third version could be: seconds instead of minutes, and a slope."""

    seconds: int
    slope: str | None


def _to_2(payload: Mapping[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in payload.items() if key != "minutes"}
    return {**rest, "seconds": 60 * payload["minutes"]}


def _to_3(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {**payload, "slope": None}


WALK_3 = FactSchema("WalkTaken", 3, WalkTimed)
CODEC = FactCodec([WALK_3], {("WalkTaken", 1): _to_2, ("WalkTaken", 2): _to_3})


@pytest.mark.parametrize(
    ("version", "payload"),
    [(1, {"minutes": 2}), (2, {"seconds": 120}), (3, {"seconds": 120, "slope": None})],
)
def test_older_version_is_upgraded_step_by_step(version: int, payload: dict[str, Any]) -> None:
    before = dict(payload)
    assert CODEC.decode("WalkTaken", version, payload) == WalkTimed(120, None)
    assert payload == before


def test_newest_version_is_written_under_the_stored_name() -> None:
    """The name of the class is another one, and is nowhere stored."""
    assert CODEC.encode(WalkTimed(120, "up")) == (
        "WalkTaken", 3, {"seconds": 120, "slope": "up"},
    )  # fmt: skip


def test_newer_version_is_refused_with_the_next_step() -> None:
    with pytest.raises(DecodeError, match=r"WalkTaken has schema version 4.*newer than 3.*upgrade"):
        CODEC.decode("WalkTaken", 4, {"seconds": 120})
    with pytest.raises(DecodeError, match="newer than 1"):
        decode_fact("SetLogged", 2, {})


@pytest.mark.parametrize("version", [0, -1])
def test_version_before_the_first_is_refused(version: int) -> None:
    with pytest.raises(DecodeError, match="the first is 1"):
        CODEC.decode("WalkTaken", version, {"minutes": 2})


def test_unknown_name_is_refused() -> None:
    with pytest.raises(DecodeError, match="'WalkFlown' is unknown"):
        CODEC.decode("WalkFlown", 1, {})


@pytest.mark.parametrize("payload", [{}, {"minutes": None}, {"minutes": "many"}])
def test_payload_that_does_not_fit_its_version_is_refused(payload: dict[str, Any]) -> None:
    """The error names place and rule, never an answer."""
    with pytest.raises(DecodeError) as caught:
        CODEC.decode("WalkTaken", 1, payload)
    assert "WalkTaken" in str(caught.value)
    assert "many" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("upcasters", "fault"),
    [
        ({("WalkTaken", 1): _to_2}, "WalkTaken has no upcaster from version 2"),
        (
            {("WalkTaken", 1): _to_2, ("WalkTaken", 2): _to_3, ("WalkTaken", 3): _to_3},
            "WalkTaken has no use for an upcaster from version 3",
        ),
    ],
)
def test_missing_or_useless_upcaster_is_named_at_the_start(
    upcasters: dict[tuple[str, int], Any], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        FactCodec([WALK_3], upcasters)


def test_name_for_two_kinds_is_refused() -> None:
    with pytest.raises(ValueError, match="one schema"):
        FactCodec([FactSchema("Same", 1, WalkTimed), FactSchema("Same", 1, TestLogged)], {})


def test_every_field_of_every_fact_has_a_type() -> None:
    for kind in FACT_TYPES:
        assert list(get_type_hints(kind)) == list(kind._fields)
