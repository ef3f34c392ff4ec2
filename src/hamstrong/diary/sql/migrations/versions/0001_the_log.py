"""The log of facts, snapshots, withdrawn versions, and the triggers that keep the log append-only.

Plain SQL, frozen as published: later changes of `tables` must not change what this step makes.

Revision ID: 0001
"""

from __future__ import annotations

from collections.abc import Iterator

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    "CREATE TABLE persons (person VARCHAR(36) NOT NULL PRIMARY KEY)",
    """
    CREATE TABLE facts (
        person VARCHAR(36) NOT NULL REFERENCES persons (person),
        seq BIGINT NOT NULL CHECK (seq >= 1),
        client_id VARCHAR(36) NOT NULL CHECK (length(client_id) = 36),
        name VARCHAR(64) NOT NULL CHECK (length(name) >= 1),
        version INTEGER NOT NULL CHECK (version >= 1),
        payload TEXT NOT NULL,
        day INTEGER NOT NULL CHECK (day >= 1),
        recorded_day INTEGER NOT NULL CHECK (recorded_day >= 1),
        instant VARCHAR(27) NOT NULL CHECK (length(instant) = 27),
        plan_id VARCHAR(128),
        device_id VARCHAR(128) NOT NULL,
        device_counter BIGINT NOT NULL CHECK (device_counter >= 0),
        counted_by VARCHAR(16) NOT NULL
            CHECK (counted_by IN ('person', 'camera', 'clinician', 'system')),
        checksum BIGINT NOT NULL,
        PRIMARY KEY (person, seq),
        UNIQUE (person, client_id)
    ){without_rowid}
    """,
    """
    CREATE TABLE snapshots (
        person VARCHAR(36) NOT NULL REFERENCES persons (person),
        logic_hash VARCHAR(200) NOT NULL,
        engine_hash VARCHAR(200) NOT NULL,
        day INTEGER NOT NULL CHECK (day >= 1),
        seq BIGINT NOT NULL CHECK (seq >= 1),
        digest VARCHAR(64) NOT NULL,
        blob {bytes} NOT NULL,
        PRIMARY KEY (person, logic_hash, engine_hash, day, seq)
    )
    """,
    """
    CREATE TABLE withdrawn (
        kind VARCHAR(16) NOT NULL CHECK (kind IN ('pack', 'engine')),
        ident VARCHAR(200) NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (kind, ident)
    )
    """,
    "CREATE TABLE erasing (person VARCHAR(36) NOT NULL PRIMARY KEY)",
)

# SQLite's INSERT OR REPLACE deletes rows without asking the delete trigger, hence the insert
# trigger.
_SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER facts_in_order BEFORE INSERT ON facts
    WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM facts WHERE person = NEW.person), 0)
        OR EXISTS (SELECT 1 FROM facts WHERE person = NEW.person AND client_id = NEW.client_id)
    BEGIN SELECT RAISE(ABORT, 'facts are added in order, each client id once'); END
    """,
    """
    CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
    BEGIN SELECT RAISE(ABORT, 'facts never change'); END
    """,
    """
    CREATE TRIGGER facts_stay BEFORE DELETE ON facts
    WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person = OLD.person)
    BEGIN SELECT RAISE(ABORT, 'facts go only when a person is erased'); END
    """,
    """
    CREATE TRIGGER persons_stay BEFORE DELETE ON persons
    WHEN EXISTS (SELECT 1 FROM facts WHERE person = OLD.person)
    BEGIN SELECT RAISE(ABORT, 'a person with facts stays'); END
    """,
    """
    CREATE TRIGGER withdrawn_once BEFORE INSERT ON withdrawn
    WHEN EXISTS (SELECT 1 FROM withdrawn WHERE kind = NEW.kind AND ident = NEW.ident)
    BEGIN SELECT RAISE(IGNORE); END
    """,
    """
    CREATE TRIGGER withdrawn_never_changes BEFORE UPDATE ON withdrawn
    BEGIN SELECT RAISE(ABORT, 'a withdrawal never changes'); END
    """,
    """
    CREATE TRIGGER withdrawn_stays BEFORE DELETE ON withdrawn
    BEGIN SELECT RAISE(ABORT, 'a withdrawal stays'); END
    """,
)

_POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION facts_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.seq <> 1 + coalesce((SELECT max(seq) FROM facts WHERE person = NEW.person), 0) THEN
            RAISE EXCEPTION 'facts are added in order';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION facts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM erasing WHERE person = OLD.person) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'facts go only when a person is erased';
    END $$
    """,
    """
    CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'what is recorded never changes';
    END $$
    """,
    """
    CREATE TRIGGER facts_in_order BEFORE INSERT ON facts
    FOR EACH ROW EXECUTE FUNCTION facts_in_order()
    """,
    "CREATE TRIGGER facts_stay BEFORE DELETE ON facts FOR EACH ROW EXECUTE FUNCTION facts_stay()",
    "CREATE TRIGGER facts_never_change BEFORE UPDATE OR TRUNCATE ON facts EXECUTE FUNCTION never()",
    """
    CREATE TRIGGER withdrawn_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawn
    EXECUTE FUNCTION never()
    """,
)


def statements(dialect: str) -> Iterator[str]:
    """Give what makes the tables and their triggers, in order."""
    is_sqlite = dialect == "sqlite"
    # A row id would cost one more tree per table: facts are found by person and seq alone.
    without_rowid = " WITHOUT ROWID" if is_sqlite else ""
    for table in _TABLES:
        yield table.replace("{without_rowid}", without_rowid).replace(
            "{bytes}", "BLOB" if is_sqlite else "BYTEA"
        )
    yield from _SQLITE_TRIGGERS if is_sqlite else _POSTGRESQL_TRIGGERS


def upgrade() -> None:
    """Make the tables and their triggers."""
    from alembic import op  # noqa: PLC0415  a new diary runs the statements without it

    for statement in statements(op.get_bind().dialect.name):
        op.execute(statement)
