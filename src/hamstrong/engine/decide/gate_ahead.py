"""Gate ahead: the earliest day on which a limb's gate opens, found by living until then."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from hamstrong.engine.criteria.evaluation import minutes_asked
from hamstrong.engine.decide.decisions import GateAhead, Refusal
from hamstrong.engine.decide.good_days import good_days
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.state import State

_KEPT = 64
_KEPT_DAYS = 2


class _Life(NamedTuple):
    """A day of a life that was lived until all waiting gates had opened, or until the last day that
    was looked at: the gates that waited, and the days on which they opened."""

    state: State
    waiting: dict[str, int]
    found: dict[str, int]
    until: int


class GatesAhead:
    """The search for the days on which gates open.

    A life that comes to a day with the same state as an earlier one ends like it, so the days after
    a set or a morning that went as well as expected are not lived again. Only the first days of the
    last lives are kept.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lives: deque[_Life] = deque(maxlen=_KEPT)

    def of(self, state: State) -> tuple[GateAhead, ...]:
        """The earliest opening for each limb that is not in its last stage and whose gate asks for
        no more minutes; none beside a refusal, for nobody knows when it is lifted.

        Costs at most about as much as deciding and closing each day until the last of them opens.
        """
        waiting = _waiting(self._engine, state)
        if not waiting or isinstance(self._engine.prescribe(state), Refusal):
            return ()
        last = state.day + self._engine.pack.rules.diary.look_ahead_days
        found = self._live(state, waiting, last)
        return tuple(GateAhead(limb, found.get(limb, last), limb in found) for limb in waiting)

    def _live(self, state: State, waiting: dict[str, int], last: int) -> dict[str, int]:
        found: dict[str, int] = {}
        begun: list[State] = []
        for ahead, _ in good_days(self._engine, state):
            same = self._lived(ahead, waiting, last)
            if same is not None:
                found = same | found
                break
            if len(begun) < _KEPT_DAYS:
                begun.append(ahead)
            for opened in self._engine.open(ahead).episodes:
                limb, place = opened.episode.kind.limb, opened.episode.gate.place
                if place > waiting.get(limb, place):
                    found.setdefault(limb, ahead.day)
            if len(found) == len(waiting) or ahead.day == last:
                break
        self._lives.extend(_Life(one, waiting, found, last) for one in begun)
        return found

    def _lived(self, state: State, waiting: dict[str, int], last: int) -> dict[str, int] | None:
        """What a kept life found until a day that came to this state before a gate opened."""
        for life in tuple(self._lives):
            far_enough = life.until >= last or len(life.found) == len(waiting)
            opened_before = any(day < state.day for day in life.found.values())
            alike = life.waiting == waiting and life.state == state
            if alike and far_enough and not opened_before:
                return {limb: day for limb, day in life.found.items() if day <= last}
        return None


def _waiting(engine: Engine, state: State) -> dict[str, int]:
    """The limbs whose gate can be waited for, each with its place."""
    return {
        opened.episode.kind.limb: opened.episode.gate.place
        for opened in engine.open(state).episodes
        if opened.course.gates[opened.episode.gate.place] is not None
        and minutes_asked(opened.course, opened.episode.gate.place) is None
    }
