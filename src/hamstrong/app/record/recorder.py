"""Recorder of facts: checked, in order, once each, whatever the network does.

A request that comes twice is answered twice and stored once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.days import Moment
from hamstrong.app.diary_view.fold_cache import FoldCache
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.errors import Fault, InvalidFacts, UnknownPerson
from hamstrong.app.record.at_home import require_at_home
from hamstrong.app.record.batch import (
    PLAIN,
    Batch,
    BatchContext,
    FactDraft,
    Mark,
    Policy,
    RefusedFact,
    Taken,
)
from hamstrong.app.record.incoming_facts import FactIn
from hamstrong.diary import (
    Append,
    AppendResult,
    Diary,
    NewFact,
    Tip,
    VersionConflict,
    canonical_json,
)
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import DiaryArrived
from hamstrong.engine.facts.bounds import DeviceCount, lowest_and_highest
from hamstrong.engine.facts.codec import encode_fact

TRIES = 5
FARTHEST_COUNT_AHEAD = 100_000
"""Facts that a device may have counted for a diary that does not hold them."""


@dataclass(frozen=True)
class Receipt:
    """The answer to a request, the same for every repeat of it.

    Args:
        day: the open day when it was answered.
        last_seq: the diary's last fact.
        seqs: the place of each fact of the request; None for a refused one.
        known: client ids that the diary held already.
        marks: stored facts of which something is noteworthy: `stale_plan`, `asks_open`, `late`.
        refused: facts that were left out, with their faults.
        taken: what was new, with the state before and after; a repeat has none.
    """

    day: int
    last_seq: int
    seqs: tuple[int | None, ...]
    known: frozenset[str] = frozenset()
    marks: tuple[Mark, ...] = ()
    refused: tuple[RefusedFact, ...] = ()
    taken: tuple[Taken, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True)
class PreparedRequest:
    """A request that was checked and waits to be stored.

    Args:
        before: the diary that it was checked against; `batch.carried` is what it leaves.
        known: places of the request's facts that the diary holds already.
        append: what the diary is asked to store; no facts if nothing is new.
    """

    facts: Sequence[FactIn]
    batch: Batch
    before: FoldedDiary
    known: Mapping[str, int]
    append: Append


class Recorder:
    """Stores facts of one diary and knows its tip."""

    def __init__(self, engine: Engine, diary: Diary, cache: FoldCache) -> None:
        self._engine = engine
        self._diary = diary
        self._cache = cache

    def current(self, person: str, at: Moment, tip: Tip | None = None) -> FoldedDiary:
        """The person's diary with today open.

        Args:
            tip: the diary's tip, for whoever has just asked for it.

        Raises:
            ClockBehind: the diary is on a day that no zone has reached yet.
        """
        return self._cache.fold(person, at, tip)

    def record(
        self, person: str, facts: Sequence[FactIn], at: Moment, policy: Policy = PLAIN
    ) -> Receipt:
        """Store facts, all or none unless the policy skips wrong ones.

        Raises:
            InvalidFacts: with every fault.
            UnknownPerson: nobody with that id has a diary here.
            NotAllowed: a strict start that today's decision does not allow.
            DiaryAway: the diary moved to another home, and one of the facts is new.
        """
        for _ in range(TRIES):
            prepared = self.prepare(person, facts, at, policy)
            try:
                stored = self._diary.append(*prepared.append)
            except VersionConflict:
                continue  # somebody wrote between reading and writing: look again
            return self.settle(prepared, stored)
        raise busy()

    def prepare(
        self, person: str, facts: Sequence[FactIn], at: Moment, policy: Policy = PLAIN
    ) -> PreparedRequest:
        """Check the facts against the diary as it is now, and store nothing.

        Raises:
            InvalidFacts, UnknownPerson, NotAllowed, DiaryAway: as `record` says.
        """
        carried = self.current(person, at)
        if not carried.fold.seq and not policy.newcomer:
            step = "begin with: hamstrong start"
            raise UnknownPerson(Fault(f"{person!r:.60}", "person", "must have a diary here", step))
        held = self._diary.find(person, [fact.client_id for fact in facts])
        known = {fact.client_id: fact.seq for fact in held}
        if len(known) < len({fact.client_id for fact in facts}) and DiaryArrived not in policy.own:
            require_at_home(carried)
        batch = Batch(
            BatchContext(
                engine=self._engine, diary=self._diary, person=person, at=at, policy=policy
            ),
            carried,
        )
        for index, incoming in enumerate(facts):
            if incoming.client_id not in known:
                batch.take(incoming, f"facts.{index}")
        if batch.refused and not policy.skip:
            raise InvalidFacts(*(f for entry in batch.refused for f in entry.faults))
        new = _numbered(person, batch, carried, at)
        # A plan is made from what was read, so nothing may have come between.
        expected = carried.fold.seq if batch.decided else None
        return PreparedRequest(
            facts=facts,
            batch=batch,
            before=carried,
            known=known,
            append=Append(person, new, expected),
        )

    def settle(self, prepared: PreparedRequest, stored: AppendResult) -> Receipt:
        """Answer a request whose facts are durable now."""
        batch, new = prepared.batch, prepared.append.facts
        if new and stored.seqs == _next(prepared.before, len(new)):
            after = folded_diary.counted(batch.carried, new)
            self._cache.extend(new[0].person, prepared.before, after, new[-1].client_id)
        places = dict(zip((fact.client_id for fact in new), stored.seqs, strict=True))
        return _receipt(prepared, {**prepared.known, **places})


def busy() -> VersionConflict:
    """The error of a request that lost every race."""
    fault = Fault("a busy diary", "diary", "somebody else keeps writing", "send it again")
    return VersionConflict(fault)


def _next(before: FoldedDiary, count: int) -> tuple[int, ...]:
    """The places right after a diary: what new facts get when nobody else wrote."""
    first = before.fold.seq + 1
    return tuple(range(first, first + count))


def _receipt(prepared: PreparedRequest, places: Mapping[str, int]) -> Receipt:
    batch = prepared.batch
    return Receipt(
        day=batch.today,
        last_seq=max([prepared.before.fold.seq, *places.values()]),
        seqs=tuple(places.get(fact.client_id) for fact in prepared.facts),
        known=frozenset(prepared.known),
        marks=tuple(batch.marks),
        refused=tuple(batch.refused),
        taken=tuple(batch.taken),
    )


def _numbered(person: str, batch: Batch, carried: FoldedDiary, at: Moment) -> list[NewFact]:
    """Device counts, and the columns of the diary."""
    count = min(dict(carried.counters).get(at.device, 0), lowest_and_highest(DeviceCount)[1])
    found = []
    for draft in batch.drafts:
        count = _count_after(count, draft.counter)
        found.append(_new_fact(person, draft, batch.today, at.device, count))
    return found


def _count_after(last: int, claimed: int | None) -> int:
    """The device's count of its next fact: what it claims, unless that lies far ahead.

    A count is a help for people who look into a diary. One that jumped to the highest number that
    there is would leave no number for the next, so it is not believed and the fact is kept.
    """
    if claimed is not None and claimed <= last + FARTHEST_COUNT_AHEAD:
        return claimed
    return last + 1


def _new_fact(person: str, draft: FactDraft, today: int, device: str, count: int) -> NewFact:
    name, version, payload = encode_fact(draft.fact)
    return NewFact(
        person=person,
        client_id=draft.client_id,
        name=name,
        version=version,
        payload=canonical_json(payload),
        day=draft.day,
        recorded_day=today,
        instant=draft.instant.astimezone(UTC),
        plan_id=getattr(draft.fact, "plan_id", None),
        device_id=device,
        device_counter=count,
        counted_by=draft.counted_by,
    )
