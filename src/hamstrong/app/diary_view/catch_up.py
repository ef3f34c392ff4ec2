"""Catch-up: what a diary holds after a known place, which is nothing, new facts or another history.

What is remembered of a diary (the fold, the notes) is good for one place in it, named by number
and client id. Every use asks here first, so another process that wrote is seen at once, and a
diary that was erased or restored meanwhile is never taken for the one that was read.
"""

from __future__ import annotations

from collections.abc import Sequence

from hamstrong.diary import Diary, StoredFact


def since(diary: Diary, person: str, seq: int, client_id: str) -> Sequence[StoredFact] | None:
    """The facts after that one, in order; None if it is not where it was: read everything."""
    tip = diary.tip(person)
    if (tip.seq, tip.client_id) == (seq, client_id):
        return ()
    if tip.seq < seq:
        return None
    if seq == 0:
        return diary.read(person)
    first, *more = diary.read(person, seq - 1) or (None,)
    return more if first is not None and first.client_id == client_id else None
