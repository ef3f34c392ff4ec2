"""Memo of what was worked out once, kept for as long as it is true.

Rendering Today costs fifty times what asking "has anything changed?" does. What is kept names the
state of the world that it was made from; when that is another one, it is made anew. So nothing here
can grow old: not after a write of another process, not past the end of a day.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
_MOST = 64  # one household on a few devices


class Memo(Generic[T]):
    """One thing per place, each good for one state of the world."""

    def __init__(self) -> None:
        self._things: OrderedDict[Hashable, tuple[Hashable, T]] = OrderedDict()

    def find(self, place: Hashable, state: Hashable) -> T | None:
        """Return what is kept at this place if it was made from exactly this state."""
        found = self._things.get(place)
        return found[1] if found is not None and found[0] == state else None

    def keep(self, place: Hashable, state: Hashable, thing: T) -> T:
        self._things[place] = (state, thing)
        self._things.move_to_end(place)
        while len(self._things) > _MOST:
            self._things.popitem(last=False)
        return thing
