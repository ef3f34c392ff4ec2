"""The tables as SQLAlchemy Core sees them; their making belongs to the migrations."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData()

# One row per person with a fact. On PostgreSQL its lock puts the writers of one person in a row.
persons = Table("persons", metadata, Column("person", String(36), primary_key=True))

facts = Table(
    "facts",
    metadata,
    Column("person", String(36), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("client_id", String(36), nullable=False),
    Column("name", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("recorded_day", Integer, nullable=False),
    Column("instant", String(27), nullable=False),
    Column("plan_id", String(128)),
    Column("device_id", String(128), nullable=False),
    Column("device_counter", BigInteger, nullable=False),
    Column("counted_by", String(16), nullable=False),
    Column("checksum", BigInteger, nullable=False),
    PrimaryKeyConstraint("person", "seq"),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("person", String(36), nullable=False),
    Column("logic_hash", String(200), nullable=False),
    Column("engine_hash", String(200), nullable=False),
    Column("day", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("blob", LargeBinary, nullable=False),
    PrimaryKeyConstraint("person", "logic_hash", "engine_hash", "day", "seq"),
)

withdrawn = Table(
    "withdrawn",
    metadata,
    Column("kind", String(16), nullable=False),
    Column("ident", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("kind", "ident"),
)

# Filled only inside the transaction of an erasure, which empties it again: the triggers let the
# facts of a person go while that person has a row here.
erasing = Table("erasing", metadata, Column("person", String(36), primary_key=True))
