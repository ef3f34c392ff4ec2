"""Gate ahead: the earliest day on which a limb's gate opens, found by living until then."""

from __future__ import annotations

from hamstrong.engine.criteria.evaluation import minutes_asked
from hamstrong.engine.decide.decisions import GateAhead, Refusal
from hamstrong.engine.decide.good_days import good_days
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.state import State


def gates_ahead(engine: Engine, state: State) -> tuple[GateAhead, ...]:
    """The earliest opening for each limb that is not in its last stage and whose gate asks for no
    more minutes; none beside a refusal, for nobody knows when it is lifted.

    Costs about as much as deciding and closing each day until the last of them opens.
    """
    most = engine.pack.rules.diary.look_ahead_days
    waiting = {
        opened.episode.kind.limb: opened.episode.gate.place
        for opened in engine.open(state).episodes
        if opened.course.gates[opened.episode.gate.place] is not None
        and minutes_asked(opened.course, opened.episode.gate.place) is None
    }
    if not waiting or isinstance(engine.prescribe(state), Refusal):
        return ()
    found: dict[str, int] = {}
    for ahead, _ in good_days(engine, state):
        for opened in engine.open(ahead).episodes:
            limb, place = opened.episode.kind.limb, opened.episode.gate.place
            if place > waiting.get(limb, place):
                found.setdefault(limb, ahead.day)
        if len(found) == len(waiting) or ahead.day == state.day + most:
            break
    last = state.day + most
    return tuple(GateAhead(limb, found.get(limb, last), limb in found) for limb in waiting)
