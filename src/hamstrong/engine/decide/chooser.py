"""The chooser: which of the admitted exercises a day holds, and with how many sets.

One pure function, blind to who asks: what a day owes, what the guard admits and how long it takes
are its arguments. What is owed comes first, then what the open gate names, then what was not seen
longest. No invariant about safety rests on it; what it promises are work and time (S20, S21).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import product
from typing import NamedTuple


class Need(IntEnum):
    """Why an exercise comes before another, most needed first: a criterion of the open gate that
    is not met names it, or one that is met, or the stage's first choice; it is done daily; it has
    its turn."""

    OPEN = 0
    NAMED = 1
    DAILY = 2
    TURN = 3

    @property
    def is_key(self) -> bool:
        """Whether the open gate or the stage itself names the exercise."""
        return self <= Need.NAMED


class Admitted(NamedTuple):
    """An exercise that the guard admits today, at least on one side.

    `idle` are the days since it was last done. What does not fill a place comes only where its
    action is owed or the open gate names it.
    """

    exercise: str
    action: str
    need: Need
    idle: int
    fills: bool = True


class Cost(NamedTuple):
    """Whole seconds of an exercise today, all sides and rests counted: as planned, with one set
    less of each side, and so on as far as it may be cut; and of its easy set where it is the
    first."""

    seconds: tuple[int, ...]
    first_s: int = 0


class Chosen(NamedTuple):
    """One exercise of the day, and how many sets the day has no time for."""

    exercise: str
    cuts: int = 0


class Choice(NamedTuple):
    """The exercises of a day in their order, the owed actions that none of them serves, and one
    exercise more that may take the place of another."""

    chosen: tuple[Chosen, ...]
    missing: tuple[str, ...] = ()
    spare: str | None = None


def choose(
    owed: Sequence[str],
    admitted: Iterable[Admitted],
    costs: Mapping[str, Cost],
    places: int,
    seconds: int,
) -> Choice:
    """Choose the exercises of a day.

    Sets are cut for what is owed or named by the gate, and for nothing else.

    Args:
        owed: actions, one exercise of each; the last is given up first where time is too short for
            one of each, whichever are taken.
        admitted: in the order of the pool, which decides between equals.
        costs: of everything admitted.
        places: the most exercises.
        seconds: of the exercises and the easy set; the warm-up before them is taken off.
    """
    ranked = sorted(admitted, key=lambda one: (one.need, -one.idle))
    day = _serving(owed, ranked, costs, places, seconds)
    missing = tuple(action for action in owed if all(one.action != action for one in day))
    for one, cut in _others(ranked, {one.action for one in day}):
        more = [*day, one]
        if one not in day and len(more) <= places and _seconds(more, costs, cut=cut) <= seconds:
            day = more
    spare = next((one.exercise for one in ranked if one.fills and one not in day), None)
    return Choice(tuple(_cut(day, costs, seconds)), missing, spare)


def _serving(
    owed: Sequence[str],
    ranked: Sequence[Admitted],
    costs: Mapping[str, Cost],
    places: int,
    seconds: int,
) -> list[Admitted]:
    """One exercise of each owed action that has any: the most needed ones that fit together and,
    if that can be, leave places and minutes for what the gate still waits for."""
    choices = [[one for one in ranked if one.action == action] for action in owed]
    kept = [some for some in choices if some][:places]
    waiting = {one.action: one for one in reversed(ranked) if one.need is Need.OPEN}
    while kept:
        first: Sequence[Admitted] = ()
        for day in product(*kept):
            if _seconds(day, costs, cut=True) <= seconds:
                first = first or day
                if _serves_the_gate(day, waiting, costs, places, seconds):
                    return list(day)
        if first:
            return list(first)
        kept.pop()
    return []


def _serves_the_gate(
    day: Sequence[Admitted],
    waiting: Mapping[str, Admitted],
    costs: Mapping[str, Cost],
    places: int,
    seconds: int,
) -> bool:
    """Whether the day has, for each action that the gate waits for, an exercise that it names."""
    if any(one.action in waiting and one.need is not Need.OPEN for one in day):
        return False
    served = {one.action for one in day}
    whole = [*day, *(one for action, one in waiting.items() if action not in served)]
    return len(whole) <= places and _seconds(whole, costs, cut=True) <= seconds


def _others(ranked: Sequence[Admitted], served: Collection[str]) -> Iterator[tuple[Admitted, bool]]:
    """What comes after the owed work, and whether sets are cut for it: key exercises, of a kind
    that the day does not hold yet first, then what fills it."""
    keys = [one for one in ranked if one.need.is_key]
    yield from ((one, True) for one in keys if one.action not in served)
    yield from ((one, True) for one in keys if one.action in served)
    yield from ((one, False) for one in ranked if one.fills and not one.need.is_key)


def _seconds(day: Sequence[Admitted], costs: Mapping[str, Cost], *, cut: bool) -> int:
    """Seconds of a day's exercises, whole or cut as far as they may be."""
    known = [costs[one.exercise] for one in day]
    first_s = next((cost.first_s for cost in known if cost.first_s), 0)
    return first_s + sum(cost.seconds[-1 if cut else 0] for cost in known)


def _cut(day: Sequence[Admitted], costs: Mapping[str, Cost], seconds: int) -> Iterable[Chosen]:
    """The day with as few sets cut as its time needs: of exercises that no gate names first."""
    over = _seconds(day, costs, cut=False) - seconds
    cuts = dict.fromkeys((one.exercise for one in day), 0)
    for _, _, name in sorted((-one.need, -nth, one.exercise) for nth, one in enumerate(day)):
        times = costs[name].seconds
        while over > 0 and cuts[name] + 1 < len(times):
            over -= times[cuts[name]] - times[cuts[name] + 1]
            cuts[name] += 1
    return (Chosen(name, many) for name, many in cuts.items())
