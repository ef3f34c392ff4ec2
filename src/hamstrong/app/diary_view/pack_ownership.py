"""Pack ownership: a diary belongs to the pack that it was begun with, and no other reads it.

A newer version of the same pack goes on with it (see `folded_diary`); a pack of another name has
other stages, exercises and questions, and its engine would make nonsense of these facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Protocol

from hamstrong.app.errors import Fault, ForeignPack
from hamstrong.diary import Diary
from hamstrong.engine.facts import ProtocolAdopted, name_of
from hamstrong.protocol.model import Pack

_FIRST = 1  # a diary's first fact names its pack (see `batching`)


class _Fact(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def payload(self) -> str: ...


def require_own_diary(pack: Pack, diary: Diary) -> None:
    """Make sure that every person's diary here was begun with this pack.

    Raises:
        ForeignPack: naming both packs and the next step; nothing was read further or changed.
    """
    for person in diary.persons():
        require_own_facts(pack, diary.read(person, up_to=_FIRST), "diary")


def require_own_facts(pack: Pack, facts: Iterable[_Fact], place: str) -> None:
    """Make sure that facts, of a diary or on their way into one, were recorded under this pack.

    Args:
        place: what holds them: `diary` or `archive`.

    Raises:
        ForeignPack: at the first that names another pack.
    """
    for fact in facts:
        adopted = _adopted(fact)
        if adopted not in (None, pack.id):
            raise ForeignPack(_fault(str(adopted), pack, place))


def _adopted(fact: _Fact) -> str | None:
    if fact.name != name_of(ProtocolAdopted):
        return None
    named = json.loads(fact.payload).get("pack")
    return None if named is None else str(named)


def _fault(adopted: str, pack: Pack, place: str) -> Fault:
    return Fault(
        f"the pack {adopted!r}",
        place,
        f"it was begun with that pack and is read by no other, such as {pack.id!r}; "
        "nothing was changed",
        f"open it with the folder of {adopted!r} (hamstrong --pack FOLDER; without --pack the "
        f"hamstring pack), or keep another diary for {pack.id!r} (hamstrong --data-dir FOLDER)",
    )
