"""Citations of a statement: facts of the pack with their status and their works, for templates."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.protocol.model import Pack


class Source(NamedTuple):
    """One fact that something rests on; `status` says how far it was seen."""

    id: str
    statement: str
    status: str
    works: tuple[str, ...]


def sources_of(pack: Pack, ids: tuple[str, ...]) -> list[Source]:
    """What the pack knows of each id; `expert` and other marks without a fact are left out."""
    return [
        Source(fact.id, fact.statement, fact.status, tuple(work_line(pack, w) for w in fact.works))
        for fact in (pack.facts[ident] for ident in ids if ident in pack.facts)
    ]


def work_line(pack: Pack, ident: str) -> str:
    """A bibliographic entry in one line."""
    work = pack.works[ident]
    parts = (work.authors, work.year, work.title, f"doi:{work.doi}" if work.doi else "")
    return ". ".join(part for part in parts if part)
