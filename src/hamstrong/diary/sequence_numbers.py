"""Sequence numbers of an append: which facts of a request are new, and which number each gets.

Every store calls this between reading and writing inside one transaction, so that they all answer
alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from hamstrong.diary.canonical import is_canonical_uuid
from hamstrong.diary.errors import ClientIdConflict, Fault, InvalidRequest, VersionConflict
from hamstrong.diary.port import AppendResult, NewFact, StoredFact

_FIELDS = tuple(field.name for field in fields(NewFact))
# What a fact says. When it arrived may differ between two deliveries of one fact: a phone that
# sends again after midnight stamps another day of recording.
_SAYS = ("name", "version", "payload", "day", "plan_id", "counted_by")


def says_the_same(one: NewFact | StoredFact, other: NewFact | StoredFact) -> bool:
    """Say whether two facts make the same statement, however they were delivered."""
    return all(getattr(one, name) == getattr(other, name) for name in _SAYS)


def stored(fact: NewFact, seq: int) -> StoredFact:
    """Give the fact its place."""
    return StoredFact(seq=seq, **{name: getattr(fact, name) for name in _FIELDS})


def renewed(fact: StoredFact, person: str | None = None) -> NewFact:
    """Take the place away again, for an import; checks the form.

    Raises:
        InvalidRequest: the fact breaks the form.
    """
    values = {name: getattr(fact, name) for name in _FIELDS}
    return NewFact(**values | {"person": person or fact.person})


def require_person(person: str) -> None:
    """Refuse an id that no diary can have.

    Raises:
        InvalidRequest: it is not a UUID in lower case.
    """
    if not is_canonical_uuid(person):
        raise InvalidRequest(
            Fault(
                f"{person!r:.60}", "person", "must be a UUID in lower case", "use the person's id"
            )
        )


def require_request(person: str, facts: Sequence[NewFact]) -> None:
    """Refuse a request whose facts are about somebody else.

    Raises:
        InvalidRequest: naming each such fact.
    """
    require_person(person)
    faults = [
        Fault(repr(fact.person), f"fact {fact.client_id}", f"must be about {person}", "split it")
        for fact in facts
        if fact.person != person
    ]
    if faults:
        raise InvalidRequest(*faults)


def number(
    facts: Sequence[NewFact],
    known: Mapping[str, StoredFact],
    last_seq: int,
    expected_seq: int | None,
) -> tuple[AppendResult, list[StoredFact]]:
    """Give each fact its place: the old one if it is known, else the next free one.

    Args:
        known: the facts already stored under one of the request's client ids.

    Returns:
        The answer, and the facts to insert in order.

    Raises:
        ClientIdConflict: naming each client id that came with other contents.
        VersionConflict: there is something new, and `expected_seq` is not `last_seq`.
    """
    seen = dict(known)
    new: list[StoredFact] = []
    conflicts: list[Fault] = []
    for fact in facts:
        earlier = seen.get(fact.client_id)
        if earlier is None:
            seen[fact.client_id] = entry = stored(fact, last_seq + len(new) + 1)
            new.append(entry)
        elif not says_the_same(earlier, fact):
            conflicts.append(_conflict(fact, earlier))
    if conflicts:
        raise ClientIdConflict(*conflicts)
    if new and expected_seq is not None and expected_seq != last_seq:
        raise VersionConflict(_stale(facts[0].person, last_seq, expected_seq))
    seqs = tuple(seen[fact.client_id].seq for fact in facts)
    return AppendResult(seqs, frozenset(fact.seq for fact in known.values())), new


def _conflict(fact: NewFact, earlier: StoredFact) -> Fault:
    differing = [name for name in _SAYS if getattr(fact, name) != getattr(earlier, name)]
    return Fault(
        f"other {', '.join(differing)}",
        f"client id {fact.client_id}",
        f"a client id names one fact for ever, here {earlier.name} at seq {earlier.seq}",
        "send a correction as a new fact with a new client id",
    )


def _stale(person: str, last_seq: int, expected_seq: int) -> Fault:
    return Fault(
        f"expected_seq {expected_seq}",
        f"person {person}",
        f"the diary is at seq {last_seq}",
        "read the new facts, decide again, then append",
    )
