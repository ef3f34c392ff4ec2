"""Statements that both databases share, inside the caller's transaction.

Opening, grouping and erasing files belong to `sqlite` and `postgres`; the making of tables to the
migrations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, insert, select
from sqlalchemy.dialects import sqlite

from hamstrong.diary.errors import DiaryDamaged
from hamstrong.diary.forms import MAX_SEQ
from hamstrong.diary.port import AppendResult, NewFact, StoredFact, Tip
from hamstrong.diary.rows import COLUMNS, from_row, missing_fault, to_row
from hamstrong.diary.sequence_numbers import number
from hamstrong.diary.sql.prepared import Prepared, sqlite_driver
from hamstrong.diary.sql.tables import facts, persons, withdrawn

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert

    Upsert = Callable[..., sqlite.Insert | PostgresInsert]

_ROW = (*(facts.c[name] for name in COLUMNS), facts.c.checksum)
_OTHER = facts.alias()
_LAST = select(func.max(_OTHER.c.seq)).where(_OTHER.c.person == bindparam("who"))
_LAST_SEQ = Prepared(_LAST)
_TIP = Prepared(
    select(
        facts.c.seq,
        facts.c.client_id,
        select(func.count()).select_from(withdrawn).scalar_subquery(),
    ).where(facts.c.person == bindparam("who"), facts.c.seq == _LAST.scalar_subquery())
)
_COUNT_WITHDRAWN = Prepared(select(func.count()).select_from(withdrawn))
_PERSONS = Prepared(select(persons.c.person).order_by(persons.c.person))
_LOCK = select(persons.c.person).where(persons.c.person == bindparam("who")).with_for_update()
_KNOWN = Prepared(
    select(*_ROW).where(
        facts.c.person == bindparam("who"), facts.c.client_id == bindparam("client_id")
    )
)
_KNOWN_OF_MANY = select(*_ROW).where(
    facts.c.person == bindparam("who"), facts.c.client_id.in_(bindparam("ids", expanding=True))
)
_READ = Prepared(
    select(*_ROW)
    .where(
        facts.c.person == bindparam("who"),
        facts.c.seq > bindparam("after"),
        facts.c.seq <= bindparam("up_to"),
    )
    .order_by(facts.c.seq)
)
_INSERT = Prepared(insert(facts))
_IDS_AT_ONCE = 500


def last_seq(connection: Connection, person: str) -> int:
    """Give the last seq of the person, 0 if there is none."""
    ((last,),) = _LAST_SEQ.rows(connection, {"who": person})
    return last or 0


def all_persons(connection: Connection) -> tuple[str, ...]:
    """Give everybody, in the order of their ids."""
    return tuple(person for (person,) in _PERSONS.rows(connection, {}))


def tip(connection: Connection, person: str) -> Tip:
    """Give the tip of the person's diary."""
    for found in _TIP.rows(connection, {"who": person}):
        return Tip(*found)
    ((withdrawn_versions,),) = _COUNT_WITHDRAWN.rows(connection, {})
    return Tip(0, "", withdrawn_versions)


def read(
    connection: Connection, person: str, after_seq: int = 0, up_to: int | None = None
) -> tuple[StoredFact, ...]:
    """Give the facts with `after_seq < seq <= up_to`, in order.

    Raises:
        DiaryDamaged: a fact changed by itself, or one in between is missing.
    """
    bounds: dict[str, Any] = {
        "who": person,
        "after": max(after_seq, 0),
        "up_to": MAX_SEQ if up_to is None else min(up_to, MAX_SEQ),
    }
    found = tuple(map(from_row, _READ.rows(connection, bounds)))
    if found and (found[-1].seq - bounds["after"], found[0].seq) != (
        len(found),
        bounds["after"] + 1,
    ):
        raise DiaryDamaged(missing_fault(f"person {person}"))
    return found


def append(
    connection: Connection, person: str, new: Sequence[NewFact], expected_seq: int | None
) -> AppendResult:
    """Number and insert the facts that are new; the caller commits."""
    take_turn(connection, person)
    ids = [fact.client_id for fact in new]
    known = {fact.client_id: fact for fact in find(connection, person, ids)}
    last = last_seq(connection, person)
    result, entries = number(new, known, last, expected_seq)
    if entries and last == 0:
        _enter(connection, person)
    if entries:
        _INSERT.run(connection, [to_row(fact) for fact in entries])
    return result


def take_turn(connection: Connection, person: str) -> None:
    """Let no other transaction write this person's facts until ours ends.

    On SQLite the transaction already holds the only write lock. On PostgreSQL the row of the person
    is the lock, so somebody new gets a row first: two first writers then meet at it.
    """
    if connection.dialect.name == "sqlite":
        return
    if connection.execute(_LOCK, {"who": person}).first() is None:
        _enter(connection, person)
        connection.execute(_LOCK, {"who": person})


def _enter(connection: Connection, person: str) -> None:
    insert_into = upsert(connection)
    connection.execute(insert_into(persons).on_conflict_do_nothing(), {"person": person})


def upsert(connection: Connection) -> Upsert:
    """Give the insert of the dialect, which knows what to do about a row that is there already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert
    # A tenth of the start, for a server that most people do not have.
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return postgresql.insert


def find(connection: Connection, person: str, client_ids: Sequence[str]) -> tuple[StoredFact, ...]:
    """Give the facts under these client ids, in order."""
    found = _known(connection, person, list(set(client_ids)))
    return tuple(sorted(found, key=lambda fact: fact.seq))


def _known(connection: Connection, person: str, ids: Sequence[str]) -> Iterator[StoredFact]:
    if sqlite_driver(connection) is not None:
        for client_id in ids:
            some = {"who": person, "client_id": client_id}
            yield from map(from_row, _KNOWN.rows(connection, some))
        return
    # A server is far away: few questions, each for many.
    for start in range(0, len(ids), _IDS_AT_ONCE):
        many = {"who": person, "ids": ids[start : start + _IDS_AT_ONCE]}
        yield from map(from_row, connection.execute(_KNOWN_OF_MANY, many))
