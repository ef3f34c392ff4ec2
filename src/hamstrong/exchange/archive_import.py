"""Putting an archive into a diary: first what would happen, then all of it or nothing.

A person's archive goes into a fresh diary, where it gives the same facts with the same places, or
back into that same person's diary, where what is known already is passed over.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from hamstrong.diary import Diary, DiaryError, Fault
from hamstrong.diary.sequence_numbers import renewed, says_the_same
from hamstrong.exchange.archive import Archive


class ImportRefused(DiaryError):
    """The archive does not fit to the diary; nothing was imported."""


@dataclass(frozen=True)
class ImportReport:
    """What an import does or did, by client id.

    Args:
        person: into whose diary.
        last_seq: the last seq of the diary that the report was made for.
        new: facts that the diary lacks, in recorded order.
        known: facts that it holds already.
        conflicting: client ids under which it holds something else; one refuses the import.
        moved: facts, new or known, whose place differs from the archive's: both diaries had grown.
    """

    person: str
    last_seq: int
    new: tuple[str, ...]
    known: tuple[str, ...]
    conflicting: tuple[str, ...]
    moved: tuple[str, ...]


def plan_import(diary: Diary, archive: Archive, person: str | None = None) -> ImportReport:
    """Say what an import would do, and do nothing.

    Args:
        person: whose diary to fill, by default the archive's own person.

    Raises:
        ImportRefused: the diary holds facts of another person than the archive's, or none of its
            facts: two diaries that were begun apart may be of two people under one id.
    """
    target = person or archive.header.person
    held = {fact.client_id: fact for fact in diary.read(target)}
    if held and target != archive.header.person:
        raise ImportRefused(_of_another(target, archive.header.person))
    if held and archive.facts and held.keys().isdisjoint(f.client_id for f in archive.facts):
        raise ImportRefused(_of_another_diary(target))
    new: list[str] = []
    known: list[str] = []
    conflicting: list[str] = []
    moved: list[str] = []
    for fact in archive.facts:
        mine = held.get(fact.client_id)
        if mine is None:
            new.append(fact.client_id)
            place = len(held) + len(new)
        else:
            (known if says_the_same(mine, fact) else conflicting).append(fact.client_id)
            place = mine.seq
        if place != fact.seq:
            moved.append(fact.client_id)
    return ImportReport(
        person=target,
        last_seq=len(held),
        new=tuple(new),
        known=tuple(known),
        conflicting=tuple(conflicting),
        moved=tuple(moved),
    )


def import_archive(
    diary: Diary,
    archive: Archive,
    person: str | None = None,
    without: Collection[int] = frozenset(),
) -> ImportReport:
    """Add what the diary lacks, in one step.

    Args:
        without: places in the archive of facts that are left out.

    Raises:
        ImportRefused: see `plan_import`; or a client id is held with other contents.
        VersionConflict: somebody wrote meanwhile; import again.
    """
    left = tuple(fact for fact in archive.facts if fact.seq not in without)
    report = plan_import(diary, replace(archive, facts=left), person)
    if report.conflicting:
        raise ImportRefused(*(conflict(client_id) for client_id in report.conflicting[:100]))
    wanted = set(report.new)
    facts = [renewed(fact, report.person) for fact in left if fact.client_id in wanted]
    diary.append(report.person, facts, expected_seq=report.last_seq)
    return report


def _of_another(target: str, person: str) -> Fault:
    rule = f"the diary of {target} is not empty, and two persons are never mixed"
    return Fault(f"an archive of {person}", "archive", rule, "import it into a fresh diary")


def _of_another_diary(target: str) -> Fault:
    rule = f"the diary of {target} has none of these facts, so both were begun apart"
    return Fault("another diary", "archive", rule, "import it into a fresh diary")


def conflict(client_id: str) -> Fault:
    """The fault of a client id under which the diary holds something else."""
    rule = "the diary holds another fact under this client id"
    step = "compare the two diaries; import into a fresh one to look at the archive"
    return Fault("other contents", f"client id {client_id}", rule, step)
