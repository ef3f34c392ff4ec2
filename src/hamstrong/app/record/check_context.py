"""Check context of a fact: whether a leg or an exercise is one of this person's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hamstrong.app.diary_view.folded_diary import Carried
from hamstrong.app.errors import Fault
from hamstrong.app.record.ranges import one_of
from hamstrong.engine.engine import Engine
from hamstrong.protocol.model import Pack

LIMBS = ("left", "right")


class Context(NamedTuple):
    """What a fact is checked against."""

    engine: Engine
    carried: Carried
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


def exercise_faults(context: Context, exercise: str, side: str | None) -> Iterator[Fault]:
    place, known = context.place, context.pack.exercises.get(exercise)
    if known is None:
        ids = context.pack.exercises
        yield from one_of(exercise, ids, f"{place}.exercise", "name an exercise of the pack")
    elif side is not None:
        sides = ("both",) if known.legs == "both" else LIMBS
        yield from one_of(side, sides, f"{place}.side", f"{exercise} is done this way")
