"""The statements beside the log of facts: snapshots, withdrawn versions, and taking a person out.

As in `statements`, each function runs inside the caller's transaction, on either database.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, select

from hamstrong.diary.port import Erasure, Snapshot, Withdrawal, WithdrawnKind
from hamstrong.diary.requests import digest, require_folded
from hamstrong.diary.sql.prepared import Prepared
from hamstrong.diary.sql.statements import last_seq, take_turn, upsert
from hamstrong.diary.sql.tables import erasing, facts, persons, snapshots, withdrawn

_WITHDRAWAL = Prepared(
    select(withdrawn.c.reason).where(
        withdrawn.c.kind == bindparam("which"), withdrawn.c.ident == bindparam("that")
    )
)
_SNAPSHOT_KEY = ("person", "logic_hash", "engine_hash", "day", "seq")


def put_snapshot(connection: Connection, person: str, snapshot: Snapshot) -> None:
    """Insert or replace the snapshot of this day, seq and hashes."""
    require_folded(person, snapshot, last_seq(connection, person))
    row = {"person": person, "digest": digest(snapshot.blob), **vars(snapshot)}
    statement = upsert(connection)(snapshots)
    newer = {name: statement.excluded[name] for name in ("digest", "blob")}
    connection.execute(
        statement.on_conflict_do_update(index_elements=_SNAPSHOT_KEY, set_=newer), row
    )


def get_snapshot(
    connection: Connection,
    person: str,
    *,
    day: int,
    logic_hash: str,
    engine_hash: str,
    seq: int | None,
) -> Snapshot | None:
    """Give the latest whole snapshot at or before the day and seq; a changed one is passed over."""
    table = snapshots.c
    query = (
        select(table.day, table.seq, table.blob, table.digest)
        .where(table.person == person, table.day <= day)
        .where(table.logic_hash == logic_hash, table.engine_hash == engine_hash)
        .order_by(table.day.desc(), table.seq.desc())
    )
    if seq is not None:
        query = query.where(table.seq <= seq)
    for row in connection.execute(query):
        if digest(row.blob) == row.digest:
            return Snapshot(
                day=row.day,
                seq=row.seq,
                logic_hash=logic_hash,
                engine_hash=engine_hash,
                blob=row.blob,
            )
    return None


def discard_snapshots(connection: Connection, person: str) -> int:
    """Delete the person's snapshots and count them."""
    return connection.execute(delete(snapshots).where(snapshots.c.person == person)).rowcount


def withdraw(connection: Connection, withdrawal: Withdrawal) -> None:
    """Insert the withdrawal unless that version is withdrawn already."""
    connection.execute(upsert(connection)(withdrawn).on_conflict_do_nothing(), vars(withdrawal))


def withdrawal(connection: Connection, kind: WithdrawnKind, ident: str) -> Withdrawal | None:
    """Give the withdrawal of that version."""
    for (reason,) in _WITHDRAWAL.rows(connection, {"which": kind, "that": ident}):
        return Withdrawal(kind, ident, reason)
    return None


def erase(connection: Connection, person: str) -> Erasure:
    """Delete every row of the person; the row that opens the triggers is gone at the end."""
    take_turn(connection, person)
    connection.execute(insert(erasing), {"person": person})
    discarded = discard_snapshots(connection, person)
    deleted = connection.execute(delete(facts).where(facts.c.person == person)).rowcount
    connection.execute(delete(persons).where(persons.c.person == person))
    connection.execute(delete(erasing).where(erasing.c.person == person))
    return Erasure(facts=deleted, snapshots=discarded)
