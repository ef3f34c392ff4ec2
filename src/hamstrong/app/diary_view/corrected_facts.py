"""The corrected facts of a diary: every corrected one replaced by its last correction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from hamstrong.app.diary_view import folded_diary
from hamstrong.diary import StoredFact
from hamstrong.engine.facts import Fact, FactCorrected
from hamstrong.engine.facts.codec import decode_fact
from hamstrong.engine.fold import Recorded
from hamstrong.protocol.model import Pack

F = TypeVar("F", bound=Fact)


def mended(pack: Pack, stored: Sequence[StoredFact]) -> tuple[Recorded, ...]:
    """Facts in recorded order, each with its last correction in its own place."""
    found: dict[str, Recorded] = {}
    for fact in stored:
        mend(pack, found, fact)
    return tuple(found.values())


def mend(pack: Pack, found: dict[str, Recorded], stored: StoredFact) -> None:
    """Add the next fact; a correction goes to the place of a fact that is there, by client id."""
    entry = folded_diary.recorded(pack, stored)
    if entry is None:
        return
    fact = entry.fact
    if not isinstance(fact, FactCorrected):
        found[entry.client_id] = entry
    elif fact.corrects in found:
        new = decode_fact(fact.name, fact.version, fact.payload)
        found[fact.corrects] = found[fact.corrects]._replace(fact=new)


def of_kind(entries: Iterable[Recorded], kind: type[F]) -> Iterator[tuple[int, F]]:
    """Facts of one kind with the day that each is about, by day, recorded order within it."""
    mine = [(e.day, e.fact) for e in entries if isinstance(e.fact, kind)]
    yield from sorted(mine, key=lambda pair: pair[0])
