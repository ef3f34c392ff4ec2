"""Requests for snapshots and withdrawals, refused for their form before any store is touched."""

from __future__ import annotations

import hashlib

from hamstrong.diary.errors import Fault, InvalidRequest
from hamstrong.diary.forms import is_day, is_seq
from hamstrong.diary.port import WITHDRAWN_KINDS, Snapshot
from hamstrong.diary.sequence_numbers import require_person

_LONGEST_LABEL = 200


def digest(blob: bytes) -> str:
    """Give the checksum that tells a snapshot which changed by itself."""
    return hashlib.sha256(blob).hexdigest()


def require_snapshot(person: str, snapshot: Snapshot) -> None:
    """Refuse a snapshot that cannot be found again.

    Raises:
        InvalidRequest: with every fault.
    """
    require_person(person)
    place = "snapshot"
    faults = []
    if not is_day(snapshot.day):
        faults.append(Fault(repr(snapshot.day), place, "day must be a day number", "send the day"))
    if not is_seq(snapshot.seq):
        rule = "seq must be that of the last fact folded"
        faults.append(Fault(repr(snapshot.seq), place, rule, "fold at least one fact"))
    for name in ("logic_hash", "engine_hash"):
        faults += _label_faults(place, name, getattr(snapshot, name))
    if faults:
        raise InvalidRequest(*faults)


def require_folded(person: str, snapshot: Snapshot, last_seq: int) -> None:
    """Refuse a snapshot of facts that the diary does not hold.

    Raises:
        InvalidRequest: the snapshot is ahead of the diary.
    """
    if snapshot.seq > last_seq:
        rule = f"the diary of {person} is at seq {last_seq}"
        step = "fold what the diary holds"
        raise InvalidRequest(Fault(f"seq {snapshot.seq}", "snapshot", rule, step))


def require_withdrawal(kind: str, ident: str, reason: str) -> None:
    """Refuse a withdrawal without a known kind, an id and a reason.

    Raises:
        InvalidRequest: with every fault.
    """
    faults = []
    if kind not in WITHDRAWN_KINDS:
        rule = f"kind must be one of {', '.join(WITHDRAWN_KINDS)}"
        faults.append(Fault(repr(kind), "withdrawal", rule, "say what is withdrawn"))
    faults += _label_faults("withdrawal", "ident", ident)
    if not reason.strip() or "\0" in reason:
        rule = "reason must be a sentence"
        faults.append(Fault(repr(reason), "withdrawal", rule, "say why"))
    if faults:
        raise InvalidRequest(*faults)


def _label_faults(place: str, name: str, value: object) -> list[Fault]:
    if isinstance(value, str) and 0 < len(value) <= _LONGEST_LABEL and value.isprintable():
        return []
    rule = f"{name} must be 1 to {_LONGEST_LABEL} printable characters"
    return [Fault(f"{value!r:.60}", place, rule, f"send the {name}")]
