"""Port of the diary: the facts, the answers and what every store promises.

The meaning of a payload belongs to the engine; here a fact is a stable name, a schema version and
canonical JSON. The promises in words are in `docs/explanation/diary.md`; `tests/diary` holds every
store to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, NamedTuple, Protocol, Self, get_args

from hamstrong.diary.errors import DiaryError, InvalidRequest
from hamstrong.diary.forms import fact_faults

CountedBy = Literal["person", "camera", "clinician", "system"]
WithdrawnKind = Literal["pack", "engine"]
COUNTED_BY: tuple[str, ...] = get_args(CountedBy)
WITHDRAWN_KINDS: tuple[str, ...] = get_args(WithdrawnKind)


@dataclass(frozen=True, kw_only=True)
class NewFact:
    """Something that happened, ready to be stored.

    Args:
        person: UUID of the person whom it is about.
        client_id: UUID made where the fact was made; repeats of it are stored once.
        name: stable event name in the past tense, such as `SetCompleted`.
        version: schema version of the payload, from 1.
        payload: canonical JSON object; kept out of `repr`, for it is health data.
        day: proleptic ordinal of the training day that it is about.
        recorded_day: ordinal of the training day on which it was recorded.
        instant: aware UTC instant at which it was recorded.
        plan_id: the plan acted on, if any.
        device_id, device_counter: the device, and its own count of facts.
        counted_by: who counted.

    Raises:
        InvalidRequest: with every fault of the fact.
    """

    person: str
    client_id: str
    name: str
    version: int
    payload: str = field(repr=False)
    day: int
    recorded_day: int
    instant: datetime
    plan_id: str | None = None
    device_id: str
    device_counter: int
    counted_by: CountedBy

    def __post_init__(self) -> None:
        faults = fact_faults(vars(self), COUNTED_BY, place=f"fact {self.client_id!r:.60}")
        if faults:
            raise InvalidRequest(*faults)
        # Another zone object at offset 0 compares equal but prints differently.
        object.__setattr__(self, "instant", self.instant.astimezone(UTC))


@dataclass(frozen=True, kw_only=True)
class StoredFact:
    """A fact with its place in the person's diary; `seq` counts 1, 2, 3 … without a gap."""

    person: str
    seq: int
    client_id: str
    name: str
    version: int
    payload: str = field(repr=False)
    day: int
    recorded_day: int
    instant: datetime
    plan_id: str | None
    device_id: str
    device_counter: int
    counted_by: CountedBy


@dataclass(frozen=True)
class AppendResult:
    """The answer to an append; a repeat of the request is answered with the same `seqs`.

    Args:
        seqs: the place of each fact, in the order in which the facts were given.
        known: those of them that the diary already held.
    """

    seqs: tuple[int, ...]
    known: frozenset[int] = frozenset()

    @property
    def accepted(self) -> tuple[int, ...]:
        """The places that this call filled."""
        return tuple(sorted(set(self.seqs) - self.known))


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A folded state kept to save time: thrown away without loss, and never the truth."""

    day: int
    seq: int
    logic_hash: str
    engine_hash: str
    blob: bytes = field(repr=False)


@dataclass(frozen=True)
class Withdrawal:
    """A pack (by logic hash) or engine version that must give no plan any more, and why."""

    kind: WithdrawnKind
    ident: str
    reason: str


@dataclass(frozen=True)
class Erasure:
    """What an erasure removed; `backups` counts the backup files that were rewritten."""

    facts: int
    snapshots: int
    backups: int = 0


class Tip(NamedTuple):
    """The tip of a diary: while it is the same, nothing that a decision rests on has changed.

    Args:
        seq, client_id: of the person's last fact; 0 and empty for a stranger.
        withdrawn: how many versions are withdrawn; none is ever taken back.
    """

    seq: int
    client_id: str
    withdrawn: int


class Append(NamedTuple):
    """One request of `append_all`; what the parts mean is said at `Diary.append`."""

    person: str
    facts: Sequence[NewFact]
    expected_seq: int | None = None


class Diary(Protocol):
    """An append-only log of facts per person, with snapshots and withdrawn versions beside it.

    Every method raises a `DiaryError`; no driver's error passes, and no message holds a payload.
    """

    def append(
        self, person: str, facts: Sequence[NewFact], expected_seq: int | None = None
    ) -> AppendResult:
        """Store all the facts or none; when this returns they survive a crash.

        Args:
            expected_seq: the last seq that the caller has seen; None stores after whatever is
            there. A
                request of which every fact is already known is answered even if it differs.

        Raises:
            ClientIdConflict: a client id is known with other contents.
            VersionConflict: `expected_seq` is not the last seq.
        """
        ...

    def append_all(self, requests: Sequence[Append]) -> tuple[AppendResult | DiaryError, ...]:
        """Store several requests, each as `append` would: all or none of its own facts.

        Returns:
            The answer of each, or the error that `append` would have raised, in the order given.
            On SQLite they share one commit.
        """
        ...

    def find(self, person: str, client_ids: Sequence[str]) -> tuple[StoredFact, ...]:
        """Give the person's facts under these client ids, in recorded order; the others lack."""
        ...

    def read(
        self, person: str, after_seq: int = 0, up_to: int | None = None
    ) -> tuple[StoredFact, ...]:
        """Give the facts with `after_seq < seq <= up_to` in recorded order; none for a stranger."""
        ...

    def last_seq(self, person: str) -> int:
        """Give the last seq of the person, 0 if there is no fact."""
        ...

    def tip(self, person: str) -> Tip:
        """Give the tip of the person's diary, in one quick question."""
        ...

    def persons(self) -> tuple[str, ...]:
        """Give everybody who has a fact, in the order of their ids."""
        ...

    def put_snapshot(self, person: str, snapshot: Snapshot) -> None:
        """Keep a snapshot; one of the same day, seq and hashes is replaced.

        Raises:
            InvalidRequest: the person has no fact with the snapshot's seq.
        """
        ...

    def get_snapshot(
        self, person: str, *, day: int, logic_hash: str, engine_hash: str, seq: int | None = None
    ) -> Snapshot | None:
        """Give the latest snapshot at or before that day (and seq) made under both hashes."""
        ...

    def discard_snapshots(self, person: str) -> None:
        """Throw the person's snapshots away."""
        ...

    def withdraw(self, kind: WithdrawnKind, ident: str, reason: str) -> None:
        """Mark a pack's logic hash or an engine version as withdrawn; the first reason stays."""
        ...

    def withdrawal(self, kind: WithdrawnKind, ident: str) -> Withdrawal | None:
        """Give the withdrawal with its reason, None if that version is in force."""
        ...

    def is_withdrawn(self, kind: WithdrawnKind, ident: str) -> bool:
        """Say whether that version is withdrawn."""
        ...

    def erase(self, person: str) -> Erasure:
        """Remove the person wholly: facts, snapshots, logs and our own backups. Safe to repeat.

        Raises:
            ErasureIncomplete: with the places that still need a hand.
        """
        ...

    def check(self) -> None:
        """Read everything and compare it with its checksums.

        Raises:
            DiaryDamaged: naming what is broken.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections; later calls raise `DiaryClosed`."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc_info: object) -> None: ...
