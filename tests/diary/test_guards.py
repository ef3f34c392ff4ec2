"""The databases themselves refuse to change what was recorded, whoever asks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import get_type_hints

import pytest
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from hamstrong.diary import Diary, MemoryDiary, NewFact, StoredFact, locate, open_diary
from hamstrong.diary.sql.database import DatabaseDiary

FactMaker = Callable[..., NewFact]


@pytest.fixture
def stranger(place: str, fact: FactMaker, person: str) -> Iterator[Connection]:
    """Somebody else's connection to a diary with three facts of a person and a withdrawal."""
    with open_diary(place) as diary:
        diary.append(person, [fact(person, n) for n in range(3)])
        diary.withdraw("pack", "abc", "reason")
    url = (
        make_url(place).set(drivername="postgresql+psycopg")
        if place.startswith("postgresql")
        else make_url(f"sqlite:///{locate(place).database}")
    )
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


COLUMNS = "person, seq, client_id, name, version, payload, day, recorded_day, instant, plan_id"
COPY = (
    "INSERT INTO facts SELECT person, seq + {shift}, {client_id}, name, version, payload, "
    "day, recorded_day, instant, plan_id, device_id, device_counter, counted_by, checksum "
    "FROM facts WHERE seq = 3"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET payload = '{}' WHERE seq = 2",
        "UPDATE facts SET seq = 9 WHERE seq = 3",
        "DELETE FROM facts WHERE seq = 3",
        "DELETE FROM facts",
        "DELETE FROM persons",
        COPY.format(shift=2, client_id="'00000000-0000-4000-8000-000000000000'"),
        COPY.format(shift=0, client_id="'00000000-0000-4000-8000-000000000000'"),
        COPY.format(shift=1, client_id="client_id"),
        "UPDATE withdrawn SET reason = 'fine'",
        "DELETE FROM withdrawn",
    ],
)
def test_the_database_refuses(stranger: Connection, statement: str) -> None:
    before = stranger.execute(text("SELECT * FROM facts ORDER BY seq")).all()
    with pytest.raises(DBAPIError):
        stranger.execute(text(statement))
    stranger.rollback()
    assert stranger.execute(text("SELECT * FROM facts ORDER BY seq")).all() == before
    assert stranger.scalar(text("SELECT reason FROM withdrawn")) == "reason"


def test_sqlite_refuses_to_replace_a_fact_and_postgresql_to_truncate(
    stranger: Connection,
) -> None:
    statement = (
        COPY.format(shift=0, client_id="client_id").replace("INSERT", "INSERT OR REPLACE")
        if stranger.dialect.name == "sqlite"
        else "TRUNCATE facts CASCADE"
    )
    with pytest.raises(DBAPIError, match=r"facts|recorded"):
        stranger.execute(text(statement))


def test_the_gate_of_an_erasure_opens_for_that_person_only(
    stranger: Connection, other: str
) -> None:
    stranger.execute(text("INSERT INTO erasing VALUES (:who)"), {"who": other})
    with pytest.raises(DBAPIError):
        stranger.execute(text("DELETE FROM facts"))


def test_an_erasure_leaves_its_gate_shut(place: str, fact: FactMaker, person: str) -> None:
    with open_diary(place) as diary:
        diary.append(person, [fact(person)])
        diary.erase(person)
        assert isinstance(diary, DatabaseDiary)
        assert diary._reading(lambda c: c.scalar(text("SELECT count(*) FROM erasing"))) == 0


@pytest.mark.parametrize("store", [MemoryDiary, DatabaseDiary])
def test_every_store_has_the_methods_of_the_port(store: type[Diary]) -> None:
    promised = {n for n, f in vars(Diary).items() if inspect.isfunction(f) and n[0] != "_"}
    for name in promised - {"__init__"}:
        ours, theirs = getattr(store, name), getattr(Diary, name)
        assert inspect.signature(ours) == inspect.signature(theirs), name


def test_a_stored_fact_is_a_new_fact_with_a_seq() -> None:
    assert {f.name for f in fields(StoredFact)} == {f.name for f in fields(NewFact)} | {"seq"}
    assert get_type_hints(StoredFact) == get_type_hints(NewFact) | {"seq": int}
