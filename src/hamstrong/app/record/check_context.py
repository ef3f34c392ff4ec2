"""Check context of a fact: what it is checked against, and whether a leg has a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.errors import Fault
from hamstrong.app.record.ranges import one_of
from hamstrong.engine.engine import Engine
from hamstrong.protocol.model import Pack

LIMBS = ("left", "right")


class Context(NamedTuple):
    """What a fact is checked against."""

    engine: Engine
    carried: FoldedDiary
    today: int
    day: int
    place: str

    @property
    def pack(self) -> Pack:
        """The pack in force."""
        return self.engine.pack

    @property
    def limbs(self) -> tuple[str, ...]:
        """Limbs with a plan; both before there is one."""
        return tuple(e.kind.limb for e in self.carried.fold.live.episodes) or LIMBS


def limb_faults(context: Context, limb: str) -> Iterator[Fault]:
    yield from one_of(limb, context.limbs, f"{context.place}.limb", "name a leg of your plan")
